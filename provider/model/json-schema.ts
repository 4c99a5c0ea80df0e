import * as z from "zod";
import { KINDS, type Kind } from "./load/kinds.ts";

/** Facts that zod would copy into the schema beside the description. */
const OWN_FACTS = ["doc", "policy", "unit", "sensitive", "computed", "deprecated", "unsupported"] as const;

/**
 * JSON Schema (draft 2020-12) of a kind, or of any, for editors: what may be written, unknown fields refused. It knows one
 * document; what manifests have to do with each other is found on loading.
 */
export function jsonSchema(kind?: Kind): object {
  const schema: z.ZodType = kind ? KINDS[kind] : z.discriminatedUnion("kind", [...KIND_SCHEMAS]);
  return z.toJSONSchema(schema, {
    io: "input",
    override: ({ jsonSchema: node }) => {
      const deprecated = node["deprecated"];
      for (const fact of OWN_FACTS) delete node[fact];
      if (deprecated === true) node["deprecated"] = true;
    },
  });
}

const KIND_SCHEMAS = [
  KINDS.ScvmmProvider,
  KINDS.ScvmmNamePool,
  KINDS.ScvmmMachine,
  KINDS.ScvmmVirtualIP,
  KINDS.ScvmmPersistentDisk,
  KINDS.ScvmmPersistentDiskPool,
  KINDS.ScvmmCheckpoint,
  KINDS.ScvmmName,
] as const;

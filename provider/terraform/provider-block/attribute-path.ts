import { parsePath } from "../../model/load/manifest-path.ts";
import { attributeName } from "../schema/attribute-name.ts";
import type { AttributePath } from "../schema/mapping.ts";
import { pathText } from "../schema/path-text.ts";
import { RULES } from "../schema/rules.ts";
import { snakeCase } from "../schema/words.ts";

/** Keys of these are people's own. */
const MAPS: ReadonlySet<string> = new Set(["env", "extraFunctions"]);

/** Whether a field of a ScvmmProvider is an attribute of the provider block. `pattern`: `spec.scvmmHost` */
export const isAttribute = (pattern: string): boolean => RULES.ScvmmProvider?.[pattern]?.rule !== "left-out";

/** Where a field of a ScvmmProvider stands in the provider block: `spec.connection.caFile` → connection, ca_file. */
export function attributePath(manifestPath: string): AttributePath {
  const [root, first, ...rest] = parsePath(manifestPath);
  if (root !== "spec" || typeof first !== "string" || !isAttribute(`spec.${first}`)) return [];
  const inMap = MAPS.has(first);
  return [
    attributeName("ScvmmProvider", `spec.${first}`),
    ...rest.map((segment) => (typeof segment === "number" || inMap ? segment : snakeCase(segment))),
  ];
}

/** The same as text: `spec.execHosts[1]` → `exec_hosts[1]`. */
export const shownAttribute = (manifestPath: string): string => pathText(attributePath(manifestPath));

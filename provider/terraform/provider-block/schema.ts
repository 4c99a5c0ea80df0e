import type * as z from "zod";
import { providerSpec } from "../../model/kinds/provider.ts";
import { childSchema, definitionOf, fieldNames, unwrap } from "../../model/schema-tree.ts";
import type { Attribute, Attributes, AttributeType, PrimitiveType, Schema } from "../schema/attribute.ts";
import { attributeName } from "../schema/attribute-name.ts";
import { docOf } from "../schema/field-doc.ts";
import { isAttribute } from "./attribute-path.ts";

const KINDS: Readonly<Record<string, PrimitiveType["kind"]>> = { string: "string", enum: "string", number: "number", boolean: "bool" };

function primitive(schema: z.ZodType): PrimitiveType {
  const kind = KINDS[definitionOf(unwrap(schema)).type];
  if (kind === undefined) throw new TypeError(`no attribute can hold a ${definitionOf(schema).type}`);
  return { kind };
}

function typeOf(schema: z.ZodType, pattern: string): AttributeType {
  const { element, valueType, shape } = definitionOf(unwrap(schema));
  if (shape) return { kind: "object", nesting: "single", attributes: attributesOf(unwrap(schema), pattern) };
  if (element) return { kind: "list", of: primitive(element) };
  return valueType ? { kind: "map", of: primitive(valueType) } : primitive(schema);
}

/** Every field as an optional attribute: what is not set may come from the environment. */
function attributesOf(schema: z.ZodType, parent: string): Attributes {
  const entries = fieldNames(schema).flatMap((name): [string, Attribute][] => {
    const child = childSchema(schema, name);
    const pattern = `${parent}.${name}`;
    if (child === undefined || !isAttribute(pattern)) return [];
    const doc = docOf(child, "ScvmmProvider");
    return [[attributeName("ScvmmProvider", pattern), { type: typeOf(child, pattern), presence: "optional", doc }]];
  });
  return Object.fromEntries(entries);
}

const text = { kind: "string" } as const;

/** What a run of the command says by flags, and what no manifest holds. */
const OWN: Attributes = {
  username: {
    type: text,
    presence: "optional",
    doc: "Account that connects, as `DOMAIN\\user` or `user@domain`; otherwise that of `SCVMM_USERNAME`. None is needed where a ticket or a certificate tells who connects.",
  },
  password: {
    type: text,
    presence: "optional",
    sensitive: true,
    doc: "Its password; otherwise that of `SCVMM_PASSWORD`, which is where it belongs: what is written here is easily checked in.",
  },
  credentials_file: {
    type: text,
    presence: "optional",
    doc: "File with `username=…` and `password=…` on two lines, or the same as JSON; otherwise the one that `SCVMM_CREDENTIALS_FILE` names.",
  },
  scope: {
    type: text,
    presence: "optional",
    doc: "Name under which this configuration owns what it makes: written into VMM, so that an object is found again whose state was lost, and nobody else's is touched. One for each state. By default `default`.",
  },
  read_only: {
    type: { kind: "bool" },
    presence: "optional",
    doc: "Refuses every change; no way to write is made at all. Plans and data sources work.",
  },
  parallelism: {
    type: { kind: "number" },
    presence: "optional",
    doc: "Most changes at a time in VMM, 10 unless another number is given; Terraform's own `-parallelism` holds as well.",
  },
  keep_session: {
    type: { kind: "bool" },
    presence: "optional",
    doc: "Leaves the session on the host for the next command, for 15 minutes: that one need not load VMM's module again.",
  },
};

export const providerSchema: Schema = {
  version: 0,
  doc: "Virtual machines, virtual IPs, names and disks in Microsoft System Center Virtual Machine Manager, over WinRM. VMM is contacted when something is first read. An attribute that is set goes before its environment variable.",
  attributes: orderly({ ...attributesOf(providerSpec, "spec"), ...OWN }),
};

/** Where to and as whom first; the rest as the vocabulary has it. */
function orderly(all: Attributes): Attributes {
  const first = ["host", "exec_hosts", "username", "password", "credentials_file", "connection", "scope", "read_only"];
  const names = [...first, ...Object.keys(all).filter((name) => !first.includes(name))];
  return Object.fromEntries(names.flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
}

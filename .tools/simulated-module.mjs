/**
 * The simulator's VirtualMachineManager module: the declarations of its cmdlets and types, from provider/batch/signatures.json and
 * what the simulator knows of VMM's types, and with them all files of the module as one TypeScript file, so that a bundle
 * carries them.
 */
import { readFile } from "node:fs/promises";
import { importSources } from "./import-sources.mjs";

const POWERSHELL = new URL("../provider/simulator/powershell/", import.meta.url);
const SIGNATURES = new URL("../provider/batch/signatures.json", import.meta.url);
export const SIMULATED_MODULE_FILE = new URL("module.generated.ts", POWERSHELL);

/** Written by hand; the rest of the module is made here. */
const SOURCES = ["VirtualMachineManager.psd1", "VirtualMachineManager.psm1", "Build.ps1"];

const compare = (a, b) => (a < b ? -1 : Number(a > b));
const sorted = (record) => Object.entries(record).sort(([a], [b]) => compare(a, b));
const quote = (text) => `'${text.replaceAll("'", "''")}'`;
const array = (texts) => `@(${texts.map(quote).join(", ")})`;
const flag = (value) => (value ? "$true" : "$false");

const FACTS = ["provider/simulator/binding/object-types.ts", "provider/simulator/errors.ts"];

/** `System.Collections.Generic.List`1 Host` for a list of hosts: a generic type, and the names that its arguments are declared by. */
function typeName(type) {
  const [, generic, given] = type.match(/^(System\.[\w.]+`\d)\[(.+)\]$/) ?? [];
  // VMM's own type is made of a PSCredential or of a Run As account; the simulator knows the first.
  const short = (name) =>
    name
      .trim()
      .split(".")
      .at(-1)
      .replace(/^VMMCredential$/, "PSCredential");
  return generic === undefined ? short(type) : [generic, ...given.split(",").map(short)].join(" ");
}

/** What a type is made of: itself, its elements, its arguments. */
const partsOf = (type) =>
  typeName(type)
    .split(" ")
    .slice(type.includes("`") ? 1 : 0)
    .map((name) => name.replace(/\[\]$/, ""));

const SYSTEM = new Set(
  "Boolean Byte DateTime Decimal Double Guid Int16 Int32 Int64 PSCredential SecureString String SwitchParameter TimeSpan UInt16 UInt32 UInt64".split(
    " ",
  ),
);
/** They come with the cmdlet's SupportsShouldProcess. */
const CONFIRMS = ["Confirm", "WhatIf"];

function declaredTypes(signatures, objectTypes) {
  const all = Object.values(signatures).flatMap(({ parameters }) => Object.values(parameters).flat());
  const enumerations = new Map();
  const objects = new Set(Object.keys(objectTypes));
  for (const { type, values } of all) {
    for (const name of partsOf(type).filter((one) => !SYSTEM.has(one) && one !== "ClientObject")) {
      if (values.length > 0) enumerations.set(name, new Set([...(enumerations.get(name) ?? []), ...values]));
      else objects.add(name);
    }
  }
  // What a parameter takes under a base's name.
  const derived = Object.entries(objectTypes).filter(([parameter, type]) => parameter !== type);
  for (const [, type] of derived) objects.delete(type);
  return [
    ...[...enumerations].sort(([a], [b]) => compare(a, b)).map(([name, values]) => `Enumeration ${quote(name)} ${array([...values])}`),
    ...[...objects].sort(compare).map((name) => `Object ${quote(name)}`),
    ...derived.map(([base, type]) => `Object ${quote(type)} ${quote(base)}`),
  ];
}

/** VMM's own null checks were seen on objects that a cmdlet cannot do without (scvmm-domain 3.1). */
const neverNull = (variants) =>
  variants.some(({ required, type, values }) => required && values.length === 0 && !partsOf(type).every((name) => SYSTEM.has(name)));

function parameter(name, variants) {
  const ways = variants.flatMap(({ sets, required, position, pipeline }) =>
    sets.map((set) => `@(${quote(set === "(All)" ? "" : set)}, ${flag(required)}, ${position ?? "$null"}, ${flag(pipeline)})`),
  );
  const aliases = [...new Set(variants.flatMap((variant) => variant.aliases))];
  const type = typeName(variants[0].type);
  return `    Parameter ${quote(name)} ${quote(type)} @(${ways.map((way) => `, ${way}`).join("; ")}) ${array(aliases)} ${flag(neverNull(variants))}`;
}

function cmdlet(name, { defaultSet, parameters }, className) {
  const own = sorted(parameters).filter(([one]) => !CONFIRMS.includes(one));
  const confirms = own.length < Object.keys(parameters).length;
  const lines = own.map(([one, variants]) => parameter(one, variants));
  return [`Cmdlet ${quote(name)} ${quote(className)} ${quote(defaultSet ?? "")} ${flag(confirms)} {`, ...lines, "}"];
}

async function declarations() {
  const signatures = JSON.parse(await readFile(SIGNATURES, "utf8"));
  const { OBJECT_TYPES, cmdletClass } = await importSources(...FACTS);
  const cmdlets = sorted(signatures).flatMap(([name, signature]) => cmdlet(name, signature, cmdletClass(name)));
  return [
    "# From provider/batch/signatures.json: the cmdlets that a batch may run, and their types.",
    ...declaredTypes(signatures, OBJECT_TYPES),
    ...cmdlets,
  ];
}

export async function simulatedModule() {
  const written = await Promise.all(SOURCES.map(async (name) => [name, (await readFile(new URL(name, POWERSHELL), "utf8")).split("\n")]));
  const files = [...written, ["Cmdlets.ps1", [...(await declarations()), ""]]];
  const print = ([name, lines]) =>
    `  ${JSON.stringify(name)}: [\n${lines.map((line) => `    ${JSON.stringify(line)},`).join("\n")}\n  ].join("\\n"),\n`;
  return `// Made by .tools/simulated-module.mjs. Do not edit.

/** Files of the simulator's VirtualMachineManager module, by name. */
export const MODULE_FILES: Readonly<Record<string, string>> = {\n${files.map(print).join("")}};\n`;
}

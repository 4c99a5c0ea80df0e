/**
 * What is generated about VMM's cmdlets, in two stages:
 *
 *   node .tools/generate.mjs --signatures FILE   cuts the cmdlets of provider/batch/cmdlets.ts out of a full list of VMM's
 *                                                signatures into provider/batch/signatures.json
 *   node .tools/generate.mjs                     writes provider/batch/cmdlets.generated.ts from signatures.json,
 *                                                provider/scvmm/powershell/{module,endpoint}.generated.ts from the files
 *                                                beside them, the simulator's VirtualMachineManager module
 *                                                (simulated-module.mjs), the simulator's part of docs/assumptions.md,
 *                                                docs/errors.md, the registry's pages in docs/terraform, and the health
 *                                                checks of examples/07-argo-cd
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { argoHealth } from "./argo-health.mjs";
import { ASSUMPTIONS_FILE, assumptionsText } from "./assumptions.mjs";
import { ERRORS_FILE, errorsText } from "./errors.mjs";
import { importSources } from "./import-sources.mjs";
import { REFERENCE_FILE, referenceText } from "./reference.mjs";
import { SIMULATED_MODULE_FILE, simulatedModule } from "./simulated-module.mjs";
import { terraformDocs } from "./terraform-docs.mjs";

const BATCH = new URL("../provider/batch/", import.meta.url);
const POWERSHELL = new URL("../provider/scvmm/powershell/", import.meta.url);
const SIGNATURES = new URL("signatures.json", BATCH);

const { CMDLETS } = await importSources("provider/batch/cmdlets.ts");

const sorted = (record) => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

/** One line a parameter: a changed signature is a changed line. */
function printSignatures(signatures) {
  const cmdlets = sorted(signatures).map(([name, { defaultSet, sets, parameters }]) => {
    const lines = sorted(parameters).map(([parameter, variants]) => `      ${JSON.stringify(parameter)}: ${JSON.stringify(variants)}`);
    return `  ${JSON.stringify(name)}: {
    "defaultSet": ${JSON.stringify(defaultSet)},
    "sets": ${JSON.stringify(sets)},
    "parameters": {\n${lines.join(",\n")}\n    }\n  }`;
  });
  return `{\n${cmdlets.join(",\n")}\n}\n`;
}

/** Parameters of a newer VMM, which the full list does not have yet: scripts that its console writes use them (scvmm-domain 2.8). */
const NEWER = {
  "Set-SCVirtualMachine": { EnableNestedVirtualization: "System.Boolean" },
};

const newer = (name) =>
  Object.entries(NEWER[name] ?? {}).map(([parameter, type]) => [
    parameter,
    [{ type, sets: ["(All)"], required: false, position: null, pipeline: false, aliases: [], values: [] }],
  ]);

async function extractSignatures(file) {
  const all = JSON.parse(await readFile(file, "utf8"));
  const missing = CMDLETS.filter((name) => !(name in all));
  if (missing.length > 0) throw new Error(`not in ${file}: ${missing.join(", ")}`);
  const variant = ({ type, sets, required, position, pipeline, aliases, values }) => ({
    type,
    sets,
    required,
    position,
    pipeline: pipeline !== "False",
    aliases,
    values,
  });
  const cut = CMDLETS.map((name) => {
    const { defaultSet, sets, parameters } = all[name];
    const kept = Object.entries(parameters).map(([parameter, variants]) => [parameter, variants.map(variant)]);
    return [name, { defaultSet, sets, parameters: Object.fromEntries([...newer(name), ...kept]) }];
  });
  return printSignatures(Object.fromEntries(cut));
}

/** The interpreter adds these itself, or they are not for us. */
const LEFT_OUT = new Set([
  "RunAsynchronously",
  "JobVariable",
  "OnBehalfOfUser",
  "OnBehalfOfUserRole",
  "PROTipID",
  "VMMServer",
  "Credential",
]);
const NUMBERS = new Set(["Byte", "UInt16", "Int32", "Int64", "UInt32", "UInt64", "Decimal"]);
/** Paths that only a file of the same batch may stand for. */
const FILES = new Set(["SourcePath"]);
/** Parameters of type String whose text is a secret. */
const SECRET = new Set(["ProductKey"]);
const PLAIN = {
  Boolean: "boolean",
  SwitchParameter: "true",
  String: "string",
  Guid: "string",
  VMMCredential: "SecretCredential",
  PSCredential: "SecretCredential",
};

function valueType({ type, values }) {
  const item = type.match(/^System\.Collections\.Generic\.List`1\[(.+)\]$/)?.[1] ?? type.match(/^(.+)\[\]$/)?.[1];
  const name = (item ?? type).split(".").at(-1);
  const one =
    values.length > 0
      ? values.map((value) => JSON.stringify(value)).join(" | ")
      : NUMBERS.has(name)
        ? "number"
        : (PLAIN[name] ?? "Reference");
  if (item === undefined) return one;
  return `readonly ${one.includes("|") ? `(${one})` : one}[]${one === "Reference" ? " | Reference" : ""}`;
}

function printCmdlet(name, { sets, parameters }) {
  const lines = sorted(parameters)
    .filter(([parameter]) => !LEFT_OUT.has(parameter))
    .map(([parameter, variants]) => {
      const needed = new Set(variants.filter((variant) => variant.required).flatMap((variant) => variant.sets));
      const required = needed.has("(All)") || sets.every((set) => needed.has(set));
      const type = FILES.has(parameter)
        ? "Reference"
        : SECRET.has(parameter)
          ? "SecretText"
          : [...new Set(variants.map(valueType))].join(" | ");
      return `    readonly ${parameter}${required ? `: ${type}` : `?: ${type} | undefined`};\n`;
    });
  return `  readonly "${name}": {\n${lines.join("")}  };\n`;
}

async function generateTypes() {
  const signatures = JSON.parse(await readFile(SIGNATURES, "utf8"));
  const differ = CMDLETS.join() !== Object.keys(signatures).join();
  if (differ) throw new Error("signatures.json and cmdlets.ts name different cmdlets: run with --signatures FILE");
  const asynchronous = sorted(signatures).filter(([, { parameters }]) => "RunAsynchronously" in parameters && "JobVariable" in parameters);
  return `// Made by .tools/generate.mjs from signatures.json. Do not edit.
import type { Reference } from "./call.ts";
import type { SecretCredential, SecretText } from "./secret-value.ts";

/** Parameters of each cmdlet. Objects come from earlier calls, never by name: VMM reads wildcards in names. */
export interface CmdletParameters {
${sorted(signatures)
  .map(([name, signature]) => printCmdlet(name, signature))
  .join("")}}

/** Cmdlets that can run as a job. */
export type JobCmdlet =
${asynchronous.map(([name]) => `  | "${name}"`).join("\n")};
`;
}

/** In the order in which they stand in the module; the allow-list comes behind the first. */
const MODULE_PARTS = ["settings", "json", "conditions", "cmdlets", "files", "calls", "batch"];

/** The module's one file: whoever installs it gets no more than that. */
async function moduleText() {
  const read = async (part) => (await readFile(new URL(`parts/${part}.ps1`, POWERSHELL), "utf8")).trimEnd();
  const [settings, ...rest] = await Promise.all(MODULE_PARTS.map(read));
  const names = CMDLETS.map((name) => `    '${name}'`);
  const allowed = `# The list of provider/batch/cmdlets.ts.\n$Allowed = @{}\nforeach ($name in @(\n${names.join("\n")}\n)) { $Allowed[$name] = $true }`;
  return `${[settings, allowed, ...rest].join("\n\n")}\n`;
}

async function generateModule() {
  const text = await moduleText();
  const lines = text.split("\n").map((line) => `  ${JSON.stringify(line)},`);
  return `// Made by .tools/generate.mjs from parts/ and the list of cmdlets, so that a bundle carries it. Do not edit.

/** Text of the PowerShell module that interprets batches. */
export const MODULE_TEXT = [\n${lines.join("\n")}\n].join("\\n");\n`;
}

/** Where each file of an endpoint goes; the module's own text is in the bundle already. */
const ENDPOINT_FILES = {
  "ScvmmBatch/ScvmmBatch.psd1": "ScvmmBatch.psd1",
  "ScvmmBatch/RoleCapabilities/ScvmmBatch.psrc": "RoleCapabilities/ScvmmBatch.psrc",
  "Scvmm.pssc": "Scvmm.pssc",
};

async function generateEndpoint() {
  const entries = Object.entries(ENDPOINT_FILES).map(async ([target, source]) => {
    const lines = (await readFile(new URL(source, POWERSHELL), "utf8")).split("\n").map((line) => `    ${JSON.stringify(line)},`);
    return `  ${JSON.stringify(target)}: [\n${lines.join("\n")}\n  ].join("\\n"),\n`;
  });
  return `// Made by .tools/generate.mjs from the files beside it, so that a bundle carries them. Do not edit.
import { MODULE_TEXT } from "./module.generated.ts";

/** What an exec host is given, by path in the folder: the module with its role, and a session configuration. */
export const ENDPOINT_FILES: Readonly<Record<string, string>> = {
  "ScvmmBatch/ScvmmBatch.psm1": MODULE_TEXT,
${(await Promise.all(entries)).join("")}};
`;
}

/** Every generated file with what it should hold. */
export async function generated() {
  return [
    { file: new URL("cmdlets.generated.ts", BATCH), text: await generateTypes() },
    { file: new URL("module.generated.ts", POWERSHELL), text: await generateModule() },
    { file: new URL("endpoint.generated.ts", POWERSHELL), text: await generateEndpoint() },
    { file: SIMULATED_MODULE_FILE, text: await simulatedModule() },
    { file: ASSUMPTIONS_FILE, text: await assumptionsText() },
    { file: ERRORS_FILE, text: await errorsText() },
    { file: REFERENCE_FILE, text: await referenceText() },
    ...(await terraformDocs()),
    ...(await argoHealth()),
  ];
}

async function main([flag, file]) {
  if (flag === "--signatures") return writeFile(SIGNATURES, await extractSignatures(file));
  if (flag !== undefined) throw new Error(`unknown argument ${flag}`);
  for (const { file: target, text } of await generated()) {
    await mkdir(new URL(".", target), { recursive: true });
    await writeFile(target, text);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

/**
 * constructs/bindings: the provider's schemas as classes of the CDK, by HashiCorp's @cdktf/provider-generator.
 *
 *   node .tools/bindings.mjs           writes them
 *   node .tools/bindings.mjs --check   fails where they are not what the schemas give
 *
 * The generator is no dependency of this package: it brings 80 others. `.ci/parts cdktf` installs it, in the version that the stamp of the
 * bindings names, and SCVMM_CDKTF says where. Without it `--check` compares the schemas' hash with the stamp, which is enough to see that
 * bindings are old.
 */
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importSources } from "./import-sources.mjs";

export const BINDINGS = new URL("../constructs/bindings/", import.meta.url);
const GENERATOR = "@cdktf/provider-generator";
const packageJson = createRequire(import.meta.url)("../package.json");
/** What stacks ask for: a provider that has what the constructs have. The cdktf command takes no stack without a version. */
const VERSION = `~> ${packageJson.version.split(".").slice(0, 2).join(".")}`;
const SOURCES = [
  "provider/terraform/registry/provided.ts",
  "provider/terraform/schema/schema-json.ts",
  "provider/terraform/plugin/source.ts",
];

/** As `terraform providers schema -json` prints it. */
async function schemas() {
  const { provided, schemaJson, SOURCE: source } = await importSources(...SOURCES);
  return schemaJson(source, provided);
}

const hashOf = (schema) => `sha256:${createHash("sha256").update(JSON.stringify(schema)).digest("hex")}`;

/** File name → text, by the generator in `tools`, a folder with its node_modules. */
export async function generateBindings(tools, schema) {
  const require = createRequire(join(tools, "package.json"));
  const { CodeMaker, TerraformProviderGenerator } = require(GENERATOR);
  const code = new CodeMaker();
  code.indentation = 2;
  // It writes into what it is given.
  const generator = new TerraformProviderGenerator(code, structuredClone(schema));
  const { ConstructsMakerProviderTarget, TerraformProviderConstraint, LANGUAGES } = createRequire(require.resolve(GENERATOR))(
    "@cdktf/commons",
  );
  const [source] = Object.keys(schema.provider_schemas);
  generator.generate(new ConstructsMakerProviderTarget(new TerraformProviderConstraint(`${source}@${VERSION}`), LANGUAGES[0]));
  const folder = await mkdtemp(join(tmpdir(), "scvmm-bindings-"));
  try {
    await generator.save(folder);
    const made = join(folder, "providers", "scvmm");
    const names = (await readdir(made, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    const files = await Promise.all(
      names.sort().map(async (name) => [`${name}.generated.ts`, ours(await readFile(join(made, name, "index.ts"), "utf8"))]),
    );
    const { version } = require(`${GENERATOR}/package.json`);
    return new Map([...files, ["index.generated.ts", index(names)], ["stamp.json", stampText(schema, version)]]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The library is imported in one file alone; what is generated is compiled with looser rules than ours. */
function ours(text) {
  const head = "// @ts-nocheck: its declarations count, its inside is the generator's.\n";
  return `${head}${text.replace("from 'cdktf'", 'from "../cdk.ts"')}`;
}

const index = (names) => `${names.map((name) => `export * from "./${name}.generated.ts";`).join("\n")}\n`;
const stampText = (schema, version) =>
  `${JSON.stringify({ generator: `${GENERATOR}@${version}`, provider: VERSION, schema: hashOf(schema) }, null, 2)}\n`;

async function committed() {
  const names = await readdir(BINDINGS).catch(() => []);
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(new URL(name, BINDINGS), "utf8")])));
}

const STALE = "the bindings are not what the schemas give: run node .tools/bindings.mjs";

/** Why the committed bindings are not right, or nothing. */
export async function staleBindings(tools) {
  const schema = await schemas();
  const files = await committed();
  const stamp = JSON.parse(files.get("stamp.json") ?? "{}");
  if (stamp.schema !== hashOf(schema) || stamp.provider !== VERSION) return STALE;
  if (!tools) return undefined;
  const made = await generateBindings(tools, schema);
  const names = new Set([...made.keys(), ...files.keys()]);
  const different = [...names].filter((name) => made.get(name) !== files.get(name));
  return different.length > 0 ? `${STALE} (${different.join(", ")})` : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const tools = process.env.SCVMM_CDKTF;
  if (process.argv.includes("--check")) {
    const problem = await staleBindings(tools);
    if (problem) {
      console.error(problem);
      process.exitCode = 1;
    }
  } else if (tools) {
    await rm(BINDINGS, { recursive: true, force: true });
    await mkdir(BINDINGS);
    for (const [name, text] of await generateBindings(tools, await schemas())) await writeFile(new URL(name, BINDINGS), text);
  } else {
    console.error("SCVMM_CDKTF does not name the folder of the generator: . .ci/parts && part_cdktf");
    process.exitCode = 1;
  }
}

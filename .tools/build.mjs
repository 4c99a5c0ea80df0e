// Bundles the command, the demo, the WinRM library, the constructs and the Terraform provider into dist/, or into the folder given: `node .tools/build.mjs [FOLDER]`.
// Well under a second. With --types also the library's declarations, which only a package needs.
import { execFile } from "node:child_process";
import { chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";
import { buildProvider } from "./terraform-provider.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const words = process.argv.slice(2);
const withTypes = words.includes("--types");
const dist = `${resolve(words.find((word) => !word.startsWith("--")) ?? `${root}dist`)}/`;

// CommonJS dependencies ask for Node's modules by require.
const REQUIRE = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

const options = {
  absWorkingDir: root,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20.19",
  sourcemap: false,
  legalComments: "linked",
  logLevel: "warning",
  // Loading is a third of a short command: less text, and zod by names so that its 366 kB of locales stay out. Names stay whole for stack traces.
  minifyWhitespace: true,
  minifySyntax: true,
};

/** The compiler leaves the sources' `.ts` in the imports of declarations; whoever installs the package has none of these files. */
async function declarations() {
  const types = join(dist, "types");
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  await promisify(execFile)(process.execPath, [compiler, "-p", join(root, ".tools/declarations.json"), "--outDir", types]);
  for (const entry of await readdir(types, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replaceAll(/(from|import\()(\s*"\.{1,2}\/[^"]*)\.ts"/g, '$1$2.js"'));
  }
  // The same classes over the other library: only the file that imports it differs.
  const twin = join(types, "constructs-cdktn");
  await rm(twin, { recursive: true, force: true });
  await cp(join(types, "constructs"), twin, { recursive: true });
  await rename(join(twin, "cdk-cdktn.d.ts"), join(twin, "cdk.d.ts"));
  await rm(join(types, "constructs", "cdk-cdktn.d.ts"));
}

/** Whoever writes stacks has the CDK library; classes of two copies of it would not be the same. */
const constructs = (name, library) =>
  build({
    ...options,
    entryPoints: ["constructs/index.ts"],
    outfile: `${dist}${name}.js`,
    external: ["constructs", library],
    banner: { js: REQUIRE },
    plugins: [{ name: "library", setup: ({ onResolve }) => onResolve({ filter: /^cdktf$/ }, () => ({ path: library, external: true })) }],
  });

await mkdir(dist, { recursive: true });
await Promise.all([
  build({
    ...options,
    entryPoints: ["provider/cli/main.ts"],
    outfile: `${dist}scvmm.js`,
    banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
  }),
  build({ ...options, entryPoints: ["provider/cli/demo.ts"], outfile: `${dist}demo.js`, banner: { js: REQUIRE } }),
  build({ ...options, entryPoints: ["provider/winrm/index.ts"], outfile: `${dist}winrm.js`, banner: { js: REQUIRE } }),
  constructs("constructs", "cdktf"),
  constructs("constructs-cdktn", "cdktn"),
  buildProvider(options, `${dist}terraform-provider-scvmm`),
  ...(withTypes ? [declarations()] : []),
]);
await chmod(`${dist}scvmm.js`, 0o755);

// Bundles the command and the demo into dist/, or into the folder given: `node .tools/build.mjs [FOLDER]`. Well under a second.
import { chmod, mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${resolve(process.argv[2] ?? `${root}dist`)}/`;

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
};

await mkdir(dist, { recursive: true });
await Promise.all([
  build({
    ...options,
    entryPoints: ["provider/cli/main.ts"],
    outfile: `${dist}scvmm.js`,
    banner: { js: `#!/usr/bin/env node\n${REQUIRE}` },
  }),
  build({ ...options, entryPoints: ["provider/cli/demo.ts"], outfile: `${dist}demo.js`, banner: { js: REQUIRE } }),
]);
await chmod(`${dist}scvmm.js`, 0o755);

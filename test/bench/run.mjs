/**
 * `npm run bench -- NAME`: bundles test/bench/NAME/*.ts into a folder of its own and runs its bench.ts. Each .ts file there is a program;
 * what they share is elsewhere. A bundle, because Node 20 reads no TypeScript and because that is how the command itself runs.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const [name = "", ...rest] = process.argv.slice(2);
const known = readdirSync(import.meta.dirname).filter((entry) => existsSync(join(import.meta.dirname, entry, "bench.ts")));
if (!known.includes(name)) {
  process.stderr.write(`name a benchmark: ${known.join(", ")}\n`);
  process.exit(2);
}

// Beside node_modules, so that what is not bundled is found.
const programs = mkdtempSync(join(tmpdir(), "scvmm-bench-"));
const source = join(import.meta.dirname, name);
const REQUIRE = "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";
try {
  await build({
    entryPoints: readdirSync(source).flatMap((file) => (file.endsWith(".ts") ? [join(source, file)] : [])),
    outdir: programs,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20.19",
    // Optional, and loaded only when asked for.
    external: ["kerberos"],
    banner: { js: REQUIRE },
    define: { "import.meta.dirname": JSON.stringify(source) },
    logLevel: "warning",
  });
  const { status } = spawnSync(process.execPath, [join(programs, "bench.mjs"), programs, ...rest], { stdio: "inherit" });
  process.exitCode = status ?? 1;
} finally {
  rmSync(programs, { recursive: true, force: true });
}

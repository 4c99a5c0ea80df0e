/** Node 20 cannot import TypeScript: what is generated from sources, and checked against them, takes them bundled. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The exports of all these sources as one module. `paths`: from the root of the checkout. */
export async function importSources(...paths) {
  const contents = paths.map((path) => `export * from "./${path}";`).join("\n");
  const stdin = { contents, resolveDir: ROOT, loader: "ts" };
  const { outputFiles } = await build({ stdin, bundle: true, platform: "node", format: "esm", write: false, packages: "external" });
  // From a file, since some sources want to know where they are; there, since packages are found from there.
  const folder = await mkdtemp(join(ROOT, "node_modules/.sources-"));
  try {
    const file = join(folder, "sources.mjs");
    await writeFile(file, outputFiles[0].text);
    return await import(pathToFileURL(file).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// The Terraform provider as one file. Terraform starts it up to five times a command and waits for its handshake each time; to read
// the engine's text takes as long as to start Node. So all that is behind the handshake lies in the file as a string, which costs
// nothing until it is compiled, by the first call.
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { licences } from "./licences.mjs";

const LAUNCH =
  'command -v node >/dev/null || { echo "The provider scvmm needs Node.js 20.19 or newer, as node on the PATH." >&2; exit 1; }; exec node "$0" "$@"';
/** To a shell a command that does nothing and one that starts Node, to Node a string and a comment: whoever has no Node is told so. */
const BANNER = `#!/bin/sh\n':' //; ${LAUNCH}`;
/** gRPC loads it for a service of its own that nobody asks for. */
const external = ["@grpc/proto-loader"];

/** What esbuild takes for provider.ts. `require` and `__filename` are those of the whole file. */
const loader = (text) => `
import { compileFunction } from "node:vm";
const loaded = { exports: {} };
const run = compileFunction(${JSON.stringify(text)}, ["module", "exports", "require"], { filename: __filename + ".later" });
run(loaded, loaded.exports, require);
export const { makeProvider } = loaded.exports;
`;

/** Into a folder of its own: the program, what it is made of, and what kind of JavaScript a file without an extension is. */
export async function buildProvider(options, folder) {
  const common = { ...options, format: "cjs", external, write: false, metafile: true, legalComments: "none" };
  const later = await build({ ...common, entryPoints: ["provider/terraform/provider.ts"] });
  const plugin = {
    name: "later",
    setup: ({ onLoad }) =>
      onLoad({ filter: /provider[/\\]terraform[/\\]provider\.ts$/ }, () => ({ contents: loader(later.outputFiles[0].text), loader: "js" })),
  };
  const now = await build({ ...common, entryPoints: ["provider/terraform/main.ts"], banner: { js: BANNER }, plugins: [plugin] });
  await mkdir(folder, { recursive: true });
  const program = join(folder, "terraform-provider-scvmm");
  await writeFile(program, now.outputFiles[0].contents);
  await chmod(program, 0o755);
  await writeFile(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  await writeFile(join(folder, "LEGAL.txt"), await licences([later.metafile, now.metafile], options.absWorkingDir));
}

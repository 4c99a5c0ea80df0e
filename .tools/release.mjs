// The Terraform provider for machines without Node: one executable, in the archives that the registry and mirrors take.
//
//   node .tools/release.mjs FOLDER [--node OS_ARCH=PATH …]
//
// For this platform with the Node that runs this script, and for each other platform whose Node is named (the same version; its
// own compiled code cannot be made here, so that it starts some milliseconds slower). macOS wants its executables signed: `codesign
// --sign - FILE` on a Mac, before the archive is made there. The list of checksums is to be signed with the key that the registry knows:
// `gpg --detach-sign …_SHA256SUMS`.
//
// 1. Build the bundle. 2. Make the blob that Node runs. 3. Put it into a copy of each Node. 4. Archives, checksums, the registry's manifest.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { inject } from "postject";
import { zip } from "./zip.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("..", import.meta.url));
const NAME = "terraform-provider-scvmm";
/** Node's own mark of where the blob belongs; part of its documentation. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
const SYSTEMS = { linux: "linux", darwin: "darwin", freebsd: "freebsd", win32: "windows" };
const PROCESSORS = { x64: "amd64", arm64: "arm64", arm: "arm" };
const own = `${SYSTEMS[process.platform]}_${PROCESSORS[process.arch]}`;

const words = process.argv.slice(2);
const folder = resolve(words.find((word, at) => !word.startsWith("--") && words[at - 1] !== "--node") ?? join(root, "release"));
const others = words.flatMap((word, at) => (words[at - 1] === "--node" ? [word.split("=")] : []));
const platforms = new Map([[own, process.execPath], ...others]);

const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
const work = await mkdtemp(join(tmpdir(), "scvmm-release-"));

/** The blob holds the script; with compiled code it is good for this version and platform alone. */
async function blob(script, useCodeCache) {
  const [config, output] = [join(work, "sea.json"), join(work, `sea-${useCodeCache}.blob`)];
  await writeFile(config, JSON.stringify({ main: script, output, disableExperimentalSEAWarning: true, useCodeCache }));
  await run(process.execPath, ["--experimental-sea-config", config]);
  return readFile(output);
}

/** Without the line that only a shell reads. */
async function script() {
  await run(process.execPath, [join(root, ".tools/build.mjs"), join(work, "dist")]);
  const text = await readFile(join(work, "dist", NAME, NAME), "utf8");
  const file = join(work, "provider.cjs");
  await writeFile(file, text.slice(text.indexOf("\n") + 1));
  return file;
}

async function executable(platform, node, content) {
  const file = join(work, platform);
  await writeFile(file, await readFile(node), { mode: 0o755 });
  const macho = platform.startsWith("darwin") ? { machoSegmentName: "NODE_SEA" } : {};
  await inject(file, "NODE_SEA_BLOB", content, { sentinelFuse: FUSE, ...macho });
  return readFile(file);
}

const sums = [];
async function publish(name, content) {
  await writeFile(join(folder, name), content);
  sums.push(`${createHash("sha256").update(content).digest("hex")}  ${name}\n`);
  console.log(`${name}  ${(content.length / 2 ** 20).toFixed(1)} MB`);
}

try {
  await mkdir(folder, { recursive: true });
  const main = await script();
  const LICENSE = await readFile(join(root, "LICENSE"));
  const LEGAL = `${await readFile(join(work, "dist", NAME, "LEGAL.txt"), "utf8")}\nNode.js ${process.version}:\n  https://github.com/nodejs/node/blob/${process.version}/LICENSE\n`;
  for (const [platform, node] of platforms) {
    const content = await executable(platform, node, await blob(main, platform === own));
    const suffix = platform.startsWith("windows") ? ".exe" : "";
    const files = [
      { name: `${NAME}_v${version}${suffix}`, content, mode: 0o755 },
      { name: "LICENSE", content: LICENSE, mode: 0o644 },
      { name: "LEGAL.txt", content: Buffer.from(LEGAL), mode: 0o644 },
    ];
    await publish(`${NAME}_${version}_${platform}.zip`, zip(files));
  }
  const manifest = { version: 1, metadata: { protocol_versions: ["6.0"] } };
  await publish(`${NAME}_${version}_manifest.json`, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
  await writeFile(join(folder, `${NAME}_${version}_SHA256SUMS`), sums.sort().join(""));
} finally {
  await rm(work, { recursive: true, force: true });
}

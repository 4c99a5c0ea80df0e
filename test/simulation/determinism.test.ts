import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";
import { runSchedule } from "./support/run-schedule.ts";
import { drawSchedule } from "./support/schedule.ts";

const SEEDS = [1, 7, 42, 191, 713, 1065];
const hashes = async (): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const seed of SEEDS) found.push((await runSchedule(drawSchedule(seed))).trace.hash());
  return found;
};

describe("a seed", () => {
  it("is the same run again, event by event, in this process and in another", async () => {
    const first = await hashes();
    expect(new Set(first).size).toBe(SEEDS.length);
    expect(await hashes()).toEqual(first);
    expect(await elsewhere()).toEqual(first);
  });
});

/** The same runs in a process of their own: Node 20 reads no TypeScript, so they are bundled. */
async function elsewhere(): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-simulation-"));
  try {
    const source = (name: string): string => JSON.stringify(join(import.meta.dirname, "support", name));
    const { outputFiles } = await build({
      stdin: {
        contents: `import { runSchedule } from ${source("run-schedule.ts")};
          import { drawSchedule } from ${source("schedule.ts")};
          const found = [];
          for (const seed of ${JSON.stringify(SEEDS)}) found.push((await runSchedule(drawSchedule(seed))).trace.hash());
          process.stdout.write(JSON.stringify(found));`,
        resolveDir: import.meta.dirname,
        loader: "ts",
      },
      bundle: true,
      write: false,
      platform: "node",
      format: "esm",
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
      logLevel: "warning",
    });
    const program = join(folder, "elsewhere.mjs");
    writeFileSync(program, outputFiles[0]?.text ?? "");
    const { stdout, stderr } = spawnSync(process.execPath, [program], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], TZ: "Asia/Tokyo" },
    });
    expect(stderr).toBe("");
    return JSON.parse(stdout);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

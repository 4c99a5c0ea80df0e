import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Suites that need a part beside Node live in folders of their own; everything else is the fast loop. */
const special = ["package", "wire", "powershell", "chaos", "simulation", "bench", "browser", "examples", "terraform-binary"] as const;

/** What takes its time by itself: random input in quantities, and estates of thousands. */
const deep = ["**/fuzz-*.test.ts", "**/*-fuzz.test.ts", "**/properties.test.ts", "**/*-properties.test.ts", "**/scale.test.ts"];
const inFolders = special.map((name) => `${name}/**`);

const project = (name: string, include: string[], exclude: string[] = [], testTimeout = 30_000) => ({
  test: {
    name,
    root: import.meta.dirname,
    include,
    exclude,
    testTimeout,
    hookTimeout: 60_000,
    // A second, which is the default, is short where all cores are busy; a poll that comes true does not wait for it.
    expect: { poll: { timeout: 8000 } },
    environment: "node" as const,
    // Modules keep no state between tests, so that a worker loads them once.
    isolate: false,
    globalSetup: ["./skipped-parts.ts", "./built-once.ts"],
  },
});

/** A project that needs more than the others before its first test. */
const withSetup = (file: string, { test }: ReturnType<typeof project>) => ({ test: { ...test, globalSetup: [...test.globalSetup, file] } });

export default defineConfig({
  test: {
    // Some tests wait: one worker more than cores makes the waiting overlap. Each loads all modules anew, so that many more cost more than they bring.
    maxWorkers: availableParallelism() + 1,
    // Sources that have not changed are not transformed again (kept by their content, under node_modules).
    experimental: { fsModuleCache: true },
    projects: [
      project("fast", ["**/*.test.ts"], [...inFolders, ...deep]),
      project("deep", deep, inFolders, 60_000),
      project("package", ["package/**/*.test.ts"], [], 60_000),
      project("wire", ["wire/**/*.test.ts"], [], 60_000),
      project("browser", ["browser/**/*.test.ts"], [], 60_000),
      project("examples", ["examples/**/*.test.ts"], [], 180_000),
      project("chaos", ["chaos/**/*.test.ts"], [], 300_000),
      project("simulation", ["simulation/**/*.test.ts"], [], 600_000),
      withSetup("./mirrored-once.ts", project("terraform", ["terraform-binary/**/*.test.ts"], [], 120_000)),
      project("powershell", ["powershell/**/*.test.ts"], [], 120_000),
    ],
  },
});

import { defineConfig } from "vitest/config";

/** Suites that need a part beside Node live in folders of their own; everything else is the fast loop. */
const special = ["wire", "powershell", "chaos", "bench"] as const;

const project = (name: string, include: string[], exclude: string[] = [], testTimeout = 10_000) => ({
  test: {
    name,
    root: import.meta.dirname,
    include,
    exclude,
    testTimeout,
    hookTimeout: 60_000,
    environment: "node" as const,
    globalSetup: "./skipped-parts.ts",
  },
});

export default defineConfig({
  test: {
    projects: [
      project(
        "fast",
        ["**/*.test.ts"],
        special.map((name) => `${name}/**`),
      ),
      project("wire", ["wire/**/*.test.ts"], [], 60_000),
      project("chaos", ["chaos/**/*.test.ts"], [], 300_000),
      project("powershell", ["powershell/**/*.test.ts"], [], 120_000),
    ],
  },
});

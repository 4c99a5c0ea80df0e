import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { InstalledPackage, ROOT } from "./installed-package.ts";

interface Block {
  readonly name: string;
  readonly code: string;
  /** What it prints, where the page says so. */
  readonly prints: string | undefined;
}

const page = readFileSync(join(ROOT, "docs/winrm.md"), "utf8");
const blocks: readonly Block[] = [...page.matchAll(/```ts\n(.*?)```\n(?:\n```text\n(.*?)```)?/gs)].map(([, code = "", prints], index) => ({
  name: /^\/\/ (\S+)\.ts\n/.exec(code)?.[1] ?? `block-${index}`,
  code,
  prints,
}));

describe("docs/winrm.md", () => {
  let installed: InstalledPackage;
  const hosts: Simulator[] = [];
  let complaints: string;

  beforeAll(async () => {
    installed = new InstalledPackage({ types: true });
    for (const { name, code } of blocks) installed.write(`${name}.ts`, code);
    complaints = installed.compile();
  });
  afterAll(async () => {
    await Promise.all(hosts.map((host) => host.close()));
    installed?.remove();
  });

  it("every block is right in the eyes of the compiler", () => {
    expect(blocks.length).toBeGreaterThan(8);
    expect(complaints).toBe("");
  });

  it("and in those of one who bundles: types resolve there too", () => {
    expect(installed.compile({ module: "ESNext", moduleResolution: "bundler", noEmit: true })).toBe("");
  });

  it.concurrent.each(blocks.filter(({ prints }) => prints !== undefined))("$name prints what the page says", async ({ name, prints }) => {
    // A host of its own: one block takes over whatever session it finds left, and another leaves one.
    const host = await startSimulator();
    hosts.push(host);
    const environment = { SCVMM_HOST: host.url, SCVMM_USERNAME: host.username, SCVMM_PASSWORD: host.password };
    const ran = await installed.run(process.execPath, [`${name}.js`], environment);
    expect(ran).toEqual({ code: 0, stdout: prints, stderr: "" });
  });

  it("leaves no shell behind", () => expect(hosts.map(({ openShells }) => openShells)).toEqual(hosts.map(() => 0)));

  it("names every error class that the library exports", async () => {
    const library: Readonly<Record<string, unknown>> = await import("../../provider/winrm/index.ts");
    const errors = Object.keys(library).filter((name) => name.endsWith("Error") && name !== "WinRmError");
    for (const name of errors.filter((name) => !["ClixmlError", "KerberosError"].includes(name))) expect(page).toContain(`\`${name}\``);
  });
});

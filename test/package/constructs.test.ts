import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CDKTF, cdktf, has } from "../parts.ts";
import { InstalledPackage, ROOT } from "./installed-package.ts";

const LIBRARIES = [
  { library: "cdktf", entry: "scvmm-provider/constructs" },
  { library: "cdktn", entry: "scvmm-provider/constructs/cdktn" },
] as const;

const program = (library: string, entry: string) => `
import { App, TerraformStack, Testing } from "${library}";
import { ScvmmMachineFarm, ScvmmProvider, ScvmmVirtualMachine } from "${entry}";

const stack = new TerraformStack(Testing.app(), "farm");
new ScvmmProvider(stack, "scvmm", { host: "vmm.example.com", scope: "farm" });
const machine = { cloud: "Production", vmTemplate: "debian-12", cpuCount: 2, memory: "4Gi" };
const farm = new ScvmmMachineFarm(stack, "web", { count: 2, machine, virtualIp: { pool: "Front" } });
new ScvmmVirtualMachine(stack, "db", { ...machine, tag: \`serves \${farm.virtualIp?.address}\` }).addDisk("data", { size: "40Gi" });
console.log(Testing.synth(stack));

const wrong = new TerraformStack(new App({ outdir: "wrong-${library}" }), "wrong");
new ScvmmProvider(wrong, "scvmm", { host: "vmm.example.com" });
new ScvmmVirtualMachine(wrong, "web", { ...machine, memory: "much" });
try {
  (wrong.node.root as App).synth();
} catch (error) {
  console.error((error as Error).message.split("\\n").find((line) => line.includes("[wrong/web]")));
}
`;

/** The stack of the guide, as it is there. */
const GUIDE = /```ts\n(import \{ App.*?)```/s.exec(readFileSync(join(ROOT, "docs/guides/cdktf.md"), "utf8"))?.[1] ?? "";

/** Each must not compile; the line after names why. */
const WRONG_PROPS = [
  ["a size that is a number", "memory: 4096", "Type 'number' is not assignable to type 'string'"],
  ["a prop that is none", "cpus: 2", "'cpus' does not exist"],
  ["a disk without a label", "disks: [{ size: '1Gi' }]", "is not assignable"],
  ["an adapter without a network", "networkAdapters: { eth0: {} }", "'vmNetwork' is missing"],
] as const;

describe("the constructs as a package", () => {
  let installed: InstalledPackage;
  let complaints: string;

  beforeAll(() => {
    installed = new InstalledPackage({ types: true, beside: ["cdktf", "cdktn", "constructs"] });
    for (const { library, entry } of LIBRARIES) installed.write(`${library}.ts`, program(library, entry));
    installed.write("guide.ts", GUIDE);
    complaints = installed.compile();
  });
  afterAll(() => installed?.remove());

  it("are right in the eyes of the compiler, with HashiCorp's library and with the community's", () => expect(complaints).toBe(""));

  it("synthesise the same with both, and tell the same faults", async () => {
    const [one, other] = await Promise.all(LIBRARIES.map(({ library }) => installed.run(process.execPath, [`${library}.js`], {})));
    expect(one?.stderr).toBe(
      "  [wrong/web] memory is not valid. It must be an amount of 0 or more, below 8Pi, such as 4Gi, 500M or 1073741824 (suffixes k M G T P, Ki Mi Gi Ti Pi).\n",
    );
    expect(JSON.parse(one?.stdout ?? "").resource).toMatchObject({
      scvmm_virtual_machine: { db: { name: "db", disks: { data: { size: "40Gi" } } } },
    });
    expect(other?.stderr).toBe(one?.stderr);
    const ours = ({ stdout } = { stdout: "" }) => (({ provider, resource }) => ({ provider, resource }))(JSON.parse(stdout));
    expect(ours(other)).toEqual(ours(one));
  });

  it("make of the guide's stack what it says", async () => {
    const { code, stderr } = await installed.run(process.execPath, ["guide.js"], {});
    expect(code, stderr).toBe(0);
    const { resource } = JSON.parse(readFileSync(join(installed.folder, "cdktf.out/stacks/shop/cdk.tf.json"), "utf8"));
    const made = Object.entries<object>(resource).map(([type, of]) => [type, Object.keys(of).length]);
    expect(Object.fromEntries(made)).toEqual({ scvmm_virtual_machine: 4, scvmm_name: 3, scvmm_virtual_ip: 1 });
  });

  it("refuse wrong props before anything is run", () => {
    const machine = (props: string) => `new ScvmmVirtualMachine(stack, "web", { cpuCount: 1, ${props} });`;
    const head = `import type { TerraformStack } from "cdktf";\nimport { ScvmmVirtualMachine } from "scvmm-provider/constructs";\ndeclare const stack: TerraformStack;\n`;
    installed.write(
      "wrong.ts",
      `${head}${WRONG_PROPS.map(([, props]) => machine(props)).join("\n")}\nnew ScvmmVirtualMachine(stack, "web", {});\n`,
    );
    const told = installed
      .compile({ module: "NodeNext", noEmit: true })
      .replaceAll(/^\S*wrong\.ts\((\d+),\d+\): error TS\d+: /gm, "line $1: ");
    const said = (line: number) => new RegExp(`^line ${line}: .*(\\n {2,}.*)*`, "m").exec(told)?.[0];
    for (const [index, [what, , why]] of WRONG_PROPS.entries()) expect(said(4 + index), what).toContain(why);
    expect(said(4 + WRONG_PROPS.length)).toContain("'cpuCount' is missing");
    expect(told.match(/^line \d+/gm)).toHaveLength(WRONG_PROPS.length + 1);
    expect(told).not.toMatch(/^\S+\.ts\(/m);
  });
});

describe.skipIf(!has("the bindings against their generator", cdktf()))("the bindings", () => {
  it("are what the generator makes of the provider's schemas", () => {
    const check = [join(ROOT, ".tools/bindings.mjs"), "--check"];
    const { status, stderr } = spawnSync(process.execPath, check, { encoding: "utf8", env: { ...process.env, SCVMM_CDKTF: CDKTF } });
    expect(status, stderr).toBe(0);
  });
});

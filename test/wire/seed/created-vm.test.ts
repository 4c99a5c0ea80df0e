import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { has, seedReaders } from "../../parts.ts";
import { onOneSimulator } from "../../scenarios/support/on-one-simulator.ts";
import { understand } from "./cloud-init.ts";
import { probe, readByXorriso } from "./readers.ts";

const PROVIDER =
  "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1\nkind: ScvmmProvider\nmetadata: {name: vmm}\nspec: {scvmmHost: localhost}\n";
const machine = (name: string, bootstrap: string) => `---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmMachine
metadata: {name: ${name}}
spec:
  vmTemplate: Ubuntu 22.04 LTS
  cloud: Production
  cpuCount: 2
  metadata: {rack: "07"}
  bootstrap: ${bootstrap}
  networking:
    domain: shop.example
    devices:
      - {vmNetwork: Web, deviceName: eth0, staticIPAddressPools: [Web static]}
`;
const userData = (name: string) => `#cloud-config
password: hunter2-of-${name}
`;
const secret = (name: string) =>
  `---\napiVersion: v1\nkind: Secret\nmetadata: {name: ${name}}\ndata: {value: ${Buffer.from(userData(name)).toString("base64")}}\n`;

describe.skipIf(!has("the seed of a created VM before cloud-init", seedReaders()))("a VM that the command has made", () => {
  // A minute and a half of a guest is some milliseconds.
  const stage = onOneSimulator({ timeScale: 6000 });

  /** Everything that was in a VM's DVD drive while the command ran, by the VM's name. */
  async function run(...argv: readonly string[]) {
    const seen = new Map<string, Uint8Array>();
    const timer = setInterval(() => {
      for (const { ISO, $owner } of stage.simulator.vmm.world.store.dvdDrives.values())
        if (ISO?.$content) seen.set($owner.Name, ISO.$content);
    }, 5);
    try {
      return { ...(await stage.cli.run(argv, { environment: stage.environment })), seen };
    } finally {
      clearInterval(timer);
    }
  }

  it("starts with a seed that cloud-init reads, from a Secret or a file, and keeps none", async () => {
    const folder = join(stage.cli.folder, "farm");
    mkdirSync(folder);
    writeFileSync(join(folder, "web-2.yaml"), userData("web-2"));
    const manifests = `${PROVIDER}${machine("web-1", "{dataSecretName: web-1}")}${secret("web-1")}${machine("web-2", "{userDataFile: web-2.yaml}")}`;
    const file = join(folder, "farm.yml");
    writeFileSync(file, manifests);
    expect(await run("plan", "-f", file, "--out", join(folder, "plan"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PLAN_FILE_NEEDS_SECRET"),
    });
    const { code, stdout, stderr, seen } = await run("apply", "-f", file, "--auto-approve", "--poll-interval", "0.05");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(`${stdout}${stderr}`).not.toContain("hunter2");
    const { store } = stage.simulator.vmm.world;
    for (const name of ["web-1", "web-2"]) {
      const vm = [...store.vms.values()].find((one) => one.Name === name);
      const image = seen.get(name) ?? new Uint8Array();
      expect(probe(image)).toMatchObject({ TYPE: "iso9660", LABEL: "cidata" });
      const understood = understand(readByXorriso(image));
      expect(understood).toMatchObject({
        instanceId: vm?.ID,
        hostname: name,
        fqdn: `${name}.shop.example`,
        userData: userData(name),
        metadata: { rack: "07" },
        problems: null,
      });
      const [adapter] = vm?.VirtualNetworkAdapters ?? [];
      expect(understood.interfaces).toMatchObject([
        {
          name: "eth0",
          mac_address: adapter?.MACAddress?.toLowerCase(),
          subnets: [{ type: "static", address: adapter?.IPv4Addresses[0] }],
        },
      ]);
    }
    expect([...store.isos.values()].filter(({ SharePath }) => SharePath.includes("seed"))).toEqual([]);
    expect(stage.simulator.vmm.world.files.count).toBe(0);
    expect((await run("plan", "-f", file)).stdout).toContain("No changes");
    // Nothing of it is needed any more.
    writeFileSync(file, manifests.replace(secret("web-1"), "").replace("web-2.yaml", "gone.yaml"));
    expect(await run("plan", "-f", file)).toMatchObject({ code: 0, stdout: expect.stringContaining("No changes") });
    expect(await run("validate", "-f", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("MANIFEST_USER_DATA_MISSING") });
  });
});

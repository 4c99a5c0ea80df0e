import { describe, expect, it } from "vitest";
import { Core } from "./support/core.ts";
import { estateOf, simulatedVmm } from "./support/simulated-estate.ts";

const WEB = {
  name: "web-1",
  cloud: "Production",
  vm_template: "Ubuntu 22.04 LTS",
  cpu_count: 2,
  disks: { boot: {}, data: { size: "10Gi", dynamic: true } },
  cloud_init_metadata: { role: "web" },
  user_data: "#cloud-config",
};

describe("an attribute that is read only when a VM is made", () => {
  it.each([
    ["vm_template", { vm_template: "Windows Server 2022" }, "vm_template"],
    ["one of a disk", { disks: { boot: {}, data: { size: "10Gi", dynamic: false } } }, "disks.data.dynamic"],
    ["an entry of a map", { cloud_init_metadata: { role: "db" } }, "cloud_init_metadata.role"],
    ["user_data", { user_data: "#cloud-config\nhostname: a" }, "user_data"],
  ])("warns when it is changed later: %s", async (_, change, path) => {
    const { port } = simulatedVmm();
    const core = new Core(() => estateOf(port));
    expect((await core.apply(WEB)).errors).toEqual([]);
    const { action, errors, warnings } = await core.plan({ ...WEB, ...change });
    expect({ action, errors, warnings }).toEqual({ action: "update", errors: [], warnings: [`TERRAFORM_READ_ONCE ${path}`] });
    await core.apply({ ...WEB, ...change });
    expect(await core.plan({ ...WEB, ...change })).toMatchObject({ action: "none", warnings: [] });
  });

  it("warns of a secret whose version is raised, and not of one that stays", async () => {
    const { port } = simulatedVmm();
    const core = new Core(() => estateOf(port));
    const { user_data: _, ...rest } = WEB;
    const secret = (version: number) => ({ ...rest, user_data_wo: "#cloud-config", user_data_wo_version: version });
    expect((await core.apply(secret(1))).errors).toEqual([]);
    expect((await core.plan(secret(1))).warnings).toEqual([]);
    const { warnings, messages } = await core.plan(secret(2));
    expect(warnings).toEqual(["TERRAFORM_READ_ONCE user_data_wo_version"]);
    expect(messages[0]?.summary).toBe("user_data_wo_version is read only when it is made: this change does nothing");
  });

  it("says nothing of a new disk, nor of a VM that is made anew", async () => {
    const { port } = simulatedVmm();
    const core = new Core(() => estateOf(port));
    expect((await core.apply(WEB)).errors).toEqual([]);
    const more = { ...WEB, disks: { ...WEB.disks, logs: { size: "1Gi", storage_classification: "Gold" } } };
    expect((await core.plan(more)).warnings).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";
import { VM, web } from "./support/web.ts";

const stage = onTerraform({ timeScale: 400 });
const vms = () => [...stage.simulator.vmm.world.store.vms.values()];
const vmNamed = (name: string) => vms().find((vm) => vm.Name === name);

describe.skipIf(!hasTerraform("virtual machines in Terraform"))("a virtual machine under the real Terraform", () => {
  test("is made, changed in place, power-cycled and destroyed, and after each apply there is nothing to do", async () => {
    const network = 'network_adapters = { front = { vm_network = "Web", static_ip_address_pools = ["Web static"] } }';
    const tf = await stage.folder(web("life-1", network));
    expect((await tf.plan()).actions).toEqual({ [`${VM}.life-1`]: "create" });
    expect(await tf.apply("plan.tfplan")).toMatchObject({ code: 0, diagnostics: [] });
    expect(await tf.plan()).toMatchObject({ code: 0, actions: { [`${VM}.life-1`]: "no-op" }, diagnostics: [] });
    expect(await tf.state()).toMatchObject({
      [`${VM}.life-1`]: { key: "life-1", power_state: "Running", disruption: "none", waiting: {} },
    });

    tf.write("main.tf", web("life-1", `${network}\n tag = "blue"\n disks = { data = { size = "10Gi" } }`));
    expect(await tf.apply()).toMatchObject({ code: 0, diagnostics: [] });
    expect(await tf.plan()).toMatchObject({ code: 0 });

    tf.write("main.tf", web("life-1", `${network}\n power_cycle_policy = "Allow"`).replace("cpu_count   = 2", "cpu_count = 4"));
    const planned = await tf.plan();
    expect(planned.changes[`${VM}.life-1`]?.change.after).toMatchObject({ cpu_count: 4, disruption: "power-cycle", tag: null });
    const [warning] = planned.diagnostics;
    expect(warning).toMatchObject({ severity: "warning", summary: "the VM is shut down and brought back for cpu_count" });
    expect(warning?.snippet?.code).toContain("cpu_count = 4");
    expect(await tf.apply("plan.tfplan")).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
    expect(vmNamed("life-1")).toMatchObject({ CPUCount: 4, Tag: "blue" });

    expect(await tf.destroy()).toMatchObject({ code: 0, diagnostics: [] });
    expect(vmNamed("life-1")).toBeUndefined();
  });

  test("has the same in another form, and what waits is no end of changes", async () => {
    const tf = await stage.folder(web("form-1"));
    await tf.apply();
    tf.write("main.tf", web("form-1").replace("4Gi", "4096Mi"));
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
    tf.write("main.tf", web("form-1").replace("cpu_count   = 2", "cpu_count = 4"));
    const planned = await tf.plan();
    expect(planned.changes[`${VM}.form-1`]?.change.after).toMatchObject({ cpu_count: 2, waiting: { cpu_count: "permission" } });
    expect(await tf.apply("plan.tfplan")).toMatchObject({ code: 0, diagnostics: [{ severity: "warning" }] });
    expect(await tf.plan()).toMatchObject({
      code: 0,
      diagnostics: [{ severity: "warning", summary: expect.stringContaining("cpu_count") }],
    });
    const limited = "vm_options = { cpu_limit_for_migration = true }";
    tf.write("main.tf", web("form-1", limited));
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0 });
    expect(await tf.destroy()).toMatchObject({ code: 0 });
  });

  test("shows what people have changed, and is made again when they have removed it", async () => {
    const tf = await stage.folder(web("drift-1", 'tag = "blue"'));
    await tf.apply();
    Object.assign(vmNamed("drift-1") ?? {}, { Tag: "red", Description: "by hand" });
    const planned = await tf.plan();
    expect(planned).toMatchObject({ code: 2, actions: { [`${VM}.drift-1`]: "update" } });
    const { before, after } = planned.drift[0]?.change ?? {};
    expect(Object.keys(after ?? {}).filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))).toEqual(["tag"]);
    await tf.apply();
    expect(await tf.plan()).toMatchObject({ code: 0 });
    const vm = vmNamed("drift-1");
    stage.simulator.vmm.world.store.vms.delete(vm?.ID ?? "");
    expect(await tf.plan()).toMatchObject({ code: 2, actions: { [`${VM}.drift-1`]: "create" } });
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0 });
    await tf.destroy();
  });

  test("is protected by itself, and by Terraform's prevent_destroy", async () => {
    const tf = await stage.folder(web("safe-1", "deletion_protection = true"));
    await tf.apply();
    const refused = await tf.destroy();
    expect(refused).toMatchObject({
      code: 1,
      diagnostics: [{ severity: "error", summary: expect.stringContaining("protected against deletion") }],
    });
    expect((await tf.plan("-replace", `${VM}.safe-1`)).diagnostics).toMatchObject([{ severity: "error" }]);
    expect(vmNamed("safe-1")).toBeDefined();
    tf.write("main.tf", web("safe-1", "deletion_protection = false", "lifecycle { prevent_destroy = true }"));
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect((await tf.destroy()).code).toBe(1);
    tf.write("main.tf", web("safe-1", "deletion_protection = false"));
    expect(await tf.destroy()).toMatchObject({ code: 0 });
  });

  test("is replaced on request, and not while another of its key would be there", async () => {
    const tf = await stage.folder(web("twice-1"));
    await tf.apply();
    const first = vmNamed("twice-1")?.ID;
    expect(await tf.apply("-replace", `${VM}.twice-1`)).toMatchObject({ code: 0 });
    expect(vmNamed("twice-1")?.ID).not.toBe(first);
    expect(await tf.plan()).toMatchObject({ code: 0 });
    tf.write("main.tf", web("twice-1", "", "lifecycle { create_before_destroy = true }"));
    const refused = await tf.apply("-replace", `${VM}.twice-1`);
    expect(refused.code).toBe(1);
    expect(refused.text).toContain("create_before_destroy");
    expect(vms().filter((vm) => vm.Name === "twice-1")).toHaveLength(1);
    tf.write("main.tf", web("twice-1"));
    expect(await tf.plan()).toMatchObject({ code: 0 });
    await tf.destroy();
  });
});

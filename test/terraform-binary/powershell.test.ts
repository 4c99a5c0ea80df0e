import { describe, expect, test } from "vitest";
import { has, powerShell } from "../parts.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";
import { web } from "./support/web.ts";

const suite = "Terraform against the real PowerShell engine";
const available = hasTerraform(suite) && has(suite, powerShell());
const stage = onTerraform({ timeScale: 400, ...(available ? { powerShell: {} } : {}) });
const vmNamed = (name: string) => [...stage.simulator.vmm.world.store.vms.values()].find((vm) => vm.Name === name);

describe.skipIf(!available)("a virtual machine under the real Terraform, behind Microsoft's engine", () => {
  test("is made with disks and adapters, changed, power-cycled and destroyed", { timeout: 600_000 }, async () => {
    const parts = `network_adapters = { front = { vm_network = "Web", static_ip_address_pools = ["Web static"] } }
      disks = { data = { size = "10Gi" } }
      power_cycle_policy = "Allow"`;
    const tf = await stage.folder(web("engine-1", parts));
    expect(await tf.apply()).toMatchObject({ code: 0, diagnostics: [] });
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
    tf.write("main.tf", web("engine-1", `${parts}\n tag = "Grün'; $x"`).replace("cpu_count   = 2", "cpu_count = 4"));
    expect(await tf.apply()).toMatchObject({ code: 0, text: expect.stringContaining("the VM is shut down and brought back") });
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
    expect(vmNamed("engine-1")).toMatchObject({ CPUCount: 4, Tag: "Grün'; $x" });
    expect(await tf.destroy()).toMatchObject({ code: 0 });
    expect(vmNamed("engine-1")).toBeUndefined();
  });
});

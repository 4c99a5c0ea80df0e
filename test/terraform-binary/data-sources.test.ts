import { describe, expect, test } from "vitest";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

const stage = onTerraform({ timeScale: 1000 });

/** One of each, and what an output tells of them. */
const EVERYTHING = `
data "scvmm_cloud" "all" { name = "Production" }
data "scvmm_host_group" "all" { path = "All Hosts\\\\Datacenter A\\\\Web" }
data "scvmm_template" "all" { name = "Ubuntu 22.04 LTS" }
data "scvmm_hardware_profile" "all" { name = "Medium" }
data "scvmm_vm_network" "all" { name = "Web" }
data "scvmm_ip_pool" "all" { name = "Web static" }
data "scvmm_operating_system" "all" { name = "Windows Server 2022 Datacenter" }
data "scvmm_storage_classification" "all" { name = "Gold" }
data "scvmm_iso" "all" { name = "vmguest.iso" }
data "scvmm_virtual_machines" "all" { cloud = data.scvmm_cloud.all.name }
data "scvmm_inventory" "all" {}
`;

/** Requests of one plan that reads one of them. */
const ONE_READING = 20;

describe.skipIf(!hasTerraform("data sources in Terraform"))("data sources", () => {
  test("all of them in one configuration cost no more requests than one of them", async () => {
    const one = await stage.folder('data "scvmm_cloud" "all" { name = "Production" }');
    const all = await stage.folder(EVERYTHING);
    const [few, many] = [await one.plan(), await all.plan()];
    expect([few.code, few.diagnostics, many.code, many.diagnostics]).toEqual([0, [], 0, []]);
    expect(few.requests).toBeLessThan(ONE_READING);
    expect(many.requests).toBe(few.requests);
  });

  test("are there for everything else: a machine, a virtual IP, outputs; the next plan is empty", async () => {
    const tf = await stage.folder(`${EVERYTHING}
      resource "scvmm_virtual_machine" "web" {
        name             = "from-data-1"
        cloud            = data.scvmm_cloud.all.name
        vm_template      = data.scvmm_template.all.name
        memory           = data.scvmm_template.all.memory
        cpu_count        = 1
        operating_system = data.scvmm_operating_system.all.name
        network_adapters = {
          eth0 = { vm_network = data.scvmm_vm_network.all.name, static_ip_address_pools = [data.scvmm_ip_pool.all.name] }
        }
      }
      output "free" { value = data.scvmm_ip_pool.all.free }
      output "coverage" { value = data.scvmm_inventory.all.coverage }
    `);
    const planned = await tf.plan();
    expect(planned.actions).toMatchObject({ "scvmm_virtual_machine.web": "create" });
    expect(await tf.apply("plan.tfplan")).toMatchObject({ code: 0 });
    const state = await tf.state();
    expect(state["data.scvmm_inventory.all"]).toMatchObject({ coverage: { own: 0 } });
    const before = state["data.scvmm_ip_pool.all"] as { free: number };
    // The outputs follow VMM: one address and one machine of ours more.
    expect(await tf.apply()).toMatchObject({ code: 0 });
    const after = await tf.state();
    expect(after["data.scvmm_ip_pool.all"]).toMatchObject({ free: before.free - 1 });
    expect(after["data.scvmm_inventory.all"]).toMatchObject({ coverage: { own: 1, other_scopes: 0 } });
    expect(await tf.plan()).toMatchObject({ code: 0 });
    expect(await tf.destroy()).toMatchObject({ code: 0 });
  });

  test("wait for what they depend on, and see what was made", async () => {
    const tf = await stage.folder(`
      resource "scvmm_virtual_ip" "shop" {
        key         = "late"
        pool        = "Web static"
        description = "late"
      }
      data "scvmm_ip_pool" "after" {
        name       = "Web static"
        depends_on = [scvmm_virtual_ip.shop]
      }
      data "scvmm_ip_pool" "of" { id = terraform_data.later.output }
      resource "terraform_data" "later" { input = data.scvmm_ip_pool.now.id }
      data "scvmm_ip_pool" "now" { name = "App static" }
      output "shop" {
        value = [for ip in data.scvmm_ip_pool.after.virtual_ips : ip.address if ip.scope == "default"]
      }
    `);
    const planned = await tf.plan();
    expect(planned.actions).toMatchObject({ "data.scvmm_ip_pool.after": "read", "data.scvmm_ip_pool.of": "read" });
    expect(await tf.apply("plan.tfplan")).toMatchObject({ code: 0, diagnostics: [] });
    const state = await tf.state();
    const { address } = state["scvmm_virtual_ip.shop"] as { address: string };
    expect((state["data.scvmm_ip_pool.after"] as { virtual_ips: unknown[] }).virtual_ips).toContainEqual(
      expect.objectContaining({ address, scope: "default", description: "late" }),
    );
    expect(state["data.scvmm_ip_pool.of"]).toMatchObject({ name: "App static" });
    expect(await tf.plan()).toMatchObject({ code: 0 });
    expect(await tf.destroy()).toMatchObject({ code: 0 });
  });

  test("a list of VMs makes resources, one for each", async () => {
    const { vms } = stage.simulator.vmm.world.store;
    for (const vm of [...vms.values()].slice(0, 3)) Object.assign(vm, { Tag: "for-each" });
    const tf = await stage.folder(`
      data "scvmm_virtual_machines" "tagged" { tag = "for-each" }
      resource "terraform_data" "each" {
        for_each = { for vm in data.scvmm_virtual_machines.tagged.virtual_machines : vm.id => vm }
        input    = each.value.name
      }
    `);
    expect(Object.values((await tf.plan()).actions)).toEqual(["create", "create", "create"]);
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0 });
  });

  test("what is wrong is said by validate or plan, at its line", async () => {
    const both = await stage.folder('data "scvmm_cloud" "both" {\n  id   = "x"\n  name = "y"\n}\ndata "scvmm_iso" "none" {}\n');
    const { valid, diagnostics } = await both.validate();
    expect(valid).toBe(false);
    expect(diagnostics.map(({ summary, snippet }) => [summary, snippet?.code.trim()]).sort()).toEqual([
      ["Nothing tells which ISO is meant", 'data "scvmm_iso" "none" {}'],
      ["id and name are given at once", 'name = "y"'],
    ]);
    const wrong = await stage.folder(`
      data "scvmm_template" "twice" { name = "Legacy base" }
      data "scvmm_host_group" "twice" { name = "Web" }
      data "scvmm_virtual_machines" "misspelt" { cloud = "Prodcution" }
    `);
    const planned = await wrong.plan();
    expect(planned.code).toBe(1);
    const said = Object.fromEntries(planned.diagnostics.map(({ address, summary, detail }) => [address, `${summary}\n${detail}`]));
    expect(said["data.scvmm_template.twice"]).toMatch(/2 objects "Legacy base".*\n.*id [0-9a-f-]{36}[\s\S]*Give id in place of name/);
    expect(said["data.scvmm_host_group.twice"]).toContain("All Hosts\\Datacenter B\\Web");
    expect(said["data.scvmm_virtual_machines.misspelt"]).toMatch(/no cloud "Prodcution"\nIt has: Production/);
  });
});

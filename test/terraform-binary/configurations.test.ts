import { describe, expect, test } from "vitest";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";
import { VM, web } from "./support/web.ts";

const stage = onTerraform({ timeScale: 400 });
const vms = () => [...stage.simulator.vmm.world.store.vms.values()];
const named = (start: string) =>
  vms()
    .filter(({ Name }) => Name.startsWith(start))
    .map(({ Name }) => Name)
    .sort();

describe.skipIf(!hasTerraform("configurations of Terraform"))("a configuration under the real Terraform", () => {
  test("with count, for_each, modules and values from other resources is made at any parallelism", async () => {
    const tf = stage.rawFolder(`
      resource "terraform_data" "size" { input = { cpus = 2, tag = "blue" } }
      resource "scvmm_virtual_machine" "count" {
        count       = 3
        name        = "many-c\${count.index}"
        cloud       = "Production"
        vm_template = "Ubuntu 22.04 LTS"
        cpu_count   = terraform_data.size.output.cpus
        tag         = terraform_data.size.output.tag
      }
      module "site" {
        source   = "./site"
        for_each = toset(["a", "b"])
        name     = "many-\${each.key}-\${terraform_data.size.output.tag}"
      }
      resource "scvmm_virtual_ip" "front" {
        key  = "front"
        pool = "Web static"
      }
      output "ids" { value = scvmm_virtual_machine.count[*].id }
    `);
    tf.write(
      "site/main.tf",
      `
      terraform {
        required_providers {
          scvmm = { source = "scvmm/scvmm" }
        }
      }
      variable "name" {}
      resource "scvmm_virtual_machine" "this" {
        name        = var.name
        cloud       = "Production"
        vm_template = "Ubuntu 22.04 LTS"
        cpu_count   = 1
      }
    `,
    );
    await tf.init();
    const planned = await tf.plan();
    expect([planned.code, planned.diagnostics]).toEqual([2, []]);
    expect(planned.changes['module.site["a"].scvmm_virtual_machine.this']?.change.after_unknown).toMatchObject({ name: true, key: true });
    expect(await tf.apply("-parallelism=20")).toMatchObject({ code: 0, diagnostics: [] });
    expect(named("many-")).toEqual(["many-a-blue", "many-b-blue", "many-c0", "many-c1", "many-c2"]);
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
    expect(await tf.plan("-target", `${VM}.count[1]`, "-replace", `${VM}.count[1]`)).toMatchObject({
      actions: { [`${VM}.count[1]`]: "replace" },
    });
    expect(await tf.apply("-target", `${VM}.count[1]`, "-replace", `${VM}.count[1]`, "-parallelism=1")).toMatchObject({ code: 0 });
    expect(await tf.plan("-parallelism=1")).toMatchObject({ code: 0 });
    expect(await tf.destroy("-parallelism=1")).toMatchObject({ code: 0, diagnostics: [] });
    expect(named("many-")).toEqual([]);
  });

  test("that gives two resources one key is refused before anything is made", async () => {
    const tf = await stage.folder(`${web("key-1", 'key = "same"')}${web("key-2", 'key = "same"')}`);
    const planned = await tf.plan();
    expect(planned).toMatchObject({
      code: 1,
      diagnostics: [{ severity: "error", summary: expect.stringContaining('have the key "same"') }],
    });
    expect(named("key-")).toEqual([]);
  });

  test("that renames a resource keeps its VM with a moved block, and is refused without", async () => {
    const tf = await stage.folder(web("old"));
    await tf.apply();
    const after = web("old").replace('"old" {', '"new" {');
    tf.write("main.tf", after);
    // Terraform plans the two side by side: where the new one comes first, it is warned of the VM that is there.
    const errors = (await tf.plan()).diagnostics.filter(({ severity }) => severity === "error");
    expect(errors).toMatchObject([{ summary: expect.stringContaining("have the key") }]);
    tf.write("main.tf", `${after}\nmoved {\n from = ${VM}.old\n to = ${VM}.new\n}\n`);
    expect(await tf.plan()).toMatchObject({ actions: { [`${VM}.new`]: "no-op" } });
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0 });
    tf.write("main.tf", `${after}\nmoved {\n from = terraform_data.x\n to = ${VM}.new\n}\n`);
    expect((await tf.plan()).code).toBe(0);
    await tf.destroy();
  });

  test("is written of what there is by import blocks, with nothing to do, and takes it over with its first change", async () => {
    const vm = vms().find(
      ({ Status, Cloud, Name }) => Status === "Running" && Cloud !== null && vms().filter((one) => one.Name === Name).length === 1,
    );
    const tf = await stage.folder(`import {\n  to = ${VM}.found\n  id = "${vm?.Name}"\n}\n`);
    const planned = await tf.plan("-generate-config-out=generated.tf");
    expect([planned.code, planned.diagnostics.filter(({ severity }) => severity === "error")]).toEqual([2, []]);
    expect(planned.changes[`${VM}.found`]?.change).toMatchObject({ actions: ["no-op"], importing: { id: vm?.Name } });
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(await tf.plan()).toMatchObject({ code: 0, actions: { [`${VM}.found`]: "no-op" } });
    expect(JSON.stringify(vm?.CustomProperty ?? {})).not.toContain("scvmm:v1");
    tf.write("main.tf", "");
    tf.write("generated.tf", web("found", "", "lifecycle { ignore_changes = all }").replace('"found"\n', `"${vm?.Name}"\n`));
    expect(await tf.plan()).toMatchObject({ code: 0 });
    await tf.run(["state", "rm", `${VM}.found`]);
    const missing = await tf.run(["import", "-input=false", `${VM}.found`, "nobody"]);
    expect([missing.code, missing.stderr + missing.stdout]).toEqual([1, expect.stringContaining('VMM has no VM "nobody"')]);
  });

  test("of wrong types and values is refused with the place", async () => {
    const tf = await stage.folder(web("bad-1").replace("4Gi", "4 GB").replace("cpu_count   = 2", "cpu_count = 1000"));
    const { valid, diagnostics } = await tf.validate();
    expect(valid).toBe(false);
    expect(diagnostics.map(({ snippet }) => snippet?.code.trim()).sort()).toEqual(["cpu_count = 1000", 'memory      = "4 GB"']);
    tf.write("main.tf", web("bad-1", 'disks = "none"'));
    expect((await tf.validate()).valid).toBe(false);
  });

  test("is tested by terraform test", async () => {
    const tf = await stage.folder(web("test-1", 'tag = "blue"'));
    tf.write(
      "web.tftest.hcl",
      `
      run "made" {
        assert {
          condition     = scvmm_virtual_machine.test-1.power_state == "Running" && scvmm_virtual_machine.test-1.disruption == "none"
          error_message = "not as expected"
        }
      }
    `,
    );
    const { code, stdout } = await tf.run(["test", "-no-color"]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("1 passed, 0 failed")]);
    expect(named("test-1")).toEqual([]);
  });
});

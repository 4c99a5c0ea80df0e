import { describe, expect, test } from "vitest";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";
import { processesWith } from "./support/processes.ts";
import { VM, web } from "./support/web.ts";

// A creation takes some seconds, so that it can be broken off.
const stage = onTerraform({ timeScale: 20 });
const vms = (name: string) => [...stage.simulator.vmm.world.store.vms.values()].filter((vm) => vm.Name === name);
const creating = async (name: string) => {
  await expect.poll(() => vms(name).length, { timeout: 60_000 }).toBe(1);
};

describe.skipIf(!hasTerraform("broken off applies in Terraform"))("an apply of the real Terraform", () => {
  test("that is stopped by Ctrl-C leaves the job to VMM, taints nothing, and is finished by the next", async () => {
    const tf = await stage.folder(web("stop-1"));
    const run = tf.start(["apply", "-auto-approve", "-no-color"]);
    await creating("stop-1");
    const at = performance.now();
    run.signal("SIGINT");
    const { code, stdout } = await run.ended;
    expect(performance.now() - at).toBeLessThan(30_000);
    // "Error: execution halted" is Terraform's own; the provider warns.
    expect([code, stdout]).toEqual([1, expect.stringContaining("it is not finished")]);
    expect(stdout).not.toContain("tainted");
    const [vm] = vms("stop-1");
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(vms("stop-1").map(({ ID }) => ID)).toEqual([vm?.ID]);
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
  });

  test.each([
    ["the provider", 0],
    ["terraform", 0],
    ["the provider", 1500],
  ])("is gone on with after %s was killed while a VM was made (%i ms later)", async (who, wait) => {
    const name = `kill-${who.length}-${wait}`;
    const tf = await stage.folder(web(name));
    const run = tf.start(["apply", "-auto-approve", "-no-color"]);
    await creating(name);
    await new Promise((resolve) => setTimeout(resolve, wait));
    const providers = processesWith(tf.path).filter((pid) => pid !== run.child.pid);
    if (who === "terraform") run.child.kill("SIGKILL");
    else for (const pid of providers) process.kill(pid, "SIGKILL");
    await run.ended;
    // One whose Terraform is gone ends by itself.
    await expect.poll(() => processesWith(tf.path), { timeout: 20_000 }).toEqual([]);
    const [vm] = vms(name);
    const planned = await tf.plan();
    expect(planned).toMatchObject({ code: 2, actions: { [`${VM}.${name}`]: "create" }, diagnostics: [{ severity: "warning" }] });
    expect(await tf.apply()).toMatchObject({ code: 0 });
    expect(vms(name).map(({ ID }) => ID)).toEqual([vm?.ID]);
    expect(await tf.plan()).toMatchObject({ code: 0, diagnostics: [] });
  });
});

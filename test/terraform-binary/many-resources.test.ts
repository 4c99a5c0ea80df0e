import { describe, expect, test } from "vitest";
import { startSimulator } from "../../provider/simulator/index.ts";
import { environmentOf } from "../scenarios/support/built-cli.ts";
import { estateWith, manageAll } from "./support/many.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

/** The nightly run takes a thousand, which is some minutes where other things run. */
const MACHINES = Number(process.env["SCVMM_TERRAFORM_RESOURCES"] ?? 250);
/** Whatever their number: a session, one reading of VMM, the session's end. */
const MOST_REQUESTS = 20;
const stage = onTerraform();

describe.skipIf(!hasTerraform("many resources under the real Terraform"))("many resources", () => {
  test(`are planned and refreshed in ${MOST_REQUESTS} WinRM requests each`, { timeout: 900_000 }, async () => {
    const simulator = await startSimulator({ estate: estateWith(MACHINES) });
    try {
      const options = { environment: environmentOf(simulator), requestCount: () => simulator.requestCount };
      const tf = await stage.folder("", options);
      await manageAll(tf, MACHINES, simulator);

      const planned = await tf.plan();
      expect({ code: planned.code, diagnostics: planned.diagnostics }).toEqual({ code: 0, diagnostics: [] });
      expect(Object.keys(planned.actions)).toHaveLength(MACHINES);
      expect(planned.requests).toBeLessThanOrEqual(MOST_REQUESTS);

      // One that is gone and one that somebody changed are seen amid the others.
      const [gone, changed] = [...simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name.startsWith("m-"));
      if (!gone || !changed) throw new Error("no machines");
      simulator.vmm.world.store.vms.delete(gone.ID);
      Object.assign(changed, { CPUCount: 4 });
      const again = await tf.plan("-parallelism=50");
      expect(again.diagnostics).toEqual([]);
      const differing = Object.entries(again.actions).filter(([, action]) => action !== "no-op");
      expect(Object.fromEntries(differing)).toEqual({
        [`scvmm_virtual_machine.farm["${gone.Name}"]`]: "create",
        [`scvmm_virtual_machine.farm["${changed.Name}"]`]: "update",
      });
      expect(again.requests).toBeLessThanOrEqual(MOST_REQUESTS);
    } finally {
      await simulator.close();
    }
  });
});

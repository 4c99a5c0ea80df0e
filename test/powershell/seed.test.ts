import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { applyWatched, farm, seedsIn, USER_DATA } from "../engine/support/seeds.ts";
import { planOn } from "../engine/support/simulated.ts";
import { engineFor } from "./support/engine.ts";
import { type TwoVmms, twoVmms } from "./support/two-vmms.ts";

describe.skipIf(!engineFor("cloud-init data through the real engine"))("cloud-init data through the real engine", () => {
  let both: TwoVmms;
  beforeAll(async () => {
    both = await twoVmms({ seed: 5 });
  });
  afterAll(() => both.close());

  it.each([
    ["dvd", "Ubuntu 22.04 LTS"],
    ["floppy", "Windows Server 2016"],
    ["scsi", "Ubuntu 22.04 LTS"],
  ])("comes on a %s, and goes", async (deviceType, vmTemplate) => {
    const { vmm, execute } = both.powerShell;
    const port = createVmmPort({ execute, close: async () => {} }, { server: "localhost" });
    const name = `seed-${deviceType}`;
    const one = farm({ vmName: name, vmTemplate }, { deviceType });
    const machines = (one.machines ?? []).map((machine) => ({ ...machine, address: `ScvmmMachine/default/${name}` }));
    const wanted = { ...one, machines };
    const planned = await planOn(port, wanted, { prune: false });
    const sleep = async (ms: number) => both.advance(Math.max(ms, 1000));
    const { report, atStart } = await applyWatched(port, vmm, planned, undefined, sleep);
    expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
    expect(atStart.map((image) => Buffer.from(image).includes(USER_DATA))).toEqual([true]);
    expect(seedsIn(vmm)).toEqual([]);
    expect((await planOn(port, wanted, { prune: false })).plan.summary).toMatchObject({ create: 0, update: 0 });
  });
});

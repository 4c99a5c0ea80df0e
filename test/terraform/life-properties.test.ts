import fc from "fast-check";
import { expect, it } from "vitest";
import type { LiveVm } from "../../provider/engine/inventory.ts";
import type { Operation } from "../../provider/engine/operation.ts";
import { FUZZ_TIMEOUT_MS, fuzzRuns } from "../winrm/fuzz-kit.ts";
import { WEB, world } from "./support/world.ts";

const maybe = <T>(...values: readonly T[]) => fc.constantFrom(null, ...values);
const adapters = fc.dictionary(
  fc.constantFrom("front", "back", "eth2"),
  fc.record({
    vm_network: fc.constantFrom("Web", "App"),
    mac_address_spoofing: maybe(true, false),
  }),
  { maxKeys: 3, noNullPrototype: true },
);
const sizes = ["10Gi", "10240Mi", "20Gi", "30Gi"];

/** Everything that a VM may be asked for at different times, in different forms. */
const config = fc.record({
  name: fc.constantFrom("web-1", "WEB-1", "web-2"),
  key: fc.constant("web"),
  vm_template: fc.constantFrom("Ubuntu 22.04 LTS", "Windows Server 2016"),
  cloud: fc.constantFrom("Production", "production", "Test"),
  cpu_count: fc.constantFrom(1, 2, 4),
  memory: maybe("4Gi", "4096Mi", "6Gi"),
  tag: maybe("blue", "green", ""),
  custom_property: maybe({ Role: "web" }, { Role: "db", Tier: "1" }),
  disks: fc.dictionary(fc.constantFrom("data", "logs"), fc.record({ size: fc.constantFrom(...sizes) }), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
  network_adapters: fc.oneof(fc.constant(null), adapters),
  vm_options: maybe({ cpu_limit_for_migration: true }, { description: "x", start_action: "AlwaysAutoTurnOnVM" }),
  power_cycle_policy: maybe("Never", "WhenOff", "Allow"),
  deletion_protection: maybe(true, false),
});

const deeds = {
  "turn off": ({ id }) => ({ kind: "stop-machine", vmId: id, how: "force" }),
  start: ({ id }) => ({ kind: "start-machine", vmId: id }),
  retag: ({ id }) => ({ kind: "set-machine", vmId: id, set: { tag: "by hand" } }),
} as const satisfies Readonly<Record<string, (vm: LiveVm) => Operation>>;
const WHILE: Readonly<Record<string, string>> = { "turn off": "Running", start: "PowerOff" };
type Deed = keyof typeof deeds | "nothing";
const deed = fc.constantFrom<Deed>("turn off", "start", "retag", "nothing");

async function doByHand(done: Deed, { owned, byHand }: ReturnType<typeof world>): Promise<void> {
  const [vm] = await owned();
  if (vm && done !== "nothing" && [undefined, vm.powerState].includes(WHILE[done])) await byHand(deeds[done]);
}

it("any configurations, one after the other and with people's deeds between them: what is applied leaves nothing to do, and nothing is made twice", {
  timeout: FUZZ_TIMEOUT_MS,
}, async () => {
  let applied = 0;
  const steps = fc.array(fc.tuple(config, deed), { minLength: 1, maxLength: 5 });
  const property = fc.asyncProperty(steps, async (all) => {
    const one = world();
    const { core, owned } = one;
    for (const [given, done] of all) {
      const { errors, plan } = await core.apply({ ...WEB, ...given });
      // What VMM or the engine refuses, such as a disk that shrinks, is refused when it is planned.
      expect(errors).toEqual(plan.errors);
      expect((await owned()).length).toBeLessThanOrEqual(1);
      if (errors.length === 0) {
        applied++;
        expect(await core.plan({ ...WEB, ...given })).toMatchObject({ action: "none", errors: [] });
        expect(core.kept?.value["unfinished"]).toBeNull();
      }
      await doByHand(done, one);
    }
  });
  const numRuns = Math.ceil(fuzzRuns(2000) / 100);
  await fc.assert(property, { numRuns });
  expect(applied).toBeGreaterThan(numRuns);
});

import { detectDrift } from "../../../provider/engine/detect-drift.ts";
import type { Inventory, LiveVm } from "../../../provider/engine/inventory.ts";
import { planChanges } from "../../../provider/engine/plan-changes.ts";
import type { LoadedMachine } from "../../../provider/model/manifests.ts";
import { inventory } from "../../engine/support/inventory.ts";
import { machine, namePool, planInput } from "../../engine/support/manifests.ts";
import { MemoryVmm } from "../../engine/support/memory-vmm.ts";
import { planAndApply } from "../../engine/support/runs.ts";

export interface Measured {
  readonly live: number;
  readonly wanted: number;
  readonly work: string;
  /** Milliseconds of processor, in a fresh process. */
  readonly firstMs: number;
  /** The middle of ten further ones, each with a reading of its own. */
  readonly warmMs: number;
  /** What a plan holds beside the reading. */
  readonly keptMb: number;
  /** What is allocated on the way to it, garbage included. */
  readonly mostMb: number;
}

const WANTED = 1000;
const ROUNDS = 10;
const MB = 1e6;

/** A thousand machines that are in VMM already, of which every second differs in the tag. */
async function prepare(live: number) {
  const one = new MemoryVmm();
  await planAndApply({ machines: [machine("x", { disks: [{ size: "40Gi" }], memory: "4Gi", tag: "new" })] }, one);
  const pattern = one.vms[0] as LiveVm;
  const { mark } = pattern;
  const owned = Array.from({ length: WANTED }, (_, index): LiveVm => {
    const address = `ScvmmMachine/default/m-${index}`;
    return { ...pattern, id: `id-${index}`, name: `vm${index}`, mark: mark && { ...mark, address } };
  });
  const vms = Array.from({ length: live }, (_, index) => ({ ...pattern, id: `id-${index}`, name: `vm${index}` }));
  const names = namePool(
    "web",
    Array.from({ length: live + 2000 }, (_, index) => `vm${index}`),
  );
  const machines = (differing: boolean): LoadedMachine[] =>
    Array.from({ length: WANTED }, (_, index) =>
      machine(`m-${index}`, {
        vmNameFromPool: { name: "web" },
        tag: differing && index % 2 ? "other" : "new",
        disks: [{ size: "40Gi" }],
        memory: "4Gi",
      }),
    );
  // A new value each time: what is known of a reading is kept with it.
  const reading = (): Inventory => inventory({ owned: [...owned], vms: [...vms] });
  return { names, machines, reading };
}

/** Of the processor: other work on the machine is not in it. */
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

function collect(): void {
  (globalThis as { gc?: () => void }).gc?.();
}

function measure(work: () => unknown): Omit<Measured, "live" | "wanted" | "work"> {
  const times: number[] = [];
  collect();
  const before = process.memoryUsage().heapUsed;
  const begun = cpuMs();
  const kept = work();
  const firstMs = cpuMs() - begun;
  const most = process.memoryUsage().heapUsed - before;
  collect();
  const keptMb = (process.memoryUsage().heapUsed - before) / MB;
  for (let round = 0; round < ROUNDS; round++) {
    const start = cpuMs();
    work();
    times.push(cpuMs() - start);
  }
  if (kept === undefined) throw new Error("nothing was made");
  times.sort((a, b) => a - b);
  return { firstMs, warmMs: times[ROUNDS / 2] ?? 0, keptMb, mostMb: most / MB };
}

const live = Number(process.argv[2]);
const { names, machines, reading } = await prepare(live);
const [same, other] = [machines(false), machines(true)];
const planOf = (wanted: readonly LoadedMachine[]) => () => planChanges(planInput({ machines: wanted, namePools: [names] }, reading()));
const results = [
  { work: "plan, half of them differ", ...measure(planOf(other)) },
  { work: "plan, all are as wanted", ...measure(planOf(same)) },
  { work: "drift", ...measure(() => detectDrift(planInput({ machines: other, namePools: [names] }, reading()))) },
].map((row): Measured => ({ live, wanted: WANTED, ...row }));
process.stdout.write(JSON.stringify(results));

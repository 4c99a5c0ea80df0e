import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../provider/batch/call.ts";
import { parseReply } from "../../provider/batch/parse-reply.ts";
import type { CallResult } from "../../provider/batch/result.ts";
import { type CmdletRunner, interpret } from "../../provider/simulator/batch/interpret.ts";
import { CmdletError } from "../../provider/simulator/errors.ts";
import type { VmmObject } from "../../provider/simulator/objects/object.ts";
import { wildcard } from "../../provider/simulator/ordinal.ts";
import { answers, engineFor } from "./support/engine.ts";

/** The machines of the engine's fixture, as the simulator keeps its objects. */
function machine(number: number): VmmObject {
  const slots = Array.from({ length: number % 3 }, (_, slot) => slot);
  const owner = number % 2 === 0 ? [["ScvmmOwner", `scvmm:v1:team:ScvmmMachine/default/vm-${number}`] as const] : [];
  const object = {
    $type: "VM",
    ID: `0000000${number}-aaaa-bbbb-cccc-dddddddddddd`,
    Name: `vm-${number}`,
    Status: "PowerOff",
    CPUCount: number,
    Memory: 4096,
    VirtualDiskDrives: [{ VirtualHardDisk: { Size: 64424509440 } }],
    Load: 0.25,
    DynamicMemoryEnabled: false,
    CreationTime: new Date("2026-01-31T10:00:00.123Z"),
    Cloud: number === 1 ? null : { $type: "Cloud", Name: "Cloud One", Owner: { $type: "Host", Name: "root" } },
    CustomProperty: new Map([["Zone", "b"], ["area", "ä"], ...owner]),
    Tags: ["only"],
    Nothing: [],
    VirtualNetworkAdapters: slots.map((slot) => ({
      $type: "VirtualNetworkAdapter",
      SlotId: slot,
      IPv4Addresses: [`10.0.${slot}.${number}`],
      VMNetwork: { $type: "VMNetwork", Name: `net-${slot}` },
    })),
    Description: `machine [scvmm:v1:team:ScvmmMachine/default/vm-${number}]`,
  };
  return object as unknown as VmmObject;
}

const machines = [1, 2, 3, 4].map(machine);
const nameOf = (object: VmmObject) => `${"Name" in object ? object.Name : ""}`;

/** The same cmdlets as the fixture's, over the same machines. */
const runner: CmdletRunner = {
  now: () => 0,
  files: { write: () => "", remove: () => undefined },
  run: async (cmdlet, parameters, asJob) => {
    if (cmdlet === "Start-SCVirtualMachine")
      return { objects: [parameters["VM"]].flat() as VmmObject[], job: asJob ? "12345678-aaaa-bbbb-cccc-dddddddddddd" : null };
    const name = parameters["Name"];
    if (name === "locked") throw new CmdletError({ number: 2606, errorId: "", category: "ReadError", type: "", message: "" });
    return { objects: typeof name === "string" ? machines.filter((one) => wildcard(name)(nameOf(one))) : machines, job: null };
  },
};

/** How far back a call looks; rarely at itself or at one that is not there. */
const back = fc.oneof({ weight: 12, arbitrary: fc.integer({ min: 1, max: 3 }) }, { weight: 1, arbitrary: fc.constantFrom(0, 9) });
const path = fc.constantFrom(
  ..."Name name ID Status CPUCount Memory TotalSize Load DynamicMemoryEnabled CreationTime Cloud.Name cloud.owner.name Cloud.No.Name No Tags".split(
    " ",
  ),
  ..."Nothing CustomProperty.Zone CustomProperty.ScvmmOwner CustomProperty.no VirtualNetworkAdapters.SlotId VirtualNetworkAdapters.VMNetwork.Name".split(
    " ",
  ),
  "VirtualNetworkAdapters.IPv4Addresses",
);
/** Conditions are about leaves. */
const LISTS = ["Tags", "Nothing"];
const condition = fc.record({
  path: path.filter((one) => !LISTS.includes(one) && !one.startsWith("VirtualNetworkAdapters")),
  op: fc.constantFrom("eq", "ne", "startsWith", "contains"),
  value: fc.constantFrom(
    "VM-2",
    "vm-",
    "",
    "false",
    "4",
    "PowerOff",
    "net-0",
    "cloud one",
    "b",
    "only",
    "0",
    "2026-01-31T10:",
    "*",
    "0.25",
  ),
});
const where = fc.record(
  { all: fc.array(condition, { maxLength: 1 }), any: fc.array(condition, { minLength: 1, maxLength: 5 }) },
  { requiredKeys: [] },
);
const column = fc.oneof(
  { weight: 6, arbitrary: path },
  {
    weight: 2,
    arbitrary: fc.record({
      each: fc.constantFrom("VirtualNetworkAdapters", "No", "Nothing", "Cloud"),
      of: fc.constant(["SlotId", "Name", "IPv4Addresses"]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ table: fc.constantFrom("CustomProperty", "No", "Name") }) },
);
const project = fc.array(column, { minLength: 1, maxLength: 4 });
const rest = fc.record({
  where: fc.option(where, { freq: 2, nil: undefined }),
  project,
  unless: fc.option(back, { nil: undefined, freq: 2 }),
  given: fc.option(back, { nil: undefined, freq: 1 }),
});
const name = fc.constantFrom("vm-1", "vm-1", "vm-2", "VM-*", "vm-[23]", "vm-?", "nobody", "locked");
const kind = fc.oneof(
  { weight: 6, arbitrary: name.map((Name) => () => ({ cmdlet: "Get-SCVirtualMachine", parameters: { Name } })) },
  { weight: 3, arbitrary: back.map((from) => (id: IdOf) => ({ from: id(from) })) },
  {
    weight: 5,
    arbitrary: fc.record({ from: back, many: fc.boolean(), job: fc.boolean() }).map(({ from, many, job }) => (id: IdOf) => ({
      cmdlet: "Start-SCVirtualMachine",
      parameters: { VM: many ? { $ref: id(from), many } : { $ref: id(from) } },
      ...(job ? { job } : {}),
    })),
  },
  { weight: 1, arbitrary: fc.constant(() => ({ cmdlet: "Get-Process", parameters: {} })) },
);
type IdOf = (back: number) => string;

const all = { cmdlet: "Get-SCVirtualMachine", parameters: { All: true } };
const batch = fc.array(fc.tuple(kind, rest, fc.nat(30)), { minLength: 2, maxLength: 6 }).map((calls) =>
  calls.map(([make, { unless, given, ...others }, twice], index) => {
    const id = (steps: number) => `c${index - Math.min(steps, index || steps)}`;
    const known = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
    const body = index === 0 ? all : make(id);
    return {
      id: twice === 0 ? "c0" : `c${index}`,
      ...body,
      ...known,
      ...(unless && index > 1 ? { unless: id(unless) } : {}),
      ...(given && index > 1 ? { given: id(given) } : {}),
    };
  }),
);

/** What both must say. A cmdlet's own error is the cmdlet's matter, but for its number. */
function comparable(result: CallResult): unknown {
  if (!result.error) return result;
  const { number, errorId, category, type, message } = result.error;
  return { ...result, error: number === null ? { errorId: errorId.split(",")[0], category, type, message } : { number } };
}

describe.runIf(engineFor("the two interpreters agree"))("the two interpreters", () => {
  it("answer the same to the same batches, call by call", async () => {
    const batches = fc.sample(batch, { numRuns: 400, seed: 20_260_105 });
    const real = await answers(batches.map((calls) => ({ calls })));
    const states = real
      .flatMap(({ text }) => parseReply(text)?.results ?? [])
      .map((one) => one.error?.errorId.split(",")[0] ?? (one.rows?.length ? "rows" : one.state));
    const seen = new Set(states);
    // The batches reach every outcome, or agreeing would say little.
    for (const outcome of ["rows", "done", "skipped", "2606", "BadCall", "ReferenceEmpty", "ReferenceAmbiguous", "CmdletNotAllowed"])
      expect(seen).toContain(outcome);
    for (const [index, calls] of batches.entries()) {
      const reply = parseReply(real[index]?.text ?? "");
      const ours = await interpret(calls as unknown as Batch, runner);
      expect(ours.results.map(comparable), JSON.stringify(calls)).toEqual(reply?.results.map(comparable));
    }
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Call, CallValue } from "../../provider/batch/call.ts";
import type { CallResult } from "../../provider/batch/result.ts";
import type { VirtualMachine } from "../../provider/simulator/objects/machine.ts";
import { engineFor } from "./support/engine.ts";
import { type TwoVmms, twoVmms } from "./support/two-vmms.ts";

const SET = "Set-SCVirtualMachine";
const START = "Start-SCVirtualMachine";
const PROPERTY = "New-SCCustomProperty";
const NULL_NOT_ALLOWED = "ParameterArgumentValidationErrorNullNotAllowed";
const NULL_OBJECT = "ParameterArgumentValidationError";
const NO_VALUE = "ParameterBindingFailed";
const CANNOT = "CannotConvertArgumentNoMessage";
const NOT_OF_TYPE = "CannotConvertArgument";
const vm: CallValue = { $ref: "vm" };
const group: CallValue = { $ref: "group" };

/** `shows` is a property with its value afterwards, where the outcome alone does not tell what became of an argument. */
type Case = readonly [
  what: string,
  cmdlet: string,
  parameters: Readonly<Record<string, CallValue>>,
  outcome: string,
  shows?: readonly [property: string, value: unknown],
];

/** What the binder does with values that are not quite of a parameter's type, as the differential suite came upon it. */
const CASES: readonly Case[] = [
  ["null for a text that may be missing", SET, { VM: vm, Description: null }, "done"],
  ["null for a text that may not", PROPERTY, { Name: null, AddMember: "VM" }, NULL_NOT_ALLOWED],
  ["null for a Guid that may be missing", SET, { VM: vm, JobGroup: null }, NO_VALUE],
  ["null for a Guid that may not", "Get-SCCloud", { ID: null }, NULL_NOT_ALLOWED],
  ["null for a number", SET, { VM: vm, MemoryMB: null }, NO_VALUE],
  ["null for a Boolean", SET, { VM: vm, Enabled: null }, NULL_NOT_ALLOWED],
  ["null for a switch, which is on then", "Stop-SCVirtualMachine", { VM: vm, SaveState: null }, "done", ["Status", "Saved"]],
  ["null for an enumeration that may be missing", SET, { VM: vm, CheckpointType: null }, NO_VALUE],
  ["null for an enumeration that may not", "Get-SCCustomProperty", { Member: null }, NULL_NOT_ALLOWED],
  ["null for an object that may not be missing", START, { VM: null }, NULL_OBJECT],
  ["null in a list of objects", "Update-SCVMConfiguration", { VMConfigurationList: [null] }, NULL_OBJECT],
  ["no objects", "Update-SCVMConfiguration", { VMConfigurationList: [] }, "ParameterArgumentValidationErrorEmptyCollectionNotAllowed"],
  ["an empty array", PROPERTY, { Name: "x", AddMember: [] }, "ParameterArgumentValidationErrorEmptyArrayNotAllowed"],
  ["an empty text", PROPERTY, { Name: "", AddMember: "VM" }, "ParameterArgumentValidationErrorEmptyStringNotAllowed"],
  ["a list for a text", SET, { VM: vm, Description: ["x"] }, NOT_OF_TYPE],
  ["a list for a number", SET, { VM: vm, MemoryMB: [512] }, NOT_OF_TYPE],
  ["a list for a Boolean", SET, { VM: vm, Enabled: [true] }, NOT_OF_TYPE],
  ["a list for an enumeration", SET, { VM: vm, CheckpointType: ["Production"] }, "done"],
  ["a list for an object", START, { VM: { $ref: "vm", many: true } }, NOT_OF_TYPE],
  ["a list in a list of texts", SET, { VM: vm, AvailabilitySetNames: [["y", "z"]] }, "done"],
  ["one text for a list", SET, { VM: vm, AvailabilitySetNames: "x" }, "done"],
  ["a text for a Boolean", SET, { VM: vm, Enabled: "true" }, NOT_OF_TYPE],
  ["a text for a Boolean that has its namespace", SET, { VM: vm, EnableNestedVirtualization: "x" }, NOT_OF_TYPE],
  ["a number for a Boolean", SET, { VM: vm, Enabled: 1 }, "done"],
  ["an object for a Boolean", SET, { VM: vm, Enabled: vm }, NOT_OF_TYPE],
  ["a text for a switch", "Get-SCVirtualMachine", { All: "x" }, NOT_OF_TYPE],
  ["a Boolean for an enumeration", SET, { VM: vm, CheckpointType: true }, CANNOT],
  ["a number for an enumeration", SET, { VM: vm, CheckpointType: 77 }, CANNOT],
  ["a number beyond 32 bits for an enumeration", PROPERTY, { Name: "wraps", AddMember: 2 ** 40 + 1 }, "done", ["Members", ["Template"]]],
  ["a number of 32 bits for an enumeration", PROPERTY, { Name: "wraps not", AddMember: 2 ** 31 }, CANNOT],
  ["the digits of such a number for an enumeration", PROPERTY, { Name: "text", AddMember: `${2 ** 40 + 1}` }, CANNOT],
  ["null in a list of enumerations", PROPERTY, { Name: "zero", AddMember: [1, null] }, "done", ["Members", ["Template", "VM"]]],
  ["null in a list of texts", SET, { VM: vm, AvailabilitySetNames: ["y", null] }, "done", ["AvailabilitySetNames", ["y", ""]]],
  ["the beginning of an enumeration's name", SET, { VM: vm, CheckpointType: "dis" }, "done"],
  ["a Boolean for a number", "Expand-SCVirtualDiskDrive", { VirtualDiskDrive: "none", VirtualHardDiskSizeGB: true }, "12416"],
  ["an empty text for a number", "Expand-SCVirtualDiskDrive", { VirtualDiskDrive: "none", VirtualHardDiskSizeGB: "" }, "12416"],
  ["a half", SET, { VM: vm, CPUReserve: 2.5 }, "done"],
  ["a number out of range", SET, { VM: vm, CPUCount: 256 }, CANNOT],
  ["no Guid", "Get-SCCloud", { ID: "x" }, CANNOT],
  ["a Guid without its dashes", "Get-SCCloud", { ID: "11111111222233334444555555555555" }, "done"],
  ["a number for an object", START, { VM: 5 }, "12416"],
  ["a Boolean for an object", START, { VM: true }, CANNOT],
  ["an object of another type", START, { VM: group }, CANNOT],
  ["a text for any object", "Get-SCCustomPropertyValue", { InputObject: "x", CustomProperty: "y" }, CANNOT],
  ["a Boolean for an object that is not modelled", "Get-SCVMHost", { VMHostCluster: true }, CANNOT],
  ["an object of another type for one that is not modelled", "Get-SCVMHost", { VMHostCluster: vm }, CANNOT],
  ["a list for a common switch", "Get-SCCloud", { Verbose: [] }, NOT_OF_TYPE],
  ["a parameter twice", SET, { VM: vm, CPUCount: 1, ProcessorCount: 2 }, "ParameterAlreadyBound"],
  ["a beginning that a common parameter has too", START, { V: "none" }, "12416"],
  ["a beginning of two parameters", SET, { VM: vm, Custom: "x" }, "AmbiguousParameter"],
  ["no parameter", SET, { VM: vm, Nmae: "x" }, "NamedParameterNotFound"],
  [
    "a set that cannot be told, before a name that nobody has",
    "New-SCVirtualMachine",
    { VMTemplate: "none", Cloud: "none", Name: "x" },
    "AmbiguousParameterSet",
  ],
  ["the default set, whatever it lacks", "New-SCVMTemplate", { Name: "x" }, "MissingMandatoryParameter"],
];

describe.skipIf(!engineFor("the binder, case by case"))("the binder", () => {
  let both: TwoVmms;
  let ours: readonly CallResult[];
  let real: readonly CallResult[];
  beforeAll(async () => {
    both = await twoVmms({ seed: 5 });
    const first: readonly Call[] = [
      {
        id: "vm",
        cmdlet: "Get-SCVirtualMachine",
        parameters: { All: true },
        where: { all: [{ path: "Name", op: "eq", value: "crm-01" }] },
      },
      { id: "group", cmdlet: "Get-SCVMHostGroup", parameters: {}, where: { all: [{ path: "IsRoot", op: "eq", value: "true" }] } },
    ];
    const calls = [
      ...first,
      ...CASES.map(([, cmdlet, parameters, , shows], index) => ({
        id: `c${index}`,
        cmdlet,
        parameters,
        ...(shows && { project: [shows[0]] }),
      })),
    ];
    [ours, real] = [(await both.builtIn.execute(calls)).results.slice(2), (await both.powerShell.execute(calls)).results.slice(2)];
  });
  afterAll(() => both?.close());

  it("finds an object by the name that a job has given it by then", async () => {
    const isFree = (vm: VirtualMachine) => vm.Name !== "crm-01" && vm.VirtualMachineState === "PowerOff";
    const off = [...both.builtIn.vmm.world.store.vms.values()].find(isFree)?.Name ?? "";
    const rename: Call = { id: "r", cmdlet: SET, parameters: { VM: off, Name: "renamed" }, job: true };
    for (const side of [both.builtIn, both.powerShell]) expect((await side.execute([rename])).results).toMatchObject([{ state: "done" }]);
    both.advance(60_000);
    const start: Call = { id: "s", cmdlet: START, parameters: { VM: "renamed" } };
    for (const side of [both.builtIn, both.powerShell]) expect((await side.execute([start])).results).toMatchObject([{ state: "done" }]);
  });

  const outcome = (result: CallResult | undefined) => result?.error?.number ?? result?.error?.errorId.split(",")[0] ?? result?.state;

  it.each(CASES.map(([what, , , expected, shows], index) => [what, expected, index, shows] as const))(
    "%s: %s",
    (_, expected, index, shows) => {
      expect(`${outcome(real[index])}`).toBe(expected);
      const [one, other] = [ours[index], real[index]].map((result) => ({ ...result, error: { ...result?.error, message: "" } }));
      expect(one).toEqual(other);
      if (shows) expect(one?.rows).toEqual([[shows[1]]]);
    },
  );
});

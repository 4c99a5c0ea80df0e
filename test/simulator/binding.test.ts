import { describe, expect, it } from "vitest";
import type { CallValue } from "../../provider/batch/call.ts";
import { raw, ref, session } from "./kit.ts";

const at = session();
const failure = async (
  cmdlet: string,
  parameters: Record<string, CallValue>,
  before = raw("vm", "Get-SCVirtualMachine", { Name: "crm-01" }),
) => (await at.last(before, raw("x", cmdlet, parameters))).error;
const CLASS = "Microsoft.SystemCenter.VirtualMachineManager.Cmdlets";

describe("parameter binding", () => {
  it.each<[string, string, Record<string, CallValue>]>([
    ["NamedParameterNotFound", "Get-SCCloud", { Colour: "red" }],
    ["MissingMandatoryParameter", "Start-SCVirtualMachine", {}],
    ["MissingMandatoryParameter", "New-SCCustomProperty", { Name: "x" }],
    ["AmbiguousParameterSet", "Get-SCCloud", { Name: "x", ID: "c0ffee00-0000-4000-8000-000000000000" }],
    ["AmbiguousParameterSet", "New-SCVirtualMachine", { Name: "x", VMTemplate: "Ubuntu 22.04 LTS", Cloud: "Test" }],
    ["CannotConvertArgumentNoMessage", "Set-SCVirtualMachine", { VM: ref("vm"), StartAction: "Sometimes" }],
    ["CannotConvertArgumentNoMessage", "Set-SCVirtualMachine", { VM: ref("vm"), CPUCount: 256 }],
    ["CannotConvertArgumentNoMessage", "Set-SCVirtualMachine", { VM: ref("vm"), CPUCount: "two" }],
    ["CannotConvertArgumentNoMessage", "Get-SCVirtualMachine", { ID: "no guid" }],
    ["CannotConvertArgumentNoMessage", "New-SCVMConfiguration", { VMTemplate: ref("vm"), Name: "x" }],
    ["CannotConvertArgument", "Set-SCVirtualMachine", { VM: ref("vm"), DynamicMemoryEnabled: "true" }],
    ["ParameterArgumentValidationError", "Start-SCVirtualMachine", { VM: null }],
    ["ParameterArgumentValidationErrorEmptyStringNotAllowed", "New-SCCustomProperty", { Name: "", AddMember: ["VM"] }],
    ["ParameterArgumentValidationErrorEmptyArrayNotAllowed", "New-SCCustomProperty", { Name: "x", AddMember: [] }],
    ["ParameterAlreadyBound", "Set-SCVirtualMachine", { VM: ref("vm"), CPUCount: 1, ProcessorCount: 2 }],
    ["AmbiguousParameter", "Set-SCVirtualMachine", { VM: ref("vm"), DynamicMemory: 2 }],
  ])("%s from %s", async (id, cmdlet, parameters) => {
    const error = await failure(cmdlet, parameters);
    expect(error?.errorId).toBe(`${id},${CLASS}.${cmdlet.replace("-", "")}Cmdlet`);
    expect(error?.number).toBeNull();
    expect(error?.type).toMatch(/^System\.Management\.Automation\.ParameterBinding(Validation)?Exception$/);
  });

  it("finds parameters by alias, unique beginning and in any case", async () => {
    const set = (parameters: Record<string, CallValue>) =>
      at.on("build-agent-1", "Set-SCVirtualMachine", parameters, { project: ["Memory", "DelayStart"] });
    expect((await set({ memorymb: 3072 })).rows).toEqual([[3072, 0]]);
    expect((await set({ DelayStart: 5 })).rows).toEqual([[3072, 5]]);
    expect((await set({ memorym: 2048, delay: 6 })).rows).toEqual([[2048, 6]]);
  });

  it("takes names for objects, converts numbers and Guids in text, and any case of an enum value", async () => {
    expect((await at.last(raw("x", "Get-SCVirtualMachine", { Cloud: "test" }))).count).toBeGreaterThan(5);
    const [[id]] = (await at.last(raw("x", "Get-SCCloud", { Name: "Lab" }, { project: ["ID"] }))).rows as [[string]];
    expect((await at.last(raw("x", "Get-SCCloud", { ID: `{${id.toUpperCase()}}` }))).count).toBe(1);
    const set = await at.on("crm-01", "Set-SCVirtualMachine", { StopAction: "turnoffvm", Tag: "7" }, { project: ["StopAction", "Tag"] });
    expect(set.rows).toEqual([["TurnOffVM", "7"]]);
  });

  it("names that several or no objects have give 12416", async () => {
    expect((await failure("New-SCVMConfiguration", { VMTemplate: "Legacy base", Name: "x" }))?.number).toBe(12416);
    expect((await failure("New-SCVMConfiguration", { VMTemplate: "nothing", Name: "x" }))?.number).toBe(12416);
    expect((await failure("Get-SCVMHost", { VMHostGroup: "Web" }))?.number).toBe(12416);
    expect((await at.last(raw("x", "Get-SCVMHost", { VMHostGroup: "All Hosts\\Datacenter B\\Web" }))).count).toBe(3);
  });

  it("refuses what it does not model rather than doing half", async () => {
    const error = await failure("Set-SCVirtualMachine", { VM: ref("vm"), UseHardwareAssistedVirtualization: true });
    expect(error).toMatchObject({ errorId: expect.stringMatching(/^SimulatorUnsupported,/), category: "NotImplemented" });
  });

  it("-RunAsynchronously is unknown to getters", async () => {
    const { error } = await at.last(raw("x", "Get-SCCloud", {}, { job: true }));
    expect(error?.errorId).toMatch(/^NamedParameterNotFound,/);
  });
});

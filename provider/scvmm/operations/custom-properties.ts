import { call, ref, select } from "../../batch/build.ts";
import type { CmdletCall } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { DefineProperty, Outcome, SetCustomProperty } from "../../engine/operation.ts";
import { type Carrier, done, failed, identity, type Step, workOf } from "./carrier.ts";
import { findMachine, workOnMachine } from "./find-machine.ts";

/** By its member type, since VMM may read wildcards in a name (scvmm-domain D21). */
export const findDefinition = (name: string): CmdletCall =>
  call(
    "definition",
    "Get-SCCustomProperty",
    { Member: "VM" },
    { where: { all: [{ path: "Name", op: "eq", value: name }] }, project: identity.projection },
  );

export const defineProperty: Carrier<DefineProperty> = ({ name, description }) => ({
  batch: [
    findDefinition(name),
    call(
      "define",
      "New-SCCustomProperty",
      { Name: name, Description: description, AddMember: ["VM"] },
      { unless: "definition", project: identity.projection },
    ),
  ],
  read: (results) => {
    const [present] = results.rows("definition", identity);
    if (present) return done(present.id);
    const outcome = workOf(results, "define", results.rows("define", identity)[0]?.id);
    return outcome.state === "failed" ? lookAgain(name, outcome) : outcome;
  },
});

/** Somebody may have been quicker; VMM's number for that is not known (scvmm-domain 3.2), so VMM is asked. */
const lookAgain = (name: string, refused: Outcome): Step => ({
  batch: [findDefinition(name)],
  read: (results) => {
    const [present] = results.rows("definition", identity);
    return present ? done(present.id) : refused;
  },
});

/** VMM shows in one property or the other that a shutdown is under way (scvmm-domain 1.1). */
const OFF = ["Status", "VirtualMachineState"].flatMap((path) =>
  ["PowerOff", "PoweringOff"].map((value) => ({ path, op: "eq", value }) as const),
);

export const setCustomProperty: Carrier<SetCustomProperty> = ({ vmId, name, value, unlessOff }) => {
  const property = { InputObject: ref("vm"), CustomProperty: ref("definition") };
  const work =
    value === null
      ? [
          ...(unlessOff ? [select("off", "vm", { where: { any: OFF } })] : []),
          call("value", "Get-SCCustomPropertyValue", property, unlessOff ? { unless: "off" } : {}),
          call("change", "Remove-SCCustomPropertyValue", { CustomPropertyValue: ref("value") }),
        ]
      : [call("change", "Set-SCCustomPropertyValue", { ...property, Value: value })];
  return {
    batch: [findMachine(vmId), findDefinition(name), ...work],
    read: (results) => {
      if (results.found("definition") === 0 && results.found("vm") === 1) {
        if (value === null) return done(vmId);
        return failed("VMM_NO_DEFINITION", `VMM has no custom property "${name}" for VMs`, "Plan again: the definition is made first");
      }
      if (unlessOff && results.found("off")) return offMeanwhile(vmId);
      if (value === null && results.found("value") === 0) return done(vmId);
      return workOnMachine(results, vmId, "change", vmId);
    },
  };
};

const offMeanwhile = (vmId: Id): Outcome => ({
  state: "unknown",
  diagnostic: {
    code: "VMM_OFF_MEANWHILE",
    severity: "error",
    summary: `The VM ${vmId} has been turned off meanwhile: what says that it is to be started again stays`,
  },
});

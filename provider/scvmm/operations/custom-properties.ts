import { call, ref, select } from "../../batch/build.ts";
import type { Batch, CmdletCall } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { DefineProperty, Outcome, SetCustomProperty } from "../../engine/operation.ts";
import type { Results } from "../results.ts";
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

export const setCustomProperty: Carrier<SetCustomProperty> = ({ vmId, name, value, unlessOff, from }) =>
  value === null ? removal(vmId, name, unlessOff) : setting(vmId, name, value, from);

const PROPERTY = { InputObject: ref("vm"), CustomProperty: ref("definition") };

const lacksDefinition = (results: Results): boolean => results.found("definition") === 0 && results.found("vm") === 1;

function removal(vmId: Id, name: string, unlessOff: true | undefined): Step {
  return {
    batch: [
      findMachine(vmId),
      findDefinition(name),
      ...(unlessOff ? [select("off", "vm", { where: { any: OFF } })] : []),
      call("value", "Get-SCCustomPropertyValue", PROPERTY, unlessOff ? { unless: "off" } : {}),
      call("change", "Remove-SCCustomPropertyValue", { CustomPropertyValue: ref("value") }),
    ],
    read: (results) => {
      if (lacksDefinition(results)) return done(vmId);
      if (unlessOff && results.found("off")) return offMeanwhile(vmId);
      return results.found("value") === 0 ? done(vmId) : workOnMachine(results, vmId, "change", vmId);
    },
  };
}

function setting(vmId: Id, name: string, value: string, from: string | null | undefined): Step {
  const set = call("change", "Set-SCCustomPropertyValue", { ...PROPERTY, Value: value });
  return {
    batch: [findMachine(vmId), findDefinition(name), ...(from === undefined ? [set] : exchange({ name, value, from }))],
    read: (results) => {
      if (lacksDefinition(results))
        return failed("VMM_NO_DEFINITION", `VMM has no custom property "${name}" for VMs`, "Plan again: the definition is made first");
      const told = from === undefined ? null : exchanged(results, vmId, name, from);
      return told ?? workOnMachine(results, vmId, "change", vmId);
    },
  };
}

/** `same`: it has the new value. `kept`: it is what it was. */
function exchange({ name, value, from }: { readonly name: string; readonly value: string; readonly from: string | null }): Batch {
  const path = `CustomProperty.${name}`;
  const set = (vm: string, unless: string) =>
    call("change", "Set-SCCustomPropertyValue", { InputObject: ref(vm), CustomProperty: ref("definition"), Value: value }, { unless });
  const has = (id: string, op: "eq" | "ne", text: string) => select(id, "vm", { where: { all: [{ path, op, value: text }] } });
  const same = has("same", "eq", value);
  // What has no value matches nothing.
  if (from === null) return [same, has("other", "ne", ""), set("vm", "other")];
  return [same, has("kept", "eq", from), set("kept", "same")];
}

/** Where another run has set the value meanwhile. */
function exchanged(results: Results, vmId: Id, name: string, from: string | null): Outcome | null {
  if (results.found("vm") !== 1) return null;
  if (results.found("same")) return done(vmId);
  const isKept = from === null ? results.found("other") === 0 : results.found("kept") === 1;
  return isKept ? null : rewritten(vmId, name);
}

const offMeanwhile = (vmId: Id): Outcome => ({
  state: "unknown",
  diagnostic: {
    code: "VMM_OFF_MEANWHILE",
    severity: "error",
    summary: `The VM ${vmId} has been turned off meanwhile: what says that it is to be started again stays`,
  },
});

const rewritten = (vmId: Id, name: string): Outcome => ({
  state: "unknown",
  diagnostic: { code: "VMM_REWRITTEN", severity: "error", summary: `Another run has set ${name} of the VM ${vmId} meanwhile` },
});

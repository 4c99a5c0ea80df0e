import type { AttributeChange, Change, ChangePolicy, Json, Plan, PlanSummary } from "../../provider/model/plan.ts";

export function attribute(path: string, before: Json, after: Json, policy: ChangePolicy = "in-place"): AttributeChange {
  return { path, before, after, policy };
}

/** A change in full: without a disruption unless it is said. */
export function change(some: Partial<Change> & Pick<Change, "address" | "action">): Change {
  return { disruption: "none", disruptedBy: [], window: null, waiting: [], attributes: [], cause: "", ...some };
}

export function planOf(changes: readonly Change[]): Plan {
  const count = (action: Change["action"]) => changes.filter((change) => change.action === action).length;
  const summary: PlanSummary = {
    create: count("create"),
    update: count("update"),
    replace: count("replace"),
    delete: count("delete"),
    none: count("none"),
  };
  return { formatVersion: "1", scope: "web", changes, summary, fingerprint: `sha256:${"a".repeat(64)}` };
}

/** One change of every action, with a long path, long values that differ at their ends, and names that attack. */
export const samplePlan: Plan = planOf([
  change({
    address: "ScvmmMachine/web-farm/web-1",
    action: "create",
    cause: "not in VMM",
    attributes: [
      attribute("spec.vmName", null, "web-01", "power-off"),
      attribute("spec.networking.devices[0].staticIPAddressPools", null, ["Production-Web-Frontend-Pool-With-A-Long-Name", "B"]),
      attribute("spec.networking.devices[0].vmNetwork", null, "Prod"),
      attribute("spec.tag", null, "a | `b` <script>\u001b[31m"),
    ],
  }),
  change({
    address: "ScvmmMachine/web-farm/web-2",
    action: "update",
    disruption: "power-cycle",
    disruptedBy: ["spec.cpuCount"],
    cause: "manifest differs in spec.memory, spec.cpuCount, spec.customProperty.role and spec.tag",
    attributes: [
      attribute("spec.cpuCount", 2, 4, "power-off"),
      attribute("spec.memory", "4Gi", "8Gi"),
      attribute(
        "spec.vmOptions.description",
        "A long description that goes on and on and on, and then it ends in the number one",
        "A long description that goes on and on and on, and then it ends in the number two",
      ),
      attribute("spec.customProperty.role", null, "web"),
      attribute("spec.networking.devices[0].staticIPAddressPools", ["A"], ["B"]),
      attribute("spec.tag", "x", null),
    ],
  }),
  change({
    address: "ScvmmMachine/web-farm/web-3",
    action: "replace",
    disruption: "replace",
    disruptedBy: ["spec.cloud"],
    cause: "manifest differs in spec.cloud",
    attributes: [attribute("spec.cloud", "A", "B", "replace")],
  }),
  change({ address: "ScvmmMachine/web-farm/web-4", action: "none", cause: "" }),
  change({ address: "ScvmmVirtualIP/web-farm/vip", action: "delete", cause: "manifest is gone" }),
]);

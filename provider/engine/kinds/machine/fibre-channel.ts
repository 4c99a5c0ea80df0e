import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import { type AttributeChange, KNOWN_AFTER_APPLY } from "../../../model/plan.ts";
import type { Finders } from "../../finder.ts";
import type { Id, LiveFibreChannelAdapter, LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";
import type { World } from "../../world.ts";
import type { Delta } from "./delta.ts";
import type { DesiredFibreChannel, DesiredMachine } from "./goal.ts";
import { attributeChange } from "./policies.ts";
import type { Find } from "./resolve.ts";

const SAN = "spec.fibreChannel[].virtualSAN";
const CLASSIFICATION = "spec.fibreChannel[].storageFabricClassification";

type Adapters = LoadedMachine["value"]["spec"]["fibreChannel"];

export function resolveFibreChannel(adapters: Adapters, find: Find, finders: Finders): readonly DesiredFibreChannel[] | null {
  if (!adapters) return null;
  return adapters.map(({ virtualSAN, storageFabricClassification }, index) => {
    const at = (field: string): string => `spec.fibreChannel[${index}].${field}`;
    return {
      virtualSan: find(virtualSAN, finders.virtualSan, at("virtualSAN"))?.name ?? null,
      storageFabricClassification: find(
        storageFabricClassification,
        finders.storageFabricClassification,
        at("storageFabricClassification"),
      ),
    };
  });
}

/** Of a new adapter; one that the manifest says nothing of is connected as VMM does it. */
export function fibreChannelAttributes(
  { virtualSan, storageFabricClassification: wanted }: DesiredFibreChannel,
  index: number,
): readonly AttributeChange[] {
  return [
    ...(virtualSan !== null || wanted === null ? [attributeChange(SAN, null, virtualSan ?? KNOWN_AFTER_APPLY, { index })] : []),
    ...(wanted ? [attributeChange(CLASSIFICATION, null, wanted.name, { index })] : []),
  ];
}

interface Match {
  readonly wanted: DesiredFibreChannel;
  readonly index: number;
  readonly adapter: LiveFibreChannelAdapter | null;
}

const same = (a: string | null, b: string | null): boolean => fold(a ?? "") === fold(b ?? "");

const fits = ({ virtualSan, storageFabricClassification: wanted }: DesiredFibreChannel, adapter: LiveFibreChannelAdapter): boolean =>
  (virtualSan === null || same(virtualSan, adapter.virtualSan)) &&
  (wanted === null || same(wanted.name, adapter.storageFabricClassification));

/** Nothing names an adapter, and VMM promises no order: those that are as wanted stay, the others are changed in turn. */
function matchAdapters(desired: readonly DesiredFibreChannel[], live: readonly LiveFibreChannelAdapter[]) {
  const left = [...live];
  const take = (adapter: LiveFibreChannelAdapter | undefined): LiveFibreChannelAdapter | null =>
    adapter ? (left.splice(left.indexOf(adapter), 1)[0] ?? null) : null;
  // The one that asks for most chooses first.
  const demand = (one: DesiredFibreChannel): number => Number(one.virtualSan !== null) + Number(one.storageFabricClassification !== null);
  const found = new Map<DesiredFibreChannel, LiveFibreChannelAdapter | null>();
  for (const wanted of [...desired].sort((a, b) => demand(b) - demand(a)))
    found.set(wanted, take(left.find((adapter) => fits(wanted, adapter))));
  const matches = desired.map((wanted, index): Match => ({ wanted, index, adapter: found.get(wanted) ?? take(left[0]) }));
  return { matches, surplus: left };
}

export interface FibreChannelDiff {
  readonly deltas: readonly Delta[];
  readonly errors: readonly Diagnostic[];
}

/** Adapters of a machine: all that concerns them needs it off. */
export function diffFibreChannel({ fibreChannel }: DesiredMachine, live: LiveVm, world: World): FibreChannelDiff {
  if (!fibreChannel) return { deltas: [], errors: [] };
  const { matches, surplus } = matchAdapters(fibreChannel, live.fibreChannel);
  const errors: Diagnostic[] = [];
  let present = live.fibreChannel.length;
  const deltas = matches.flatMap(({ wanted, index, adapter }): Delta[] => {
    if (adapter && fits(wanted, adapter)) return [];
    const virtualSanId = sanOf(wanted.virtualSan, live, world);
    if (wanted.virtualSan !== null && virtualSanId === null) errors.push(noSan(wanted.virtualSan, index, live));
    const connection = { vmId: live.id, virtualSanId, storageFabricClassificationId: wanted.storageFabricClassification?.id ?? null };
    if (adapter) {
      const operation = { kind: "set-fibre-channel", adapterId: adapter.id, ...connection } as const;
      return changes(wanted, adapter, index).map((change) => ({ change, operation }));
    }
    const operation = { kind: "add-fibre-channel", present, ...connection } as const;
    present += 1;
    return fibreChannelAttributes(wanted, index).map((change) => ({ change, operation }));
  });
  const removals = surplus.map((adapter, nth): Delta => {
    const change = attributeChange(SAN, adapter.virtualSan ?? "not connected", null, { index: fibreChannel.length + nth });
    return { change, operation: { kind: "remove-fibre-channel", vmId: live.id, adapterId: adapter.id } };
  });
  return { deltas: [...deltas, ...removals], errors };
}

function changes(
  { virtualSan, storageFabricClassification: wanted }: DesiredFibreChannel,
  adapter: LiveFibreChannelAdapter,
  index: number,
): readonly AttributeChange[] {
  const had = adapter.storageFabricClassification;
  return [
    ...(virtualSan === null || same(virtualSan, adapter.virtualSan)
      ? []
      : [attributeChange(SAN, adapter.virtualSan, virtualSan, { index })]),
    ...(wanted === null || same(wanted.name, had) ? [] : [attributeChange(CLASSIFICATION, had, wanted.name, { index })]),
  ];
}

const sanOf = (name: string | null, { hostName }: LiveVm, { inventory }: World): Id | null =>
  inventory.virtualSans.find((san) => name !== null && same(san.name, name) && same(san.hostName, hostName))?.id ?? null;

function noSan(name: string, index: number, { hostName }: LiveVm): Diagnostic {
  return {
    code: "PLAN_NO_VIRTUAL_SAN",
    severity: "error",
    path: `spec.fibreChannel[${index}].virtualSAN`,
    summary: `the host of the VM has no virtual SAN "${name}"`,
    detail: `It is on ${hostName ?? "no host"}, and other hosts have one of that name.`,
    hint: "Give that host such a virtual SAN, or move the VM to a host that has one.",
  };
}

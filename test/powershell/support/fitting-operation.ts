import type { CreateMachine, Operation, SetCustomProperty, SetMachine } from "../../../provider/engine/operation.ts";
import type { SetAdapter } from "../../../provider/engine/operation-adapter.ts";
import { type Mark, parseMark, splitDescription } from "../../../provider/model/mark.ts";
import type { VirtualMachine } from "../../../provider/simulator/objects/machine.ts";
import type { Random } from "../../../provider/simulator/random.ts";
import type { Store } from "../../../provider/simulator/store.ts";

/** The mark of a VM of ours: in its property, or while it is being made in its description. */
export const markOf = (vm: VirtualMachine): Mark | undefined =>
  splitDescription(vm.Description).mark ?? parseMark(vm.CustomProperty.get("ScvmmOwner"));

/** An operation made at random, its parts made to fit each other, the VM that it is about, and what there is. */
export function fitting(operation: Operation, vm: VirtualMachine, store: Store, random: Random): Operation {
  const mark: Mark = { scope: "differential", address: `ScvmmMachine/default/m-${random.below(20)}` };
  switch (operation.kind) {
    case "create-machine":
      return { ...fittingMachine(operation, store, random), mark };
    case "set-machine":
      return fittingChange(operation, vm);
    case "set-custom-property":
      return fittingProperty(operation, vm, store, random);
    case "add-adapter":
      return { ...operation, total: vm.VirtualNetworkAdapters.length + 1, connection: connected(operation.connection, store, random) };
    case "set-adapter":
      return fittingAdapter(operation, store, random);
    case "insert-seed":
      return { ...operation, place: vm.Generation === 1 ? { device: "floppy" } : { device: "dvd", bus: 0, lun: 1 + random.below(3) } };
    case "discard-seed":
    case "eject-seed":
      return vm.Generation === 1 ? { ...operation, device: "floppy" } : operation;
    case "remove-machine":
      return { ...operation, mark: markOf(vm) ?? mark };
    case "remove-template": {
      const marked = withMark(store.templates.values());
      return marked ? { ...operation, templateId: marked.ID, mark: marked.mark } : operation;
    }
    case "revoke-address":
    case "describe-address": {
      const marked = withMark(store.addresses.values());
      return marked ? { ...operation, addressId: marked.ID, mark: marked.mark } : operation;
    }
    case "grant-address":
      return { ...operation, address: null, mark };
    default:
      return operation;
  }
}

/** Boot settings are those of the VM's generation. */
function fittingChange(operation: SetMachine, { Generation }: VirtualMachine): SetMachine {
  const { bootOrder, firstBootDevice, secureBoot: _on, secureBootTemplate: _which, ...rest } = operation.set.hardware ?? {};
  const hardware = { ...rest, ...defined(Generation === 1 ? { bootOrder } : { firstBootDevice }) };
  return { ...operation, set: { ...operation.set, ...(operation.set.hardware && { hardware }) } };
}

/** What is removed is there. */
function fittingProperty(operation: SetCustomProperty, vm: VirtualMachine, store: Store, random: Random): SetCustomProperty {
  const [held] = vm.CustomProperty.keys();
  if (operation.value === null && held !== undefined) return { ...operation, name: held };
  return { ...operation, name: random.pick([...store.customProperties.values()]).Name };
}

const defined = (values: object): object => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function withMark(objects: Iterable<{ readonly ID: string; readonly Description: string | null }>) {
  for (const { ID, Description } of objects) {
    const { mark } = splitDescription(Description);
    if (mark) return { ID, mark };
  }
  return undefined;
}

/** Of a template or a profile of one generation throughout, where there is one. */
function fittingMachine(operation: CreateMachine, { hardwareProfiles, templates }: Store, random: Random): CreateMachine {
  const generation = templates.get(operation.templateId ?? "")?.Generation ?? operation.blank?.generation;
  const fit = [...hardwareProfiles.values()].filter((profile) => profile.Generation === generation);
  const given = operation.hardwareProfileId === null || fit.length === 0 ? null : random.pick(fit).ID;
  return { ...operation, hardwareProfileId: given ?? operation.hardwareProfileId, guest: null };
}

type Connection = NonNullable<SetAdapter["set"]["connection"]>;

function connected(connection: Connection, { subnets }: Store, random: Random): Connection {
  const subnet = random.pick([...subnets.values()]);
  return { ...connection, vmNetworkId: subnet.VMNetwork.ID, subnetId: connection.subnetId === null ? null : subnet.ID };
}

function fittingAdapter(operation: SetAdapter, store: Store, random: Random): SetAdapter {
  const { connection, addressing } = operation.set;
  const grants = addressing?.grants.map((grant) => ({ ...grant, address: null })) ?? [];
  const held = [...store.addresses.values()].filter(({ AssignedToID }) => AssignedToID === operation.adapterId);
  return {
    ...operation,
    set: {
      ...operation.set,
      ...(connection && { connection: connected(connection, store, random) }),
      ...(addressing && { addressing: { ...addressing, grants, returns: held.map(({ ID }) => ID) } }),
    },
  };
}

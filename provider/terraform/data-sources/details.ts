import type { Id, Inventory, VmDetails } from "../../engine/inventory.ts";
import type { Estate } from "../estate/estate.ts";

/** Details of VMs that were read beside one inventory. */
interface Looks {
  readonly known: Map<Id, Promise<VmDetails | undefined>>;
  /** What is about to be asked for; undefined: nothing. */
  next: { readonly ids: Id[]; readonly answer: Promise<ReadonlyMap<Id, VmDetails>> } | undefined;
}

const beside = new WeakMap<Inventory, Looks>();

/**
 * Of VMs of that reading; those that are gone are left out. What is ours it has told already; the others are asked for
 * once, all that is wanted at one moment together, however many data sources want it.
 */
export async function detailsOf(ids: readonly Id[], inventory: Inventory, estate: Estate): Promise<ReadonlyMap<Id, VmDetails>> {
  const looks = beside.get(inventory) ?? newLooks(inventory);
  beside.set(inventory, looks);
  const answers = ids.map(async (id) => {
    const known = looks.known.get(id) ?? ask(id, looks, estate);
    looks.known.set(id, known);
    return [id, await known] as const;
  });
  return new Map((await Promise.all(answers)).flatMap(([id, vm]) => (vm ? [[id, vm] as const] : [])));
}

const newLooks = ({ owned }: Inventory): Looks => ({
  known: new Map(owned.map((vm) => [vm.id, Promise.resolve(vm)])),
  next: undefined,
});

function ask(id: Id, looks: Looks, estate: Estate): Promise<VmDetails | undefined> {
  const ids: Id[] = [];
  looks.next ??= { ids, answer: together(ids, looks, estate) };
  looks.next.ids.push(id);
  return looks.next.answer.then((found) => found.get(id));
}

/** All who have waited for the inventory go on in one turn of the event loop. */
async function together(ids: readonly Id[], looks: Looks, estate: Estate): Promise<ReadonlyMap<Id, VmDetails>> {
  await new Promise((resolve) => setImmediate(resolve));
  looks.next = undefined;
  try {
    return new Map((await estate.reader().readMachines(ids, estate.stopped)).map((vm) => [vm.id, vm]));
  } catch (error) {
    // A failure is told to those who wait for it, and to nobody after them.
    for (const id of ids) looks.known.delete(id);
    throw error;
  }
}

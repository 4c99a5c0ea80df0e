import type { Operation } from "../../../provider/engine/operation.ts";
import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import type { Store } from "../../../provider/simulator/store.ts";
import type { MachineDraft } from "./draw-machine.ts";
import { markOf } from "./estate-view.ts";
import { addressOf } from "./loaded.ts";
import type { Goal } from "./scenario.ts";

/** Which machine each VM was made for, whatever manifest it has come to since: people know, and a reading of VMM does not tell. */
export class Lineage {
  /** By scope, address and name: the machine that had the address when a VM of that name was last made of it. */
  readonly #made = new Map<string, string>();
  /** By the id of the VM. */
  readonly #origins = new Map<string, string | undefined>();

  /** Before an operation is carried out: VMs that are there keep what they were made for. */
  note(store: Store, operation: Operation, scope: string, { machines }: Goal): void {
    this.#look(store);
    if (operation.kind !== "create-machine") return;
    const maker = machines.find((machine) => addressOf("ScvmmMachine", machine) === operation.mark.address);
    if (maker) this.#made.set(keyOf(scope, operation.mark.address, operation.name), maker.origin);
  }

  #look(store: Store): void {
    for (const vm of store.vms.values()) {
      const mark = markOf(vm);
      if (mark && !this.#origins.has(vm.ID)) this.#origins.set(vm.ID, this.#made.get(keyOf(mark.scope, mark.address, vm.Name)));
    }
  }

  /**
   * Where a manifest is to move from an address at which another machine has a VM that was made for that one, it says no longer where it was:
   * of it there is nothing, and it is made anew. The very goal where there is none such.
   */
  told(store: Store, scope: string, goal: Goal, found: readonly Diagnostic[]): Goal {
    this.#look(store);
    const { machines } = goal;
    const taken = machines.filter((machine) => this.#isOwn(store, scope, machine)).map(({ namespace, name }) => `${namespace}/${name}`);
    const inUse = found.flatMap(({ code, address }) => (code === "PLAN_MOVE_IN_USE" && address ? [address] : []));
    const isMistaken = (machine: MachineDraft): boolean =>
      inUse.includes(addressOf("ScvmmMachine", machine)) && machine.earlier.some((place) => taken.includes(place));
    if (!machines.some(isMistaken)) return goal;
    return { ...goal, machines: machines.map((machine) => (isMistaken(machine) ? { ...machine, earlier: [] } : machine)) };
  }

  #isOwn(store: Store, scope: string, machine: MachineDraft): boolean {
    const address = addressOf("ScvmmMachine", machine);
    const there = [...store.vms.values()].filter((vm) => {
      const mark = markOf(vm);
      return mark?.scope === scope && mark.address === address;
    });
    return there.length > 0 && there.every(({ ID }) => this.#origins.get(ID) === machine.origin);
  }
}

const keyOf = (scope: string, address: string, name: string): string => `${scope}:${address}:${name.toLowerCase()}`;

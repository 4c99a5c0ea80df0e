import type { Id } from "../inventory.ts";
import type { Task } from "../work.ts";
import type { World } from "../world.ts";
import { MOST_READINGS_UNSEEN } from "./patience.ts";

/**
 * What VMM has made for this change, and said so, but may not show yet: a reading without it would have it made again. Of what is made by a
 * job, or in a place of its own, VMM itself refuses a second one.
 */
export class ShowsLate {
  readonly #made = new Set<Id>();
  #unseen = 0;

  /** What has been done. */
  note(task: Task, objectId: Id | null | undefined): void {
    if (task.kind === "operate" && task.operation.kind === "add-adapter" && objectId) this.#made.add(objectId);
  }

  /** How many readings in a row did not show all of it; 0 where this one does, or where it is waited for no longer. */
  unseenIn({ inventory }: World): number {
    if (this.#made.size === 0) return 0;
    const shown = new Set(inventory.owned.flatMap(({ adapters }) => adapters.map(({ id }) => id)));
    for (const id of this.#made) if (shown.has(id)) this.#made.delete(id);
    if (this.#made.size > 0 && this.#unseen < MOST_READINGS_UNSEEN) return ++this.#unseen;
    this.#made.clear();
    this.#unseen = 0;
    return 0;
  }
}

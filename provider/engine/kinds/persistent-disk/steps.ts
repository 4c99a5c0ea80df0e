import { holdersOf, recordOf } from "../../disk-places.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import { operate } from "../../steps.ts";
import type { World } from "../../world.ts";
import type { PersistentDiskGoal } from "./goal.ts";

/** A disk that a VM has meanwhile is that machine's to look after. */
export function persistentDiskSteps({ fileName, reclaim }: PersistentDiskGoal, { inventory }: World): Steps {
  const record = recordOf(inventory, fileName)?.record;
  if (!record || reclaim === null || record.reclaim === reclaim || holdersOf(inventory, fileName).length > 0) return NO_STEPS;
  return { ...NO_STEPS, steps: [operate({ kind: "record-disk", fileName, record: { ...record, reclaim }, onlyChange: true })] };
}

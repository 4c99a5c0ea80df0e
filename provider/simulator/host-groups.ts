import type { HostGroup } from "./objects/fabric.ts";

/** Whether a host or a group lies in a group, at any depth. */
export function liesIn(group: HostGroup, ancestor: HostGroup): boolean {
  for (let at: HostGroup | null = group; at !== null; at = at.ParentHostGroup) if (at === ancestor) return true;
  return false;
}

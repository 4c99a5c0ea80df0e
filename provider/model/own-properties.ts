import { DATA_DISKS_PROPERTY, DEVICES_PROPERTY, FIRST_START_PROPERTY, MARK_PROPERTY, RESTART_PROPERTY } from "./mark.ts";
import { DISKS_PROPERTY } from "./persistent-disk.ts";
import { PROTECTION_PROPERTY } from "./protection.ts";

/** Custom properties that this tool keeps for itself, in lower case: VMM knows them in any. */
export const OWN_PROPERTIES: ReadonlySet<string> = new Set(
  [MARK_PROPERTY, RESTART_PROPERTY, FIRST_START_PROPERTY, DEVICES_PROPERTY, DATA_DISKS_PROPERTY, DISKS_PROPERTY, PROTECTION_PROPERTY].map(
    (name) => name.toLowerCase(),
  ),
);

import { cloud } from "./cloud.ts";
import type { DataSourceType } from "./data-source-type.ts";
import { hardwareProfile } from "./hardware-profile.ts";
import { hostGroup } from "./host-group.ts";
import { inventory } from "./inventory.ts";
import { ipPool } from "./ip-pool.ts";
import { iso } from "./iso.ts";
import { operatingSystem } from "./operating-system.ts";
import { storageClassification } from "./storage-classification.ts";
import { template } from "./template.ts";
import { virtualMachines } from "./virtual-machines.ts";
import { vmNetwork } from "./vm-network.ts";

/** All of them, by name. */
export const dataSources: readonly DataSourceType[] = [
  cloud,
  hardwareProfile,
  hostGroup,
  inventory,
  ipPool,
  iso,
  operatingSystem,
  storageClassification,
  template,
  virtualMachines,
  vmNetwork,
];

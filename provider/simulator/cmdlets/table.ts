import type { Cmdlet } from "../../batch/cmdlets.ts";
import { adapterCmdlets } from "./adapters.ts";
import { addressCmdlets } from "./addresses.ts";
import { changeCmdlets } from "./change-machine.ts";
import { checkpointCmdlets } from "./checkpoints.ts";
import { createCmdlets } from "./create-machine.ts";
import { customPropertyCmdlets } from "./custom-properties.ts";
import type { CmdletDefinition } from "./definition.ts";
import { diskCmdlets } from "./disks.ts";
import { dvdCmdlets } from "./dvd-drives.ts";
import { fibreChannelCmdlets } from "./fibre-channel.ts";
import { floppyCmdlets } from "./floppy-drives.ts";
import { importCmdlets } from "./import-file.ts";
import { macAddressCmdlets } from "./mac-addresses.ts";
import { moveCmdlets } from "./move-machine.ts";
import { powerCmdlets } from "./power.ts";
import { quotaCmdlets } from "./quotas.ts";
import { ratingCmdlets } from "./ratings.ts";
import { readFabric } from "./read-fabric.ts";
import { readLibrary } from "./read-library.ts";
import { readMachines } from "./read-machines.ts";
import { jobCmdlets } from "./stop-job.ts";
import { templateCmdlets } from "./templates.ts";

/** What every cmdlet that a batch may run does here. */
export const CMDLET_TABLE: Readonly<Record<Cmdlet, CmdletDefinition>> = {
  ...adapterCmdlets,
  ...addressCmdlets,
  ...changeCmdlets,
  ...checkpointCmdlets,
  ...createCmdlets,
  ...customPropertyCmdlets,
  ...diskCmdlets,
  ...dvdCmdlets,
  ...fibreChannelCmdlets,
  ...floppyCmdlets,
  ...importCmdlets,
  ...jobCmdlets,
  ...moveCmdlets,
  ...macAddressCmdlets,
  ...powerCmdlets,
  ...quotaCmdlets,
  ...ratingCmdlets,
  ...readFabric,
  ...readLibrary,
  ...readMachines,
  ...templateCmdlets,
};

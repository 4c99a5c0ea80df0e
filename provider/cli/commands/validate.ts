import { Command } from "commander";
import { count } from "../../report/layout.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, type ManifestFlags } from "../flags.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";
import { demandUserData } from "../user-data.ts";

async function validate(screen: Screen, flags: ManifestFlags) {
  const { manifests, scope } = await loadRun(screen, flags);
  demandUserData(manifests);
  const { providers, namePools, machines, virtualIps, persistentDisks: disks, persistentDiskPools: pools, checkpoints, names } = manifests;
  const kinds = [
    count(providers.length, "ScvmmProvider"),
    count(namePools.length, "ScvmmNamePool"),
    count(machines.length, "ScvmmMachine"),
    count(virtualIps.length, "ScvmmVirtualIP"),
    ...(disks.length > 0 ? [count(disks.length, "ScvmmPersistentDisk")] : []),
    ...(names.length > 0 ? [count(names.length, "ScvmmName")] : []),
    ...(checkpoints.length > 0 ? [count(checkpoints.length, "ScvmmCheckpoint")] : []),
    ...(pools.length > 0 ? [count(pools.length, "ScvmmPersistentDiskPool")] : []),
  ];
  screen.print(`Valid, in scope ${scope}: ${kinds.join(", ")}.\n`);
  return EXIT.ok;
}

export const validateCommand = (run: Runner) =>
  run<ManifestFlags>(addManifestFlags(new Command("validate").description("Check manifests; nothing is contacted"), true), validate);

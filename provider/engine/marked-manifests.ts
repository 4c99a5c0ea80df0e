import type { LoadedCheckpoint, LoadedMachine, LoadedName, LoadedVirtualIp, Manifests } from "../model/manifests.ts";

/** Those of which VMM keeps an object of their own, with their mark. */
export type MarkedManifest = LoadedMachine | LoadedVirtualIp | LoadedCheckpoint | LoadedName;

export const markedManifests = ({ machines, virtualIps, checkpoints, names }: Manifests): readonly MarkedManifest[] => [
  ...machines,
  ...virtualIps,
  ...checkpoints,
  ...names,
];

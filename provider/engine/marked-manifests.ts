import type { LoadedCheckpoint, LoadedMachine, LoadedVirtualIp, Manifests } from "../model/manifests.ts";

/** Those of which VMM keeps an object of their own, with their mark. */
export type MarkedManifest = LoadedMachine | LoadedVirtualIp | LoadedCheckpoint;

export const markedManifests = ({ machines, virtualIps, checkpoints }: Manifests): readonly MarkedManifest[] => [
  ...machines,
  ...virtualIps,
  ...checkpoints,
];

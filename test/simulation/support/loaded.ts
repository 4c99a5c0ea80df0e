import type { LoadedMachine, LoadedName, LoadedVirtualIp } from "../../../provider/model/manifests.ts";
import type { Place } from "./draw-moves.ts";

/** A manifest as it is loaded from another place than the first: under its name there, and with the annotation of where it has been. */
export function at<T extends LoadedMachine | LoadedVirtualIp | LoadedName>(loaded: T, { name, namespace, earlier }: Place): T {
  const annotations = earlier.length > 0 ? { "scvmm-provider/moved-from": earlier.join(", ") } : undefined;
  const { kind, metadata } = loaded.value;
  return {
    ...loaded,
    address: `${kind}/${namespace}/${name}`,
    value: { ...loaded.value, metadata: { ...metadata, name, namespace, annotations } },
  };
}

export const addressOf = (kind: "ScvmmMachine" | "ScvmmVirtualIP" | "ScvmmName", { name, namespace }: Place): string =>
  `${kind}/${namespace}/${name}`;

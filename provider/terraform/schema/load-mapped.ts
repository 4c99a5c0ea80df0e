import type { Diagnostic } from "../../model/diagnostic.ts";
import { loadObjects } from "../../model/load-manifests.ts";
import type { LoadedProvider, Manifests } from "../../model/manifests.ts";
import { API_VERSION } from "../../model/metadata.ts";
import type { MappedManifest } from "./mapping.ts";
import { NAMESPACE, PROVIDER_NAME } from "./names.ts";

export interface LoadedMapped {
  /** Those that no error concerns; all of this one provider. */
  readonly manifests: Manifests;
  /** Paths and addresses as the model has them, without file and line. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Stands for the provider block, which the checks of a resource are not about. */
const STAND_IN = {
  apiVersion: API_VERSION,
  kind: "ScvmmProvider",
  metadata: { name: PROVIDER_NAME, namespace: NAMESPACE },
  spec: { scvmmHost: "vmm" },
};

/** The checks of `scvmm validate` over mapped manifests. The provider is that of an estate; without one there are only diagnostics to take. Pure. */
export function loadMapped(mapped: readonly MappedManifest[], provider?: LoadedProvider): LoadedMapped {
  const objects = mapped.flatMap(({ object, companions = [], secrets = [] }) => [object, ...companions, ...secrets]);
  const { manifests, diagnostics } = loadObjects([STAND_IN, ...objects], "");
  return {
    manifests: provider ? belongingTo(provider, manifests) : manifests,
    diagnostics: diagnostics.map(({ file: _file, line: _line, column: _column, ...said }) => said),
  };
}

/** Whatever kinds there are: what names a provider is of this one. */
function belongingTo(provider: LoadedProvider, manifests: Manifests): Manifests {
  const owned = (one: object) => ("provider" in one ? { ...one, provider: provider.address } : one);
  const lists = Object.entries(manifests).map(([list, all]: [string, readonly object[]]) => [list, all.map(owned)] as const);
  return { ...(Object.fromEntries(lists) as unknown as Manifests), providers: [provider] };
}

import { isVmId, MOVED_FROM, VM_ID } from "../../model/annotations.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { LoadedProvider, Manifests } from "../../model/manifests.ts";
import type { Mark } from "../../model/mark.ts";
import { loadMapped } from "../schema/load-mapped.ts";
import type { MappedManifest, Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";

/** A resource's manifest, ready to be planned. */
export interface OneManifest {
  /** `Kind/namespace/key` */
  readonly address: string;
  readonly mapped: MappedManifest;
  readonly manifests: Manifests;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of the object that a manifest is of. */
export interface Origin {
  readonly id: string | null;
  /** Key that the object is marked with, where that is another. */
  readonly formerKey?: string;
}

export const addressOf = ({ kind, namespace }: Mapping, key: string): string => `${kind}/${namespace}/${key}`;
export const markOf = (mapping: Mapping, scope: string, key: string): Mark => ({ scope, address: addressOf(mapping, key) });

/**
 * The manifest of a configuration or of a state. One whose VM is there needs no template. A disk that outlives its VM is nobody's who is to be
 * destroyed: `destroy` leaves all disks out.
 */
export function manifestOf(
  mapping: Mapping,
  value: ObjectValue,
  key: string,
  provider: LoadedProvider | undefined,
  { id, formerKey }: Origin,
  destroy = false,
): OneManifest {
  const plain = mapping.toManifest(value, key);
  const annotations = {
    ...(id !== null && isVmId(id) && mapping.kind === "ScvmmMachine" && { [VM_ID]: id }),
    ...(formerKey !== undefined && formerKey !== key && { [MOVED_FROM]: formerKey }),
  };
  const { metadata, spec, ...rest } = plain.object as { readonly metadata: object; readonly spec: Readonly<Record<string, unknown>> };
  const { disks, ...others } = spec;
  const object = { ...rest, metadata: { ...metadata, annotations }, spec: destroy ? others : spec };
  const mapped: MappedManifest = { ...plain, object, ...(destroy && { companions: [] }) };
  return { address: addressOf(mapping, key), mapped, ...loadMapped([mapped], provider) };
}

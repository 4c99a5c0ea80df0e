import type { GuestSecrets } from "./guest-secrets.ts";
import type { ScvmmCheckpoint } from "./kinds/checkpoint.ts";
import type { ScvmmMachine } from "./kinds/machine.ts";
import type { ScvmmName } from "./kinds/name.ts";
import type { ScvmmNamePool } from "./kinds/name-pool.ts";
import type { ScvmmPersistentDisk, ScvmmPersistentDiskPool } from "./kinds/persistent-disk.ts";
import type { ScvmmProvider } from "./kinds/provider.ts";
import type { ScvmmVirtualIp } from "./kinds/virtual-ip.ts";
import type { Credential } from "./secret.ts";
import type { UserData } from "./user-data.ts";

/** Where a value stands in what the user wrote: 1-based. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A manifest that has passed every check, with the way back to its text. */
export interface Loaded<T> {
  /** `Kind/namespace/name` */
  readonly address: string;
  readonly value: T;
  /** Place of a path such as `spec.disks[0].size`; of the nearest parent that is there. */
  readonly locate: (path: string) => Place;
}

/**
 * A machine or virtual IP with its references resolved among the manifests. `provider` is the address of its ScvmmProvider
 * (a machine without providerRef takes the only one).
 */
export interface LoadedMachine extends Loaded<ScvmmMachine> {
  readonly provider: string;
  /** Address of the ScvmmNamePool of vmNameFromPool; null where vmName is given (a machine with neither is named as its manifest). */
  readonly namePool: string | null;
  /** cloud-init's user-data, where the manifest names some. */
  readonly userData?: UserData;
  /** What its guest needs of Secrets, where the manifest has a guest. */
  readonly guestSecrets?: GuestSecrets;
}
export interface LoadedVirtualIp extends Loaded<ScvmmVirtualIp> {
  readonly provider: string;
}
export interface LoadedNamePool extends Loaded<ScvmmNamePool> {
  /** Every name of the pool, in order, postfix included. */
  readonly names: readonly string[];
}
export interface LoadedProvider extends Loaded<ScvmmProvider> {
  /** From the Secret manifest that scvmmSecret names, if it is among the manifests. */
  readonly credential: Credential | undefined;
}

/** `provider`: address of the ScvmmProvider that the manifest names; null where it leaves that to the machines. */
export interface LoadedPersistentDisk extends Loaded<ScvmmPersistentDisk> {
  readonly provider: string | null;
}

export interface LoadedPersistentDiskPool extends Loaded<ScvmmPersistentDiskPool> {
  readonly provider: string | null;
}

/** `machine`: address of the ScvmmMachine that it is of; null where spec.vmName or spec.vmId tells the VM. */
export interface LoadedCheckpoint extends Loaded<ScvmmCheckpoint> {
  readonly provider: string;
  readonly machine: string | null;
}

export interface LoadedName extends Loaded<ScvmmName> {
  readonly provider: string;
  /** Every name that it may hold, in order, postfix included. */
  readonly candidates: readonly string[];
}

/** All manifests of one run, each list sorted by address. */
export interface Manifests {
  readonly providers: readonly LoadedProvider[];
  readonly namePools: readonly LoadedNamePool[];
  readonly machines: readonly LoadedMachine[];
  readonly virtualIps: readonly LoadedVirtualIp[];
  readonly persistentDisks: readonly LoadedPersistentDisk[];
  readonly persistentDiskPools: readonly LoadedPersistentDiskPool[];
  readonly checkpoints: readonly LoadedCheckpoint[];
  readonly names: readonly LoadedName[];
}

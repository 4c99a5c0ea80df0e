import type { SecretBytes } from "../model/secret.ts";
import type { Id } from "./inventory.ts";

export type SeedDevice = "dvd" | "floppy" | "scsi" | "ide";

export const isDisk = (device: SeedDevice): device is "scsi" | "ide" => device === "scsi" || device === "ide";

/** Where a seed goes in a VM. A floppy drive is the only one. */
export type SeedPlace =
  | { readonly device: "dvd" | "scsi" | "ide"; readonly bus: number; readonly lun: number }
  | { readonly device: "floppy" };

/** What cloud-init finds on a seed. Machine ids and addresses are known only when the VM is there. */
export interface SeedContent {
  readonly userData: SecretBytes;
  readonly instanceId: string;
  readonly hostname: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly adapters: readonly {
    /** Device inside the guest. */
    readonly name: string;
    readonly macAddress: string | null;
    /** With prefix length. */
    readonly addresses: readonly string[];
    /** Default gateways, one a family at most. */
    readonly gateways: readonly string[];
    readonly nameservers: readonly string[];
    readonly searchDomains: readonly string[];
  }[];
}

/**
 * Bring a seed into the library and attach it to a VM that is off; one that is attached counts as done. Its file is named after
 * the VM, so that what an earlier run left is overwritten.
 */
export interface InsertSeed {
  readonly kind: "insert-seed";
  readonly vmId: Id;
  readonly place: SeedPlace;
  readonly fileSystem: "vfat" | "iso9660";
  /** UNC path of the library's folder. */
  readonly folder: string;
  readonly content: SeedContent;
}

/** Remove a VM's seed from the library, wherever it lies there; the copy beside the VM stays. None counts as done. */
export interface DiscardSeed {
  readonly kind: "discard-seed";
  readonly vmId: Id;
  readonly device: SeedDevice;
}

/** Detach a VM's seed and remove its files, beside the VM and what is left of it in the library, at one go; none counts as done. */
export interface EjectSeed {
  readonly kind: "eject-seed";
  readonly vmId: Id;
  readonly device: SeedDevice;
}

/** Done when the guest has told VMM this host name; busy until then. */
export interface LookForGuest {
  readonly kind: "look-for-guest";
  readonly vmId: Id;
  readonly hostname: string;
}

const SEED_FILE = /^scvmm-seed-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\./i;

/** Id of the VM whose seed a file of this name is. */
export const vmOfSeed = (name: string): Id | null => SEED_FILE.exec(name)?.[1]?.toLowerCase() ?? null;

/** By this name alone a seed is known: in the library, beside a VM, in its drive. */
export const seedFileName = (vmId: Id, extension: string): string => `${SEED_PREFIX}${vmId}.${extension}`;
export const SEED_PREFIX = "scvmm-seed-";

import type { Kind } from "../../model/load/kinds.ts";
import type { Presence } from "./attribute.ts";
import type { Labels } from "./parts/keyed.ts";
import type { SecretShape } from "./parts/secret.ts";
import { naturalOrder } from "./words.ts";

/** Where a field of the vocabulary is not the attribute that follows from it. */
export type Rule =
  /** It is no attribute. */
  | { readonly rule: "left-out"; readonly why: string }
  /** Its fields stand beside it. */
  | { readonly rule: "inline" }
  | { readonly rule: "renamed"; readonly to: string; readonly presence?: Presence; readonly doc?: string }
  /** A map by label in place of a list. */
  | { readonly rule: "keyed"; readonly to: string; readonly labels: Labels; readonly doc: string }
  | { readonly rule: "secret"; readonly shape: SecretShape }
  /** Reference to a manifest of another kind, which comes with it. */
  | { readonly rule: "companion"; readonly kind: Kind; readonly reference: string; readonly doc: string };

const leftOut = (why: string): Rule => ({ rule: "left-out", why });

const BOOT = "boot";
const PLACE = /^[1-9][0-9]*$/;

/**
 * `boot` is the first; a number stands for a disk without a name, which goes by its place among such; any other label is the disk's name. Those
 * without a name come first: a disk that gets its name only now takes the place of one that had none.
 */
const DISK_LABELS: Labels = {
  sort: (labels) => {
    const rank = (label: string): number => (label === BOOT ? 0 : PLACE.test(label) ? 1 : 2);
    return [...labels].sort((a, b) => rank(a) - rank(b) || naturalOrder(a, b));
  },
  labelOf: ({ name }, index) => (index === 0 ? BOOT : typeof name === "string" ? name : String(index)),
  fieldsOf: (label) => (label === BOOT || PLACE.test(label) ? {} : { name: label }),
  ahead: (labels) => (labels.length === 0 || labels[0] === BOOT ? [] : [BOOT]),
};

const DEFAULT_DEVICE = "eth0";

/** The name is written even where it is the default, so that no adapter depends on its place. */
const DEVICE_LABELS: Labels = {
  sort: (labels) => [...labels].sort(naturalOrder),
  labelOf: ({ deviceName }) => (typeof deviceName === "string" && deviceName !== "" ? deviceName : DEFAULT_DEVICE),
  fieldsOf: (label) => ({ deviceName: label }),
};

const NAME = "Name of the VM; the `key` unless it is given. A change needs the VM off.";
const DISKS =
  "Disks by label. `boot` is the template's boot disk, or that of a blank VM; any other label is the name of a data disk, by which it is known from then on: lower-case letters, digits and `-`, beginning with a letter. A number is the place of a disk that has no name, as imported VMs have them. What becomes of one that leaves the map says `removed_disks`.";
const ADAPTERS =
  "Network adapters by device name, such as `eth0`. Where it is given it is whole: an adapter that leaves it is removed, but for those that people have added.";
const PERSISTENT_DISK =
  "Disk that outlives the VM: `persistent_disk = scvmm_persistent_disk.data`. It is detached before the VM is removed, and attached to the next VM that claims it. Size, dynamic and folder are those of that resource.";

const VIRTUAL_MACHINE_ID =
  "VMM's id of the VM that the checkpoint is of: `scvmm_virtual_machine.web.id`. It is taken once that VM is as its configuration says. A change replaces it.";
const VIRTUAL_MACHINE_NAME =
  "Name of the VM, in place of `virtual_machine_id`; it must be unique in VMM. For VMs that are none of Terraform's. A change replaces it.";
const CHECKPOINT_NAME = "Name of the checkpoint, as VMM shows it; made of the `key` unless it is given. A change is made in place.";

const RANGES =
  "Ranges of names, tried in this order. A name that is held stays as long as it is in one of them; a change that leaves it out replaces the resource.";

const USER_DATA = "cloud-init's user-data, that a new VM is started with.";

const PROVIDER_REF = leftOut("The provider block says which VMM.");

/** Every departure, by the path of the field; what has no entry follows from the vocabulary. */
export const RULES: Readonly<Partial<Record<Kind, Readonly<Record<string, Rule>>>>> = {
  ScvmmMachine: {
    "spec.providerRef": PROVIDER_REF,
    "spec.vmName": { rule: "renamed", to: "name", presence: "inherited", doc: NAME },
    "spec.vmNameFromPool": leftOut("A name of a pool is claimed by scvmm_name."),
    "spec.firmware.vtpm": leftOut("No cmdlet of VMM adds one."),
    "spec.disks": { rule: "keyed", to: "disks", labels: DISK_LABELS, doc: DISKS },
    "spec.disks[].name": leftOut("It is the label."),
    "spec.disks[].persistentDisk.pool": leftOut("A disk is a resource of its own, and not taken from a pool."),
    "spec.disks[].persistentDisk": { rule: "companion", kind: "ScvmmPersistentDisk", reference: "disk", doc: PERSISTENT_DISK },
    "spec.networking": { rule: "inline" },
    "spec.networking.domain": { rule: "renamed", to: "dns_domain" },
    "spec.networking.devices": { rule: "keyed", to: "network_adapters", labels: DEVICE_LABELS, doc: ADAPTERS },
    "spec.networking.devices[].deviceName": leftOut("It is the label."),
    "spec.metadata": { rule: "renamed", to: "cloud_init_metadata" },
    "spec.bootstrap": { rule: "inline" },
    "spec.bootstrap.dataSecretName": {
      rule: "secret",
      shape: { name: "user-data", as: "text", texts: [{ key: "value", open: "user_data", hidden: "user_data_wo", doc: USER_DATA }] },
    },
    "spec.bootstrap.userDataFile": leftOut("Terraform reads files by itself: user_data = file(…)."),
    "spec.guest.administratorPasswordSecret": {
      rule: "secret",
      shape: {
        name: "administrator-password",
        as: "mapping",
        texts: [
          {
            key: "password",
            hidden: "administrator_password_wo",
            doc: "Password of the local administrator (Windows) or of root (Linux).",
          },
        ],
      },
    },
    "spec.guest.productKeySecret": {
      rule: "secret",
      shape: {
        name: "product-key",
        as: "mapping",
        texts: [{ key: "productKey", hidden: "product_key_wo", doc: "Product key of a Windows guest." }],
      },
    },
    "spec.guest.domain.accountSecret": {
      rule: "secret",
      shape: {
        name: "domain-account",
        as: "mapping",
        texts: [
          { key: "username", open: "username", required: true, doc: "Account that may join machines." },
          { key: "password", hidden: "password_wo", required: true, doc: "Its password." },
        ],
      },
    },
  },
  ScvmmVirtualIP: {
    "spec.providerRef": PROVIDER_REF,
    "spec.address": { rule: "renamed", to: "address", presence: "inherited" },
  },
  ScvmmPersistentDisk: {
    "spec.providerRef": PROVIDER_REF,
  },
  ScvmmCheckpoint: {
    "spec.providerRef": PROVIDER_REF,
    "spec.machine": leftOut("virtual_machine_id says it, and orders the two."),
    "spec.vmId": { rule: "renamed", to: "virtual_machine_id", doc: VIRTUAL_MACHINE_ID },
    "spec.vmName": { rule: "renamed", to: "virtual_machine_name", doc: VIRTUAL_MACHINE_NAME },
    "spec.name": { rule: "renamed", to: "name", presence: "inherited", doc: CHECKPOINT_NAME },
  },
  ScvmmName: {
    "spec.providerRef": PROVIDER_REF,
    "spec.vmNameFromPool": leftOut("The ranges say it: whose names they are is for Terraform to share."),
    "spec.vmNameRanges": { rule: "renamed", to: "ranges", presence: "required", doc: RANGES },
    "spec.vmNameRanges[].from": { rule: "renamed", to: "from", presence: "required" },
  },
  // No resource, but the provider block.
  ScvmmProvider: {
    "spec.scvmmHost": { rule: "renamed", to: "host" },
    "spec.execHost": leftOut("exec_hosts says it."),
    "spec.scvmmSecret": leftOut("Terraform has no Secrets."),
  },
};

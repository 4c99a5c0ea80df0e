import { COMPUTED } from "./computed.ts";
import { makeMapping } from "./make-mapping.ts";
import type { Mapping } from "./mapping.ts";

/** Every type of resource. */
export const mappings: readonly Mapping[] = [
  makeMapping({
    name: "scvmm_virtual_machine",
    kind: "ScvmmMachine",
    doc: "A virtual machine, made from a VM template or blank from a hardware profile. What the configuration is silent about is left as it is in VMM, and never compared.",
    computed: COMPUTED.ScvmmMachine,
    namedBy: "name",
    notRead: ["spec.powerPolicy", "spec.bootstrap.dataSecretName", "spec.networking.devices.deviceName"],
    madeWith: ["spec.disks.dynamic", "spec.disks.vhDisk", "spec.disks.persistentDisk", "spec.networking.devices.vmNetwork"],
  }),
  makeMapping({
    name: "scvmm_virtual_ip",
    kind: "ScvmmVirtualIP",
    doc: "An address of a VMM static IP pool that is kept for a service, such as a load balancer or a cluster.",
    computed: COMPUTED.ScvmmVirtualIP,
  }),
  makeMapping({
    name: "scvmm_persistent_disk",
    kind: "ScvmmPersistentDisk",
    doc: "A disk that outlives its VM. It is made when a VM first claims it, detached before that VM is removed, and attached to the next one that claims it.",
    computed: COMPUTED.ScvmmPersistentDisk,
  }),
  makeMapping({
    name: "scvmm_name",
    kind: "ScvmmName",
    doc: "A name for a VM, the first free one of ranges. It is held in VMM, where nobody gets the same one twice, whoever asks: another configuration, another tool of this kind, or Kubernetes.",
    computed: COMPUTED.ScvmmName,
    notRead: ["spec.vmNameRanges"],
  }),
  makeMapping({
    name: "scvmm_checkpoint",
    kind: "ScvmmCheckpoint",
    doc: "A checkpoint of a VM, as before a risky change. It is taken when the resource is made, and merged when it is destroyed. It goes with its VM.",
    computed: COMPUTED.ScvmmCheckpoint,
    namedBy: "name",
  }),
];

export const mappingOf = (name: string): Mapping | undefined => mappings.find((one) => one.name === name);

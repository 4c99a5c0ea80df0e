/** Constructs for SCVMM: what the provider has, typed and checked at synthesis, and patterns made of it. */
export * from "./bindings/index.generated.ts";
export { ScvmmCheckpoint, type ScvmmCheckpointProps } from "./checkpoint.ts";
export { ScvmmNamePool, type ScvmmNamePoolProps } from "./name-pool.ts";
export {
  type ControlPlaneNode,
  ScvmmKubernetesControlPlane,
  type ScvmmKubernetesControlPlaneProps,
} from "./patterns/kubernetes-control-plane.ts";
export { type FarmMachine, ScvmmMachineFarm, type ScvmmMachineFarmProps } from "./patterns/machine-farm.ts";
export { ScvmmPersistentDisk, type ScvmmPersistentDiskProps } from "./persistent-disk.ts";
export { ScvmmVirtualIp, type ScvmmVirtualIpProps } from "./virtual-ip.ts";
export { BOOT_DISK, ScvmmVirtualMachine, type ScvmmVirtualMachineProps } from "./virtual-machine.ts";

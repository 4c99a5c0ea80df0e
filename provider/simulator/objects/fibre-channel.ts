import type { Host } from "./fabric.ts";
import type { VirtualMachine } from "./machine.ts";
import type { ClientObject } from "./network.ts";

export interface StorageFabricClassification extends ClientObject {
  readonly $type: "StorageFabricClassification";
  readonly Description: string;
}

/** Each host has its own; those of several hosts may have one name. */
export interface HostFibreChannelVirtualSan extends ClientObject {
  readonly $type: "HostFibreChannelVirtualSAN";
  readonly Description: string;
  readonly VMHost: Host;
}

export interface VirtualFibreChannelAdapter extends ClientObject {
  readonly $type: "VirtualFibreChannelAdapter";
  readonly Description: string;
  VirtualFibreChannelSAN: HostFibreChannelVirtualSan | null;
  StorageFabricClassification: StorageFabricClassification | null;
  readonly $owner: VirtualMachine;
}

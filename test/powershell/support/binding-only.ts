import type { Cmdlet } from "../../../provider/batch/cmdlets.ts";
import type { TypeName, VmmObject } from "../../../provider/simulator/objects/object.ts";
import { tableOf } from "../../../provider/simulator/store.ts";
import { type BoundCall, createVmm, type Vmm } from "../../../provider/simulator/vmm.ts";

type NounOf<C> = C extends `${string}-${infer Noun}` ? Noun : never;

/** What cmdlets of a noun put out. A cmdlet of a new noun does not compile without an entry. */
const TYPES: Readonly<Record<NounOf<Cmdlet>, TypeName>> = {
  SCCloud: "Cloud",
  SCCloudCapacity: "CloudCapacity",
  SCCloudUsage: "CloudUsage",
  SCCustomProperty: "CustomProperty",
  SCCustomPropertyValue: "CustomPropertyValue",
  SCHardwareProfile: "HardwareProfile",
  SCIPAddress: "AllocatedIPAddress",
  SCISO: "ISO",
  SCJob: "Task",
  SCLibraryPhysicalResource: "ISO",
  SCLibraryShare: "LibraryShare",
  SCMACAddress: "AllocatedMACAddress",
  SCMACAddressPool: "MACAddressPool",
  SCOperatingSystem: "OperatingSystem",
  SCPortClassification: "PortClassification",
  SCStaticIPAddressPool: "StaticIPAddressPool",
  SCStorageClassification: "StorageClassification",
  SCStorageFabricClassification: "StorageFabricClassification",
  SCStorageQoSPolicy: "StorageQoSPolicy",
  SCUserRole: "UserRole",
  SCUserRoleQuota: "UserRoleQuota",
  SCVMCheckpoint: "VMCheckpoint",
  SCVMConfiguration: "VMConfiguration",
  SCVMHost: "Host",
  SCVMHostFibreChannelVirtualSAN: "HostFibreChannelVirtualSAN",
  SCVMHostGroup: "HostGroup",
  SCVMHostRating: "HostRating",
  SCVMMServer: "ServerConnection",
  SCVMNetwork: "VMNetwork",
  SCVMSubnet: "VMSubnet",
  SCVMTemplate: "Template",
  SCVirtualDVDDrive: "VirtualDVDDrive",
  SCVirtualDiskDrive: "VirtualDiskDrive",
  SCVirtualFibreChannelAdapter: "VirtualFibreChannelAdapter",
  SCVirtualFloppyDisk: "VirtualFloppyDisk",
  SCVirtualFloppyDrive: "VirtualFloppyDrive",
  SCVirtualHardDisk: "StandaloneVirtualHardDisk",
  SCVirtualMachine: "VM",
  SCVirtualNetworkAdapter: "VirtualNetworkAdapter",
};

/** A VMM that does nothing but tell how its cmdlets were bound: every one finds one object of its noun's type. */
export function bindingOnly(): { readonly vmm: Vmm; readonly bound: BoundCall[] } {
  const vmm = createVmm();
  const bound: BoundCall[] = [];
  const invoke = async (call: BoundCall) => {
    bound.push(call);
    return { objects: [sample(vmm, TYPES[call.cmdlet.replace(/^\w+-/, "") as NounOf<Cmdlet>])], task: null };
  };
  return { vmm: { ...vmm, invoke }, bound };
}

function sample({ world: { store } }: Vmm, type: TypeName): VmmObject {
  const [drive] = store.drives.values();
  if (type === "StandaloneVirtualHardDisk" && drive) return drive.VirtualHardDisk;
  const [first] = tableOf(store, type)?.values() ?? [];
  const [CustomProperty] = store.customProperties.values();
  const [$object] = store.vms.values();
  const [VMHost] = store.hosts.values();
  const rest = { VMHost, Rating: 5, ZeroRatingReasonList: [], Steps: [] };
  // Of a type that nothing has been made of yet, an object whose properties do not matter.
  return (
    first ??
    ({ $type: type, ID: "11111111-2222-3333-4444-555555555555", Name: "one", CustomProperty, $object, ...rest } as unknown as VmmObject)
  );
}

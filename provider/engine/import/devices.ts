import { networkDevice } from "../../model/kinds/network-device.ts";
import type { Json } from "../../model/plan.ts";
import { formatQuantity } from "../../model/quantity.ts";
import type { Finder } from "../finder.ts";
import type { LiveDisk, VmDetails } from "../inventory.ts";
import type { LiveAdapter } from "../inventory-network.ts";
import type { ProviderView } from "../kind.ts";
import { readDeviceRecord } from "../kinds/machine/device-record.ts";
import { nameOf } from "../kinds/machine/match-disks.ts";
import { serves } from "../kinds/machine/resolve-adapter.ts";
import { fileName } from "../text.ts";
import { fieldsOf, type Note, writable } from "./written.ts";

export const finds = <T>(finder: Finder<T>, name: string | null): name is string => name !== null && "object" in finder(name);

/** As it is found again: by one object alone. */
function known<T>(finder: Finder<T>, name: string | null, path: string, note: Note): string | undefined {
  if (name === null || finds(finder, name)) return name ?? undefined;
  note(path, `"${name}" does not name one object of VMM`);
  return undefined;
}

export function disksOf({ disks }: VmDetails, { finders }: ProviderView, note: Note): Json | undefined {
  if (disks.length === 0) return undefined;
  const physical = disks.findIndex((disk, index) => index > 0 && disk.sizeBytes === 0);
  if (physical > 0) {
    note("spec.disks", `disk ${physical} is a physical one, whose size VMM does not tell`);
    return undefined;
  }
  const names = disks.map((disk, index) => (index > 0 ? nameOf(disk) : null));
  const isUnique = (name: string | null): name is string =>
    name !== null && name.length <= 32 && names.filter((one) => one === name).length === 1;
  return disks.map((disk, index) => {
    const at = `spec.disks[${index}]`;
    const name = names[index] ?? null;
    return { ...(isUnique(name) ? { name } : {}), ...diskFields(disk), ...policyOf(disk, at, finders, note) };
  });
}

function diskFields({ sizeBytes, dynamic, volumeType, iopsMaximum }: LiveDisk) {
  return fieldsOf({
    size: sizeBytes > 0 ? formatQuantity(sizeBytes) : undefined,
    dynamic: dynamic || sizeBytes === 0 ? undefined : false,
    volumeType: ["Boot", "System", "BootAndSystem"].includes(volumeType) ? volumeType : undefined,
    iopsMaximum: iopsMaximum ? String(iopsMaximum) : undefined,
  });
}

const policyOf = ({ storageQoSPolicy }: LiveDisk, at: string, finders: ProviderView["finders"], note: Note) =>
  fieldsOf({ storageQoSPolicy: known(finders.storageQoSPolicy, storageQoSPolicy, `${at}.storageQoSPolicy`, note) });

/** All adapters or none: which is which is told by their order, as long as VMM keeps no names of them. */
export function adaptersOf(vm: VmDetails, view: ProviderView, note: Note): Json | undefined {
  const names = new Map([...(readDeviceRecord(vm)?.devices ?? [])].map(([device, id]) => [id, device]));
  const adapters = names.size > 0 ? vm.adapters.filter(({ id }) => names.has(id)) : vm.adapters;
  const stray = adapters.find(({ vmNetwork }) => !finds(view.finders.vmNetwork, vmNetwork));
  if (stray) {
    const why =
      stray.vmNetwork === null ? "is connected to no VM network" : `is on "${stray.vmNetwork}", which does not name one VM network`;
    note("spec.networking.devices", `the adapter in slot ${stray.slot} ${why}`);
    return undefined;
  }
  if (adapters.length === 0) return undefined;
  return adapters.map((adapter, index) => deviceOf(adapter, names.get(adapter.id) ?? `eth${index}`, index, view, note));
}

function deviceOf(adapter: LiveAdapter, deviceName: string, index: number, view: ProviderView, note: Note): Json {
  const at = `spec.networking.devices[${index}]`;
  const found = view.finders.vmNetwork(adapter.vmNetwork ?? "");
  const network = "object" in found ? found.object : null;
  const isListed = network?.isolation !== "VLANNetwork" || network.subnets.some(({ vlans }) => vlans.includes(adapter.vlan));
  const plain = {
    deviceName,
    vmNetwork: adapter.vmNetwork,
    vmSubnet: (network?.subnets.length ?? 0) > 1 ? adapter.vmSubnet : null,
    vlan: adapter.vlan > 0 && isListed ? adapter.vlan : null,
    portClassification: known(view.finders.portClassification, adapter.portClassification, `${at}.portClassification`, note) ?? null,
    macAddress: adapter.macAddressType === "Static" ? adapter.macAddress : null,
    macAddressSpoofing: adapter.macAddressSpoofing || null,
    vmNetworkOptimization: adapter.vmNetworkOptimization || null,
    guestIPNetworkVirtualizationUpdates: adapter.guestIPNetworkVirtualizationUpdates || null,
  };
  return { ...writable(networkDevice.shape, plain, at, note), ...addressesOf(adapter, at, view, note) };
}

/** What pools have granted; an address that people typed into the guest is nothing that VMM manages. */
function addressesOf(adapter: LiveAdapter, at: string, { world, finders }: ProviderView, note: Note) {
  const grants = (world.grantsByHolder.get(adapter.id) ?? []).filter(({ mark }) => mark === undefined);
  const network = finders.vmNetwork(adapter.vmNetwork ?? "");
  const pools = [...new Set(grants.map(({ poolId }) => poolId))].flatMap((id) => world.poolsById.get(id) ?? []);
  const isGood = pools.every((pool) => finds(finders.pool, pool.name) && "object" in network && serves(pool, network.object));
  if (!isGood)
    note(
      `${at}.staticIPAddressPools`,
      `the pools ${pools.map(({ name }) => `"${name}"`).join(", ")} are not of the adapter's network, or their names not unique`,
    );
  if (!isGood || pools.length === 0) return undefined;
  return { staticIPAddressPools: pools.map(({ name }) => name), ipAddresses: grants.map(({ address }) => address) };
}

export function dvdDriveOf({ dvdDrives: [drive] }: VmDetails, { finders }: ProviderView, note: Note): Json | undefined {
  if (!drive?.isoPath) return undefined;
  const iso = known(finders.iso, fileName(drive.isoPath), "spec.dvdDrive.iso", note);
  return iso === undefined ? undefined : { iso };
}

export function fibreChannelOf({ fibreChannel }: VmDetails, { finders }: ProviderView, note: Note): Json | undefined {
  if (fibreChannel.length === 0) return undefined;
  return fibreChannel.map(({ virtualSan, storageFabricClassification }, index) => {
    const at = `spec.fibreChannel[${index}]`;
    const classification = known(
      finders.storageFabricClassification,
      storageFabricClassification,
      `${at}.storageFabricClassification`,
      note,
    );
    return (
      fieldsOf({
        virtualSAN: known(finders.virtualSan, virtualSan, `${at}.virtualSAN`, note),
        storageFabricClassification: classification,
      }) ?? {}
    );
  });
}

import { isIP } from "node:net";
import * as z from "zod";
import { field } from "../field.ts";
import { optionalText } from "../metadata.ts";

/**
 * One spelling for one address: IPv6 as .NET and RFC 5952 write it. Undefined for what is none; a prefix length is dropped.
 */
export function canonicalAddress(text: string): string | undefined {
  const [address = "", prefix, ...more] = text.trim().split("/");
  const family = address.includes("%") ? 0 : isIP(address);
  if (family === 0 || more.length > 0) return undefined;
  if (prefix !== undefined && (!/^[0-9]{1,3}$/.test(prefix) || Number(prefix) > (family === 4 ? 32 : 128))) return undefined;
  return family === 4 ? address : new URL(`http://[${address}]`).hostname.slice(1, -1);
}

const ADDRESS_RULE = "expected an IPv4 or IPv6 address such as 10.0.0.5, 10.0.0.5/24 or fd00::5";

/** Controllers write addresses with their prefix length; VMM knows that from the pool, so it is dropped. */
export const ipAddress = z
  .string()
  .refine((text) => canonicalAddress(text) !== undefined, { error: ADDRESS_RULE })
  .transform((text) => canonicalAddress(text) ?? text);

const MAC = /^[0-9A-Fa-f]{2}([:-]?)(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}$/;

/** Colons and upper case, as VMM shows it. All zeros are VMM's sign for any address, and a group address is no adapter's. */
export const macAddress = z
  .string()
  .refine((text) => MAC.test(text) && !/^[0:-]+$/.test(text) && (Number.parseInt(text.slice(0, 2), 16) & 1) === 0, {
    error: "expected the MAC address of one adapter such as 00:1D:D8:B7:1C:05",
  })
  .transform((text) => (text.replaceAll(/[:-]/g, "").toUpperCase().match(/../g) ?? []).join(":"));

export const DEFAULT_DEVICE = "eth0";

const deviceName = z
  .string()
  .max(64)
  .transform((text) => (text === "" ? DEFAULT_DEVICE : text))
  .default(DEFAULT_DEVICE);

/**
 * A network adapter. Its identity is `deviceName`, which VMM keeps with the machine, so that the order of devices means
 * nothing. SR-IOV is no field: VMM gives it by the port profile that a classification stands for (scvmm-domain 2.7).
 */
export const networkDevice = z.strictObject({
  vmNetwork: field(z.string().min(1), { doc: "VM network that the adapter is connected to.", policy: "in-place" }),
  vmSubnet: field(optionalText, {
    doc: "Subnet of the VM network, for one that has several; else that of the VLAN, of the pool, or the first by name.",
    policy: "in-place",
  }),
  deviceName: field(deviceName, {
    doc: "Name of the device inside the guest and identity of the adapter; unique in the machine. One that leaves the manifest is removed. Adapters come and go while a machine of generation 2 runs, unless a new one is given addresses or a MAC address.",
    policy: "hot-or-off",
  }),
  vlan: field(z.int().min(0).max(4094).optional(), {
    doc: "VLAN of the adapter; 0 switches tagging off. Left out, it follows from the subnet.",
    policy: "in-place",
  }),
  portClassification: field(optionalText, {
    doc: "Port classification; with it come SR-IOV, bandwidth and guards against rogue DHCP and routers.",
    policy: "in-place",
  }),
  macAddressType: field(z.enum(["Dynamic", "Static"]).optional(), {
    doc: "Dynamic: Hyper-V chooses at each first start; Static: VMM gives one of its pool, or what macAddress says.",
    policy: "power-off",
  }),
  macAddress: field(macAddress.optional(), { doc: "Static MAC address of the adapter.", policy: "power-off" }),
  macAddressPool: field(optionalText, { doc: "VMM MAC pool that grants the static MAC address.", policy: "power-off" }),
  macAddressSpoofing: field(z.boolean().optional(), {
    doc: "Whether the guest may send from other MAC addresses, as nested virtualization and load balancers do.",
    policy: "power-off",
  }),
  vmNetworkOptimization: field(z.boolean().optional(), { doc: "Offer virtual machine queues to the adapter.", policy: "power-off" }),
  guestIPNetworkVirtualizationUpdates: field(z.boolean().optional(), {
    doc: "Let the guest tell a virtualized network of addresses that it takes itself.",
    policy: "power-off",
  }),
  staticIPAddressPools: field(z.array(z.string().min(1)).optional(), {
    doc: "VMM static IP pools, IPv4 or IPv6; each grants one address, or those of ipAddresses that it holds. An empty list: dynamic addresses. From dynamic addresses to static ones or back needs the machine off.",
    policy: "hot-or-off",
  }),
  ipAddresses: field(z.array(ipAddress).optional(), {
    doc: "IPv4 and IPv6 addresses of the adapter, from VMM pools of its network; a prefix length is accepted and not read. From dynamic addresses to static ones or back needs the machine off.",
    policy: "hot-or-off",
  }),
  gateway: field(optionalText, { doc: "Default gateway of the guest; left out, that of the pool.", policy: "create-only" }),
  nameservers: field(z.array(z.string()).optional(), {
    doc: "Name servers of the guest; left out, those of the pool.",
    policy: "create-only",
  }),
  searchDomains: field(z.array(z.string()).optional(), {
    doc: "DNS search domains of the guest; left out, those of the pool.",
    policy: "create-only",
  }),
  addressesFromPools: field(z.array(z.strictObject({ apiGroup: z.string().optional(), kind: z.string(), name: z.string() })).optional(), {
    doc: "Cluster API IPAM pools.",
    unsupported: true,
  }),
});

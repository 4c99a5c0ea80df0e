import { stringify } from "yaml";
import type { ImageFile } from "./image-file.ts";

/** What cloud-init's data source NoCloud finds on a volume of this label. */
export const SEED_LABEL = "cidata";

export interface NoCloud {
  /** As written: `#cloud-config`, a script, MIME parts; cloud-init tells by its start. */
  readonly userData: Uint8Array;
  /** cloud-init runs what it runs once an instance again when this changes. */
  readonly instanceId: string;
  readonly hostname: string;
  /** Further keys of meta-data; they win over the two above, as the forerunner has it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Empty: cloud-init does as its image is set, DHCP on the first adapter as a rule. */
  readonly adapters: readonly SeedAdapter[];
}

export interface SeedAdapter {
  /** Name of the device inside the guest, e.g. `eth0`. */
  readonly name: string;
  /** Six pairs of hex digits. null: not known; the device is found by its name. */
  readonly macAddress: string | null;
  /** With prefix length, e.g. `10.0.0.5/24`; no IPv4 address: DHCP for it. */
  readonly addresses: readonly string[];
  /** Default gateways, one a family at most. */
  readonly gateways: readonly string[];
  readonly nameservers: readonly string[];
  readonly searchDomains: readonly string[];
}

/** The files of a NoCloud seed. Pure. */
export function noCloudFiles(seed: NoCloud): readonly ImageFile[] {
  const metadata = { "instance-id": seed.instanceId, "local-hostname": seed.hostname, ...seed.metadata };
  const files = [
    { name: "meta-data", content: yaml(metadata) },
    { name: "user-data", content: seed.userData },
  ];
  return seed.adapters.length === 0 ? files : [...files, { name: "network-config", content: yaml(networkConfig(seed.adapters)) }];
}

/** Network configuration, version 2. */
function networkConfig(adapters: readonly SeedAdapter[]): object {
  return { version: 2, ethernets: Object.fromEntries(adapters.map((adapter) => [adapter.name, ethernet(adapter)])) };
}

function ethernet({ name, macAddress, addresses, gateways, nameservers, searchDomains }: SeedAdapter): object {
  const names = {
    ...(nameservers.length > 0 && { addresses: nameservers }),
    ...(searchDomains.length > 0 && { search: searchDomains }),
  };
  return {
    ...(macAddress !== null && { match: { macaddress: macAddress.replaceAll("-", ":").toLowerCase() }, "set-name": name }),
    dhcp4: addresses.every(isVersion6),
    ...(addresses.length > 0 && { addresses }),
    ...defaultRoutes(gateways),
    ...(Object.keys(names).length > 0 && { nameservers: names }),
  };
}

/**
 * A route, since netplan warns of `gateway4`, and to no `default`, which other renderers do not know; but `gateway6`, since cloud-init 22
 * takes `::/0` for `::/64`.
 */
function defaultRoutes(gateways: readonly string[]): object {
  const routes = gateways.filter((via) => !isVersion6(via)).map((via) => ({ to: "0.0.0.0/0", via }));
  const gateway6 = gateways.find(isVersion6);
  return { ...(routes.length > 0 && { routes }), ...(gateway6 !== undefined && { gateway6 }) };
}

const isVersion6 = (address: string): boolean => address.includes(":");

/** cloud-init reads YAML 1.1, where a bare `yes`, `1:30` or `2001-02-03` is no text. */
function yaml(value: object): Buffer {
  return Buffer.from(stringify(value, { version: "1.1", defaultStringType: "QUOTE_DOUBLE", defaultKeyType: "PLAIN", lineWidth: 0 }));
}

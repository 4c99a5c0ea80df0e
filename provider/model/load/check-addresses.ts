import type { Diagnostic } from "../diagnostic.ts";
import { canonicalAddress, ipAddress, macAddress } from "../kinds/network-device.ts";
import { countAt, type Draft, diagnose, isGiven, ofKind, read } from "./draft.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";
import type { References } from "./resolve-references.ts";

interface Wish {
  readonly draft: Draft;
  readonly path: ManifestPath;
  readonly address: string;
  /** Where an address is one: a VM network, a pool or, for MAC addresses, the whole of one provider. */
  readonly realm: string;
}

/** IP addresses that two manifests, or two adapters, want in one VM network; two virtual IPs in one pool; MAC addresses in one VMM. */
export function checkAddresses(drafts: readonly Draft[], references: References): readonly Diagnostic[] {
  const first = new Map<string, Wish>();
  return wishesOf(drafts, references).flatMap((wish) => {
    const key = JSON.stringify([wish.realm, wish.address]);
    const earlier = first.get(key);
    if (!earlier) {
      first.set(key, wish);
      return [];
    }
    // A manifest that is given twice is reported as such.
    return earlier.draft !== wish.draft && earlier.draft.address === wish.draft.address ? [] : [twice(wish, earlier)];
  });
}

function wishesOf(drafts: readonly Draft[], references: References): readonly Wish[] {
  const machines = ofKind(drafts, "ScvmmMachine").flatMap((draft) => machineWishes(draft, references.providers.get(draft)));
  const virtualIps = ofKind(drafts, "ScvmmVirtualIP").flatMap((draft): readonly Wish[] => {
    const path: ManifestPath = ["spec", "address"];
    const address = valueAt(draft.source.value, path);
    const pool = valueAt(draft.source.value, ["spec", "pool"]);
    const provider = references.providers.get(draft);
    if (typeof address !== "string" || typeof pool !== "string" || provider === undefined) return [];
    return [{ draft, path, address: canonicalAddress(address) ?? address.toLowerCase(), realm: `${provider} pool ${pool.toLowerCase()}` }];
  });
  return [...machines, ...virtualIps];
}

function machineWishes(draft: Draft, provider: string | undefined): readonly Wish[] {
  if (provider === undefined) return [];
  const devices: ManifestPath = ["spec", "networking", "devices"];
  const wishes: Wish[] = [];
  for (let device = 0; device < countAt(draft, devices); device++) {
    const network = valueAt(draft.source.value, [...devices, device, "vmNetwork"]);
    const addresses: ManifestPath = [...devices, device, "ipAddresses"];
    for (let index = 0; index < countAt(draft, addresses); index++) {
      const path: ManifestPath = [...addresses, index];
      const address = read(draft, path, ipAddress);
      if (address === undefined || typeof network !== "string") continue;
      wishes.push({ draft, path, address, realm: `${provider} network ${network.toLowerCase()}` });
    }
    const path: ManifestPath = [...devices, device, "macAddress"];
    const mac = isGiven(draft, path) ? read(draft, path, macAddress) : undefined;
    if (mac !== undefined) wishes.push({ draft, path, address: mac, realm: `${provider} MAC` });
  }
  return wishes;
}

function twice({ draft, path, address }: Wish, earlier: Wish): Diagnostic {
  const { file, line } = earlier.draft.source.locate(earlier.path);
  return diagnose(draft, path, {
    code: "MANIFEST_DUPLICATE_IP_ADDRESS",
    severity: "error",
    summary: `The address ${address} is wanted twice`,
    detail: `First by ${earlier.draft.address}, ${formatPath(earlier.path)}, at ${file}:${line}.`,
    hint: "Give one of the two another address, or let VMM choose one from a pool.",
  });
}

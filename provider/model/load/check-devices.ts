import type { Diagnostic } from "../diagnostic.ts";
import { canonicalAddress, DEFAULT_DEVICE } from "../kinds/network-device.ts";
import { countAt, type Draft, diagnose, isGiven } from "./draft.ts";
import { formatPath, type ManifestPath, valueAt } from "./manifest-path.ts";

type Machine = Draft<"ScvmmMachine">;

const DEVICES: ManifestPath = ["spec", "networking", "devices"];

/** What the fields of network adapters have to do with each other, and addresses that only the guest reads. */
export function checkDevices(machine: Machine): readonly Diagnostic[] {
  const devices = Array.from({ length: countAt(machine, DEVICES) }, (_, index): ManifestPath => [...DEVICES, index]);
  return [...checkNames(machine), ...devices.flatMap((device) => [...checkMac(machine, device), ...checkGuest(machine, device)])];
}

function checkNames(machine: Machine): readonly Diagnostic[] {
  const first = new Map<string, number>();
  const found: Diagnostic[] = [];
  for (let index = 0; index < countAt(machine, DEVICES); index++) {
    const path: ManifestPath = [...DEVICES, index, "deviceName"];
    const name = isGiven(machine, path) ? valueAt(machine.source.value, path) : DEFAULT_DEVICE;
    if (typeof name !== "string") continue;
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    else {
      const defaulted = isGiven(machine, path) ? "" : ` A device without deviceName is called ${DEFAULT_DEVICE}.`;
      const summary = "Two network adapters have one deviceName";
      const detail = `${formatPath([...DEVICES, earlier])} is called ${name} already.${defaulted}`;
      found.push(
        diagnose(machine, path, {
          code: "MANIFEST_DEVICE_NAME",
          severity: "error",
          summary,
          detail,
          hint: `Add deviceName: eth${index}.`,
        }),
      );
    }
  }
  return found;
}

/** An address, or a pool of them, makes a MAC address static; both at once cannot be meant. */
function checkMac(machine: Machine, device: ManifestPath): readonly Diagnostic[] {
  const given = ["macAddress", "macAddressPool"].filter((name) => isGiven(machine, [...device, name]));
  const report = (name: string, summary: string, detail: string, hint: string) => [
    diagnose(machine, [...device, name], { code: "MANIFEST_MAC_ADDRESS", severity: "error", summary, detail, hint }),
  ];
  const [first, second] = given;
  if (second !== undefined)
    return report(
      second,
      "The MAC address is asked for twice",
      "macAddress is the address itself, macAddressPool has VMM choose one.",
      "Remove one of the two.",
    );
  if (first === undefined || valueAt(machine.source.value, [...device, "macAddressType"]) !== "Dynamic") return [];
  return report(
    first,
    "A dynamic MAC address cannot be chosen",
    "With macAddressType Dynamic Hyper-V chooses it.",
    "Remove macAddressType, or make it Static.",
  );
}

function checkGuest(machine: Machine, device: ManifestPath): readonly Diagnostic[] {
  const servers: ManifestPath = [...device, "nameservers"];
  const paths: ManifestPath[] = [
    [...device, "gateway"],
    ...Array.from({ length: countAt(machine, servers) }, (_, index) => [...servers, index]),
  ];
  return paths.flatMap((path) => {
    const text = valueAt(machine.source.value, path);
    if (typeof text !== "string" || text === "" || (!text.includes("/") && canonicalAddress(text) !== undefined)) return [];
    const summary = `${formatPath(path)} is no IP address`;
    const hint = "Write an address such as 10.0.0.1 or fd00::1, without a prefix length.";
    return [diagnose(machine, path, { code: "MANIFEST_NO_ADDRESS", severity: "error", summary, detail: `It is "${text}".`, hint })];
  });
}

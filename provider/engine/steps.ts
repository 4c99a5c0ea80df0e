import type { MaintenanceWindow } from "../model/maintenance-window.ts";
import { parseDiskFileName } from "../model/persistent-disk.ts";
import { formatQuantity } from "../model/quantity.ts";
import { baseName } from "./disk-files.ts";
import type { Id } from "./inventory.ts";
import type { Operation, RepairMachine } from "./operation.ts";
import type { AttachDisk } from "./operation-persistent-disk.ts";
import type { LookForGuest } from "./operation-seed.ts";
import { fileName } from "./text.ts";
import type { Hook, Step } from "./work.ts";

/** What people call it: the name in its manifest. */
const diskNamed = (file: string): string => parseDiskFileName(baseName(file))?.disk ?? fileName(file);

type Labels = { readonly [K in Operation["kind"]]: (operation: Extract<Operation, { kind: K }>) => string };

const STOPS = { shutdown: "shut VM down", force: "turn VM off", discard: "discard the saved state" } as const;

const labels: Labels = {
  "define-property": ({ name }) => `define custom property ${name}`,
  "create-machine": ({ name }) => `create VM ${name}`,
  "set-machine": ({ set }) => `set ${Object.keys(set).sort().join(", ")}`,
  "set-custom-property": ({ name, value }) => `${value === null ? "clear" : "set"} custom property ${name}`,
  "mark-machine": ({ mark, from }) => `${from ? "move" : "adopt"} VM as ${mark.address}`,
  "add-adapter": ({ device }) => `add network adapter ${device}`,
  "set-adapter": ({ device }) => `set network adapter ${device}`,
  "remove-adapter": ({ device }) => `remove network adapter ${device}`,
  "add-disk": ({ bus, lun, content }) =>
    `add disk SCSI ${bus}:${lun} ${"sizeBytes" in content ? `of ${formatQuantity(content.sizeBytes)}` : "as a copy from the library"}`,
  "expand-disk": ({ sizeBytes }) => `grow disk to ${formatQuantity(sizeBytes)}`,
  "set-disk": ({ set }) =>
    "iopsMaximum" in set
      ? `limit disk to ${set.iopsMaximum} I/Os a second`
      : `set ${"volumeType" in set ? "volume type" : "QoS policy"} of disk`,
  "remove-disk": () => "remove disk",
  "drop-disk": ({ path, keepFile }) => (keepFile ? `detach ${fileName(path)} and keep it` : `delete disk ${fileName(path)}`),
  "record-disk": ({ fileName: name }) => `write down where disk ${diskNamed(name)} is`,
  "detach-disk": ({ path }) => `detach disk ${diskNamed(path)} and keep its file`,
  "attach-disk": ({ bus, lun, path }) => `attach disk ${diskNamed(path)} as SCSI ${bus}:${lun}`,
  "create-carrier": () => "make a VM that the file can be deleted with",
  "forget-disk": ({ fileName: name, because }) =>
    `remove the record of disk ${diskNamed(name)}${because === "doomed" ? ", which is to be deleted" : ""}`,
  "discard-record": ({ fileName: name }) => `remove the record of disk ${diskNamed(name)}, whose file is gone`,
  "attach-iso": ({ isoPath }) => `mount ${fileName(isoPath)}`,
  "detach-iso": () => "empty DVD drive",
  "remove-iso-copy": ({ fileName }) => `remove the host's copy of ${fileName}`,
  "add-fibre-channel": () => "add fibre channel adapter",
  "set-fibre-channel": () => "connect fibre channel adapter",
  "remove-fibre-channel": () => "remove fibre channel adapter",
  "insert-seed": ({ place }) => `attach cloud-init data as ${place.device}`,
  "discard-seed": () => "take cloud-init data out of the library",
  "eject-seed": () => "detach and remove cloud-init data",
  "look-for-guest": ({ hostname }) => `wait for guest ${hostname}`,
  "migrate-machine": () => "move VM to the best-rated host",
  "start-machine": () => "start VM",
  "stop-machine": ({ how }) => STOPS[how],
  "repair-machine": () => "have VMM repair the creation",
  "stop-job": () => "give up VMM's job",
  "remove-machine": () => "remove VM",
  "remove-template": () => "remove the temporary template",
  "grant-address": ({ address }) => (address === null ? "take an address of the pool" : `take address ${address}`),
  "describe-address": () => "set description of address",
  "revoke-address": () => "return address to its pool",
  "create-checkpoint": ({ name }) => `take checkpoint ${name}`,
  "set-checkpoint": () => "set name and description of checkpoint",
  "remove-checkpoint": () => "remove checkpoint",
  "claim-name": ({ names: [first] }) => `claim the name ${first}, or the next free one`,
  "mark-name": ({ name, mark }) => `move the claim of ${name} to ${mark.address}`,
  "release-name": ({ name }) => `give the name ${name} free`,
};

export function operate(operation: Operation): Step {
  const label = labels[operation.kind] as (operation: Operation) => string;
  return { label: label(operation), task: { kind: "operate", operation } };
}

export const runHook = (hook: Hook): Step => ({ label: `run ${hook.point}`, task: { kind: "run-hook", hook } });
export const awaitJob = (jobId: string): Step => ({ label: "wait for the job that is under way", task: { kind: "await-job", jobId } });
export const awaitGuest = (look: LookForGuest, confirmed: readonly Step[]): Step => ({
  label: labels["look-for-guest"](look),
  task: { kind: "await-guest", look, confirmed },
});
export const shutDown = (vmId: Id, how: Omit<Extract<Step["task"], { kind: "shut-down" }>, "kind" | "vmId">): Step => ({
  label: STOPS.shutdown,
  task: { kind: "shut-down", vmId, ...how },
});
export const repair = (operation: RepairMachine): Step => ({
  label: labels["repair-machine"](operation),
  task: { kind: "repair", operation },
});
export const attachIfThere = (operation: AttachDisk): Step => ({
  label: labels["attach-disk"](operation),
  task: { kind: "attach-if-there", operation },
});
export const checkWindow = (window: MaintenanceWindow): Step => ({
  label: "look at the maintenance window",
  task: { kind: "check-window", window },
});
export const reRead: Step = { label: "read what VMM has made", task: { kind: "re-read" } };

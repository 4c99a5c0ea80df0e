import { randomUUID } from "node:crypto";
import type { Operation, OperationKind } from "../../engine/operation.ts";
import { addAdapter } from "./add-adapter.ts";
import { describeAddress, grantAddress, revokeAddress } from "./addresses.ts";
import type { Carrier, Step } from "./carrier.ts";
import { createCheckpoint, removeCheckpoint, setCheckpoint } from "./checkpoints.ts";
import { createMachine } from "./create-machine.ts";
import { defineProperty, setCustomProperty } from "./custom-properties.ts";
import { addDisk, expandDisk, removeDisk, setDisk } from "./disks.ts";
import { dropDisk } from "./drop-disk.ts";
import { attachIso, detachIso, removeIsoCopy } from "./dvd-drives.ts";
import { addFibreChannel, removeFibreChannel, setFibreChannel } from "./fibre-channel.ts";
import { markMachine } from "./mark-machine.ts";
import { migrateMachine } from "./migrate-machine.ts";
import { claimName, markName, releaseName } from "./names.ts";
import { attachDisk, createCarrier, detachDisk, discardRecord, forgetDisk, recordDisk } from "./persistent-disks.ts";
import { startMachine, stopJob, stopMachine } from "./power.ts";
import { removeAdapter } from "./remove-adapter.ts";
import { removeMachine } from "./remove-machine.ts";
import { removeTemplate } from "./remove-template.ts";
import { repairMachine } from "./repair-machine.ts";
import { discardSeed, ejectSeed, insertSeed, lookForGuest } from "./seed.ts";
import { setAdapter } from "./set-adapter.ts";
import { setMachine } from "./set-machine.ts";

type OperationOf<K extends OperationKind> = Extract<Operation, { readonly kind: K }>;

/** A kind without an entry does not compile. */
const CARRIERS: { readonly [K in OperationKind]: Carrier<OperationOf<K>> } = {
  "define-property": defineProperty,
  "create-machine": createMachine,
  "set-machine": setMachine,
  "set-custom-property": setCustomProperty,
  "mark-machine": markMachine,
  "add-adapter": addAdapter,
  "set-adapter": setAdapter,
  "remove-adapter": removeAdapter,
  "add-disk": addDisk,
  "expand-disk": expandDisk,
  "set-disk": setDisk,
  "remove-disk": removeDisk,
  "drop-disk": dropDisk,
  "record-disk": recordDisk,
  "detach-disk": detachDisk,
  "attach-disk": attachDisk,
  "forget-disk": forgetDisk,
  "discard-record": discardRecord,
  "create-carrier": createCarrier,
  "attach-iso": attachIso,
  "detach-iso": detachIso,
  "remove-iso-copy": removeIsoCopy,
  "add-fibre-channel": addFibreChannel,
  "set-fibre-channel": setFibreChannel,
  "remove-fibre-channel": removeFibreChannel,
  "insert-seed": insertSeed,
  "discard-seed": discardSeed,
  "eject-seed": ejectSeed,
  "look-for-guest": lookForGuest,
  "migrate-machine": migrateMachine,
  "start-machine": startMachine,
  "stop-machine": stopMachine,
  "stop-job": stopJob,
  "repair-machine": repairMachine,
  "remove-machine": removeMachine,
  "remove-template": removeTemplate,
  "grant-address": grantAddress,
  "describe-address": describeAddress,
  "revoke-address": revokeAddress,
  "create-checkpoint": createCheckpoint,
  "set-checkpoint": setCheckpoint,
  "remove-checkpoint": removeCheckpoint,
  "claim-name": claimName,
  "mark-name": markName,
  "release-name": releaseName,
};

/** The first batch of an operation. Throws DiagnosticError for values that VMM does not accept. */
export function firstStep(operation: Operation, newId: () => string = randomUUID): Step {
  return (CARRIERS[operation.kind] as Carrier<Operation>)(operation, newId);
}

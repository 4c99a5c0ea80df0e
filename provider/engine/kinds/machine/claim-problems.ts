import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine, LoadedPersistentDiskPool } from "../../../model/manifests.ts";
import { isOfPool } from "../../disk-manifests.ts";
import { type AttachedDisk, holdersOf, knownDisks } from "../../disk-places.ts";
import type { Planning } from "../../kind.ts";
import { listed } from "../../text.ts";
import type { Candidate } from "./candidate.ts";

export function diskUnknown(disk: string): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK_UNKNOWN",
    severity: "error",
    summary: `there is no manifest of the persistent disk ${disk}`,
    hint: "Add a ScvmmPersistentDisk of this name in the namespace of the machine.",
  };
}

export function diskTwice(disk: string, holder: string): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISK_TWICE",
    severity: "error",
    summary: `two machines want the persistent disk ${disk}`,
    detail: `${holder} wants it too. A disk is on one VM at a time.`,
    hint: "Give each machine a disk of its own, or let both take theirs from a pool.",
  };
}

export function diskHeld({ vm, identity }: AttachedDisk, machine: LoadedMachine | undefined): Diagnostic {
  const whose = machine
    ? `${machine.address}, whose manifest does not say which disks it has`
    : `${vm.mark.address} of scope ${vm.mark.scope}`;
  return {
    code: "PLAN_PERSISTENT_DISK_HELD",
    severity: "error",
    summary: `the persistent disk ${identity.disk} is on the VM ${vm.name}, which does not give it up`,
    detail: `That VM (id ${vm.id}) is ${whose}.`,
    hint: machine
      ? "List the disks that it is to keep in its spec.disks, without this one."
      : "Plan with pruning, so that a machine without a manifest is removed and its disk detached; or detach it by hand.",
  };
}

export function disksExchanged(others: readonly string[]): Diagnostic {
  return {
    code: "PLAN_PERSISTENT_DISKS_EXCHANGED",
    severity: "warning",
    path: "spec.disks",
    summary: `it exchanges persistent disks with ${listed([...new Set(others)])}`,
    detail: "Each machine gives up its disk first, and takes the other one's when that is free; they are at work at the same time.",
    hint: "Should one not get its disk in time, as with --parallelism 1, apply once more: the disks are recorded meanwhile, and nothing is lost.",
  };
}

interface Wish {
  readonly found: Candidate;
  readonly namespace: string;
  readonly pool: LoadedPersistentDiskPool | undefined;
}

export function poolEmpty({ found, namespace, pool }: Wish, { manifests, scope }: Planning): Diagnostic {
  const { inventory } = found.world;
  const there = [...knownDisks(inventory, scope)].filter(
    ([, identity]) => pool && identity.namespace === namespace && isOfPool(manifests, pool, identity.disk),
  );
  const told = there.map(([fileName, { disk }]) => `${disk}: ${holdersOf(inventory, fileName)[0]?.vm.name ?? "detached"}`);
  return {
    code: "PLAN_PERSISTENT_DISKS_EXHAUSTED",
    severity: "error",
    summary: pool ? `the pool ${pool.value.metadata.name} has no free disk` : "the pool is not among the manifests",
    detail: `It may have ${pool?.value.spec.maxDisks ?? 0} disks${told.length > 0 ? `: ${listed(told)}` : ""}.`,
    hint: "Raise spec.maxDisks of the pool, or remove a machine that holds one of its disks.",
  };
}

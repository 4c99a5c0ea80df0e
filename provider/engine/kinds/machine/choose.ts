import type { LiveVm } from "../../inventory.ts";
import { byText, fold } from "../../text.ts";

/** VMM's words for a VM whose creation came to nothing (scvmm-domain 4.4). */
const FAILED = new Set(["CreationFailed", "CustomizationFailed", "TemplateCreationFailed", "P2VCreationFailed", "V2VCreationFailed"]);
const WORKING = new Set(["Running", "NotStarted"]);

/** What VMM shows of a VM that it has lost, cannot reach, or never had whole. Nobody wants a machine to be so, whatever its power policy. */
const BROKEN = new Set([...FAILED, "Missing", "HostNotResponding", "IncompleteVMConfig"]);

/** A state of management may stand beside the power state, or in its place. */
export const brokenState = ({ status, powerState }: Pick<LiveVm, "status" | "powerState">): string | null =>
  [status, powerState].find((state) => BROKEN.has(state)) ?? null;

export const isWorking = ({ status }: NonNullable<LiveVm["job"]>): boolean => WORKING.has(status);

/** Never finished, and it never will be: it has to be removed. */
export function isRemnant(vm: LiveVm): boolean {
  return !vm.sealed && FAILED.has(vm.status) && !isBeingMade(vm);
}

/** An earlier run's job is still at work on a machine that is not finished. */
export function isBeingMade(vm: LiveVm): boolean {
  return !vm.sealed && vm.job !== null && WORKING.has(vm.job.status);
}

const UNSETTLED = new Set(["UnderCreation", "UnderUpdate", "UnderTemplateCreation"]);

/** Its job has ended, but VMM does not show the whole machine yet: disks come last (scvmm-domain 4.5). */
export function isSettling(vm: LiveVm, awaitsDisk: boolean): boolean {
  return !vm.sealed && (UNSETTLED.has(vm.status) || (awaitsDisk && vm.disks.length === 0));
}

/**
 * The oldest first. Two runs that make something at the same time, and then look for each other, agree by that: one that did not see the
 * other is the older one.
 */
export const byAge = (a: LiveVm, b: LiveVm): number => byText(a.addedAt ?? "", b.addedAt ?? "") || byText(a.id, b.id);

export interface Choice {
  readonly keep: LiveVm | null;
  readonly remnants: readonly LiveVm[];
  /** Others that carry the same mark: two runs at once, a lost answer, or a VM that was cloned with its mark. */
  readonly doubles: readonly LiveVm[];
  /** After a failover VMM may show one VM twice, once as Missing (4.1): removing that one could remove the files of the other. */
  readonly missingTwins: readonly LiveVm[];
}

/**
 * Of the VMs with one mark, the one that is the machine. There before Missing; finished before unfinished; one that bears a
 * name of the machine before others, so that a clone never ousts its original; then the oldest. Every run chooses alike.
 */
export function choose(vms: readonly LiveVm[], isName: (folded: string) => boolean): Choice {
  const rank = (vm: LiveVm): string => [vm.status === "Missing", !vm.sealed, !isName(fold(vm.name))].map(Number).join("");
  const whole = vms.filter((vm) => !isRemnant(vm)).sort((a, b) => byText(rank(a), rank(b)) || byAge(a, b));
  const [keep = null, ...others] = whole;
  return {
    keep,
    remnants: vms.filter(isRemnant).sort((a, b) => byText(a.id, b.id)),
    doubles: others.filter((vm) => vm.status !== "Missing"),
    missingTwins: others.filter((vm) => vm.status === "Missing"),
  };
}

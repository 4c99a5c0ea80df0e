import type { Diagnostic } from "../diagnostic.ts";
import { type Draft, diagnose, isGiven, ofKind } from "./draft.ts";
import type { ManifestPath } from "./manifest-path.ts";
import type { References } from "./resolve-references.ts";

const WAYS = ["machine", "vmName", "vmId"] as const;

/** A checkpoint is of one VM, told in one way, on the VMM of its machine. */
export function checkCheckpoints(drafts: readonly Draft[], references: References): readonly Diagnostic[] {
  const checkpoints = ofKind(drafts, "ScvmmCheckpoint").filter(({ source }) => source.sound);
  const machines = new Map(ofKind(drafts, "ScvmmMachine").map((machine) => [machine.address, machine]));
  return checkpoints.flatMap((checkpoint) => [
    ...checkWays(checkpoint),
    ...checkProvider(checkpoint, machines.get(references.machines.get(checkpoint) ?? ""), references),
  ]);
}

function checkWays(checkpoint: Draft): readonly Diagnostic[] {
  const given = WAYS.filter((way) => isGiven(checkpoint, ["spec", way]));
  if (given.length === 1) return [];
  const [, second] = given;
  const path: ManifestPath = second === undefined ? ["spec"] : ["spec", second];
  return [
    diagnose(checkpoint, path, {
      code: "MANIFEST_CHECKPOINT_VM",
      severity: "error",
      summary: second === undefined ? "It is not said which VM the checkpoint is of" : "The VM of the checkpoint is told in two ways",
      detail: `A checkpoint has one of ${WAYS.join(", ")}${given.length > 0 ? `; this one has ${given.join(" and ")}` : ""}.`,
      hint: "Give machine, the name of its ScvmmMachine; vmName or vmId for a VM without a manifest here.",
    }),
  ];
}

function checkProvider(checkpoint: Draft, machine: Draft | undefined, { providers }: References): readonly Diagnostic[] {
  const [own, other] = [providers.get(checkpoint), machine && providers.get(machine)];
  if (!machine || own === undefined || other === undefined || own === other) return [];
  return [
    diagnose(checkpoint, ["spec", "providerRef"], {
      code: "MANIFEST_CHECKPOINT_PROVIDER",
      severity: "error",
      summary: "The checkpoint and its machine belong to different ScvmmProviders",
      detail: `${machine.address} belongs to ${other}, the checkpoint to ${own}.`,
      hint: "Leave providerRef out: the checkpoint is where its machine is.",
    }),
  ];
}

import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedMachine } from "../../../model/manifests.ts";
import { inChain } from "../../chained.ts";
import { DESTROYED } from "../../deletion.ts";
import type { LiveVm } from "../../inventory.ts";
import type { Draft, Planning } from "../../kind.ts";
import { placed } from "../../place.ts";
import { fold } from "../../text.ts";
import { type Candidate, tellVm } from "./candidate.ts";
import { brokenState, choose } from "./choose.ts";
import { claimDisks, type MachineDisks } from "./claim-disks.ts";
import { literalName, poolNames } from "./claimant.ts";
import { deletedDraft, leftMachines } from "./deletions.ts";
import { diffMachine } from "./diff.ts";
import { missingTwin, removableDoubles } from "./doubles.ts";
import { createdDraft, replacedDraft, updatedDraft } from "./drafts.ts";
import { checkGivenAddresses } from "./given-addresses.ts";
import { hooksOf } from "./hooks.ts";
import { type Claim, claimNames } from "./names.ts";
import { diskFates } from "./release-disks.ts";
import { resolveAll } from "./resolve-all.ts";
import { mayBeReplaced } from "./steps.ts";

/**
 * 1. Find the VM of every manifest by its mark.
 * 2. Claim names and persistent disks.
 * 3. Resolve what the manifests name, and compare.
 * 4. VMs of this scope whose manifest is gone.
 */
export function planMachines(planning: Planning): readonly Draft[] {
  const candidates = planning.manifests.machines.flatMap((loaded) => candidate(loaded, planning));
  if (planning.options.destroy) return candidates.flatMap((found) => destroyed(found, planning));
  const claims = claimNames(candidates, planning);
  const disks = claimDisks(candidates, planning);
  const drafts = candidates.flatMap((found) => {
    const [claim, ownDisks] = [claims.get(found.loaded.address), disks.get(found.loaded.address)];
    return claim && ownDisks ? planMachine(found, claim, ownDisks, planning) : [];
  });
  return [...drafts, ...leftMachines(planning)];
}

function candidate(loaded: LoadedMachine, planning: Planning): Candidate[] {
  const view = planning.providers.get(loaded.provider);
  if (!view) return [];
  const pool = planning.manifests.namePools.find(({ address }) => address === loaded.namePool);
  const literal = fold(literalName(loaded));
  const isName = (name: string): boolean => (pool ? poolNames(pool).has(name) : name === literal);
  const movedFrom = planning.moves.from.get(loaded.address) ?? null;
  const choice = choose(view.world.vmsOf(movedFrom ?? { scope: planning.scope, address: loaded.address }), isName);
  return [{ ...choice, loaded, view, movedFrom, world: view.world, live: choice.keep ?? choice.remnants[0] ?? null }];
}

function planMachine(found: Candidate, claimed: Claim, disks: MachineDisks, planning: Planning): Draft[] {
  const { loaded, view, keep, remnants } = found;
  const tell = (diagnostic: Diagnostic) => planning.report(placed(diagnostic, loaded));
  const elsewhere = keep ? null : providerOf(loaded, planning);
  if (elsewhere) {
    tell(moved(loaded, elsewhere));
    return [];
  }
  if (found.missingTwins.length > 0) tell(missingTwin(found.missingTwins));
  const resolve = (creating: boolean) => resolveAll(found, claimed.name, planning, creating, disks, tell);
  const mark = { scope: planning.scope, address: loaded.address };
  const hooks = hooksOf(planning, loaded.provider, loaded);
  const chained = inChain(loaded.address, planning);
  const { leaving } = claimed;
  const identity = {
    kind: "ScvmmMachine",
    mark,
    movedFrom: found.movedFrom,
    ...chained.goal,
    ...(leaving ? { leaving } : {}),
    hooks,
  } as const;
  const desired = resolve(keep === null);
  if (!desired) return [];
  const fates = diskFates([...(keep ? [keep] : []), ...found.doubles, ...remnants], planning);
  const after = [
    ...claimed.after,
    ...chained.after,
    ...[...disks.values()].flatMap((disk) => disk.after),
    ...checkGivenAddresses(desired, found, planning, tell),
  ];
  const claim: Claim = { ...claimed, after };
  const doubles = removableDoubles(found, planning, tell);
  if (!keep) return [createdDraft(found, claim, { ...identity, doomed: [], desired, fates })];

  const { deltas, warnings } = diffMachine(desired, keep, { mark, fates }, view.world);
  for (const warning of warnings) tell(warning);
  const attributes = deltas.map(({ change }) => change);
  const isAsked = planning.options.replace?.includes(loaded.address) === true;
  if (isAsked || (attributes.some(({ policy }) => policy === "replace") && mayBeReplaced(desired, keep))) {
    const anew = resolve(true);
    if (!anew) return [];
    const doomed = [keep, ...doubles, ...remnants].map(({ id }) => id);
    return [replacedDraft(found, claim, { ...identity, doomed, desired: anew, fates }, attributes, isAsked)];
  }
  const doomed = [...doubles, ...remnants].map(({ id }) => id);
  const draft = updatedDraft(found, keep, claim, { ...identity, doomed, desired, fates }, attributes);
  for (const warning of outOfOrder(keep, draft)) tell(warning);
  return [draft];
}

function outOfOrder(vm: LiveVm, { action }: Draft): readonly Diagnostic[] {
  const state = vm.sealed && action !== "none" ? brokenState(vm) : null;
  if (state === null) return [];
  return [
    {
      code: "PLAN_MACHINE_OUT_OF_ORDER",
      severity: "warning",
      summary: `VMM shows the VM as ${state}, and may refuse what the plan changes of it`,
      detail: `It is ${tellVm(vm)} on ${vm.hostName ?? "no host"}.`,
      hint: "Look at it and its host in VMM first: refresh or repair it there; or leave it out with --exclude, or have it made anew with --replace.",
    },
  ];
}

function providerOf({ address, provider }: LoadedMachine, { scope, providers }: Planning): string | null {
  for (const [other, { world }] of providers) if (other !== provider && world.vmsOf({ scope, address }).length > 0) return other;
  return null;
}

function moved({ provider }: LoadedMachine, other: string): Diagnostic {
  return {
    code: "PLAN_PROVIDER_CHANGED",
    severity: "error",
    path: "spec.providerRef",
    summary: `the machine lives on ${other}, not on ${provider}`,
    detail: "A VM cannot move between VMM servers, and a changed reference alone shall not delete one.",
    hint: "Apply once without the manifest to delete it there, then with it to make it here; or change providerRef back.",
  };
}

function destroyed({ loaded, view, keep, doubles, remnants, missingTwins }: Candidate, planning: Planning): Draft[] {
  const vms = [...(keep ? [keep] : []), ...doubles, ...remnants, ...missingTwins];
  return deletedDraft(vms, {
    view,
    provider: loaded.provider,
    cause: DESTROYED,
    fates: diskFates(vms, planning),
    hooks: hooksOf(planning, loaded.provider, loaded),
    place: (diagnostic) => placed(diagnostic, loaded),
  });
}

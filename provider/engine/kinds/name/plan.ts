import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { LoadedName } from "../../../model/manifests.ts";
import type { Mark } from "../../../model/mark.ts";
import { type Action, type AttributeChange, KNOWN_AFTER_APPLY } from "../../../model/plan.ts";
import { inChain } from "../../chained.ts";
import { DESTROYED } from "../../deletion.ts";
import type { LiveNameClaim } from "../../inventory-names.ts";
import type { Draft, Planning, ProviderView } from "../../kind.ts";
import { placed } from "../../place.ts";
import { fold, listed } from "../../text.ts";
import { attribute, CHOSEN } from "./attributes.ts";
import { type Choice, chooseNames, namesOfMachines } from "./choose-names.ts";
import { deletedDraft, leftNames } from "./deletions.ts";
import type { NameGoal } from "./goal.ts";
import { exhausted, overtaken } from "./problems.ts";
import { chooseClaim, nameSteps } from "./steps.ts";

/** A claim, with what VMM keeps of it. */
interface Candidate {
  readonly loaded: LoadedName;
  readonly view: ProviderView;
  readonly movedFrom: Mark | null;
  /** What it keeps. */
  readonly keep: LiveNameClaim | undefined;
  /** What it gives up. */
  readonly doomed: readonly LiveNameClaim[];
}

/**
 * 1. Find what every claim holds: it keeps that as long as it is one of its names.
 * 2. The others choose, after those that hold one and the machines of this plan.
 * 3. Claims of this scope whose manifest is gone.
 */
export function planNames(planning: Planning, earlier: readonly Draft[]): readonly Draft[] {
  const candidates = planning.manifests.names.flatMap((loaded) => candidate(loaded, planning));
  if (planning.options.destroy) {
    return candidates.flatMap(({ loaded, view, keep, doomed }) =>
      deletedDraft(keep ? [keep, ...doomed] : doomed, {
        view,
        provider: loaded.provider,
        cause: DESTROYED,
        place: placeOf(loaded),
        earlier,
      }),
    );
  }
  const held = new Map([
    ...namesOfMachines(earlier),
    ...candidates.flatMap(({ keep, loaded }): [string, string][] => (keep ? [[fold(keep.name), loaded.address]] : [])),
  ]);
  const waiting = candidates.filter(({ keep }) => !keep).map(({ loaded }) => loaded);
  const choices = chooseNames(waiting, held, planning);
  const drafts = candidates.flatMap((found) => draftOf(found, choices.get(found.loaded.address) ?? null, held, planning));
  return [...drafts, ...leftNames(planning, earlier)];
}

const placeOf =
  (loaded: LoadedName): Draft["place"] =>
  (diagnostic) =>
    placed(diagnostic, loaded);

function candidate(loaded: LoadedName, planning: Planning): Candidate[] {
  const view = planning.providers.get(loaded.provider);
  if (!view) return [];
  const { address, candidates } = loaded;
  const movedFrom = planning.moves.from.get(address) ?? null;
  const others = inChain(address, planning).goal.others ?? [];
  const claims = view.world.claimsOf(movedFrom ?? { scope: planning.scope, address }).filter(({ id }) => !others.includes(id));
  const [first, ...rest] = chooseClaim(claims, candidates);
  const isWanted = first !== undefined && candidates.some((name) => fold(name) === fold(first.name));
  return [{ loaded, view, movedFrom, keep: isWanted ? first : undefined, doomed: isWanted ? rest : claims }];
}

function draftOf(found: Candidate, choice: Choice | null, held: ReadonlyMap<string, string>, planning: Planning): Draft[] {
  const { loaded, view, movedFrom, keep, doomed } = found;
  const { address, provider } = loaded;
  const place = placeOf(loaded);
  const tell = (problem: Diagnostic): void => void planning.report(place(problem));
  if (!keep && !choice) {
    tell(exhausted(loaded, held, planning));
    return [];
  }
  const bearer = keep && overtaken(keep, view, planning);
  if (bearer) tell(bearer);
  const mark = { scope: planning.scope, address };
  const chained = inChain(address, planning);
  const names = keep ? [keep.name] : (choice?.names ?? []);
  const goal: NameGoal = { kind: "ScvmmName", mark, movedFrom, ...chained.goal, doomed: doomed.map(({ id }) => id), names };
  const action = actionOf(found);
  return [
    {
      address,
      provider,
      action,
      disruption: action === "replace" ? "replace" : "none",
      window: null,
      attributes: keep ? [] : attributesOf(found),
      cause: causeOf(found, names),
      goal,
      steps: nameSteps(goal, view.world),
      after: [...(keep ? [] : (choice?.after ?? [])), ...chained.after],
      losses: action === "replace" ? 1 : 0,
      takes: new Map(),
      frees: new Map(),
      power: null,
      place,
    },
  ];
}

function actionOf({ keep, doomed, movedFrom }: Candidate): Action {
  if (!keep) return doomed.length > 0 ? "replace" : "create";
  return doomed.length > 0 || movedFrom ? "update" : "none";
}

function attributesOf({ loaded, doomed }: Candidate): readonly AttributeChange[] {
  const { vmNameFromPool, vmNameRanges = [] } = loaded.value.spec;
  const before = doomed.length > 0 ? listed(doomed.map(({ name }) => name)) : null;
  const ranges = vmNameRanges.map(({ from, to, postfix }) => `${from}${postfix}${to === from ? "" : ` to ${to}${postfix}`}`);
  return [
    vmNameFromPool ? attribute("spec.vmNameFromPool", before, vmNameFromPool.name) : attribute("spec.vmNameRanges", before, listed(ranges)),
    attribute(CHOSEN, before, KNOWN_AFTER_APPLY),
  ];
}

function causeOf({ keep, doomed, movedFrom }: Candidate, [first = ""]: readonly string[]): string {
  if (!keep && doomed.length > 0)
    return `it holds ${listed(doomed.map(({ name }) => name))}, which is none of its names any more; the first free one is ${first}`;
  if (!keep) return `it holds no name yet; the first free one is ${first}`;
  return [
    movedFrom ? `moved from ${movedFrom.address}` : "",
    doomed.length > 0
      ? `it holds ${doomed.length + 1} names: ${keep.name} stays, ${listed(doomed.map(({ name }) => name))} ${doomed.length === 1 ? "is" : "are"} given free`
      : "",
  ]
    .filter(Boolean)
    .join("; ");
}

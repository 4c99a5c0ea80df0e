import type { Diagnostic } from "../../../model/diagnostic.ts";
import type { Planning } from "../../kind.ts";
import type { Candidate } from "./candidate.ts";
import type { MachineDisks } from "./claim-disks.ts";
import type { DesiredMachine } from "./goal.ts";
import { resolveGuest } from "./guest.ts";
import { resolveMachine } from "./resolve.ts";
import { resolveSeed } from "./resolve-seed.ts";
import { unfitForSeed } from "./seed.ts";

/** What a machine shall be, with what belongs to its making as long as that is not over. Undefined when something is wrong, which is told. */
export function resolveAll(
  { loaded, view, keep }: Candidate,
  name: string,
  planning: Planning,
  creating: boolean,
  claims: MachineDisks,
  tell: (diagnostic: Diagnostic) => void,
): DesiredMachine | undefined {
  const { inventory } = view.world;
  const desired = resolveMachine(loaded.value.spec, name, view.finders, inventory, creating, claims, tell);
  if (!creating && keep?.sealed) return desired;
  const seed = resolveSeed(loaded, planning.manifests, inventory, tell);
  if (!desired || seed === undefined) return undefined;
  const problem = seed && unfitForSeed(seed, desired, inventory);
  if (problem) tell(problem);
  // A VM that is there has had its guest written.
  const template = inventory.templates.find(({ id }) => id === desired.template?.id) ?? null;
  const guest = creating ? resolveGuest(loaded, name, template, tell) : null;
  return problem || guest === undefined ? undefined : { ...desired, seed, guest };
}

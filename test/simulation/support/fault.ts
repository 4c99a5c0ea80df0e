import type { Dice } from "./dice.ts";
import type { Scenario } from "./scenario.ts";

/** What happens to a batch on its way, by its number in the life of one process. */
export type WireHarm =
  /** The process dies as the batch leaves it: VMM never sees it. */
  | "crash-before"
  /** The process dies, and VMM carries the batch out. */
  | "crash-within"
  /** The process dies when the answer has come, before anything is made of it. */
  | "crash-after"
  /** VMM stops in the middle of the batch, and the process is gone. */
  | "crash-cut"
  /** Refused before it ran. */
  | "refused"
  /** Never ran, and the client does not know. */
  | "lost-before"
  /** Ran, and the answer is lost. */
  | "lost-after"
  /** Ran up to somewhere, and the answer is lost. */
  | "lost-within"
  /** The client has given up; the batch runs later. */
  | "late"
  /** Runs twice, one after the other. */
  | "twice"
  /** Runs twice at the same time. */
  | "twice-at-once"
  /** The answer takes minutes. */
  | "slow"
  /** Ctrl-C while it is on its way. */
  | "abort";

const WIRE_HARMS: readonly WireHarm[] = [
  "crash-before",
  "crash-within",
  "crash-after",
  "crash-cut",
  "refused",
  "lost-before",
  "lost-after",
  "lost-within",
  "late",
  "twice",
  "twice-at-once",
  "slow",
  "abort",
];

/** What VMM does wrong, by the number of the cmdlet among those that change something in one round. */
const VMM_HARMS = ["job-fails", "job-canceled", "lock", "agent", "quota", "refused", "lag", "slow-job", "customization-fails"] as const;
export type VmmHarm = (typeof VMM_HARMS)[number];

const PEOPLE = [
  "turn-off",
  "start",
  "save",
  "delete",
  "rename",
  "resize",
  "remove-disk",
  "remove-adapter",
  "add-adapter",
  "retag",
  "redescribe",
  "checkpoint",
  "take-name",
  "take-address",
  "rename-foreign",
  "stop-foreign",
  "describe-foreign",
  "revoke-foreign",
  "delete-foreign",
] as const;
/** take-claim: a VM of a name that claims are after; drawn where there are claims alone. */
export type Deed = (typeof PEOPLE)[number] | "take-claim";

/** One disturbance of a schedule, as data: what is dropped one by one when a schedule is shrunk. */
export type Fault =
  | {
      readonly kind: "wire";
      readonly round: number;
      readonly process: number;
      readonly batch: number;
      readonly harm: WireHarm;
      readonly more: number;
    }
  | { readonly kind: "vmm"; readonly round: number; readonly call: number; readonly harm: VmmHarm; readonly more: number }
  | { readonly kind: "people"; readonly round: number; readonly afterMs: number; readonly deed: Deed; readonly more: number }
  | { readonly kind: "restart"; readonly round: number; readonly afterMs: number; readonly downMs: number }
  /** A second process of the same scope with the same manifests. */
  | { readonly kind: "twin"; readonly round: number; readonly scope: number; readonly afterMs: number }
  /** The scope's process starts only then. */
  | { readonly kind: "delay"; readonly round: number; readonly scope: number; readonly afterMs: number };

/** Those that leave a process alive and in doubt are met more often. */
const OFTEN: readonly WireHarm[] = [...WIRE_HARMS, "twice", "twice", "lost-after", "lost-within"];

const MINUTE = 60_000;

export function drawFaults({ rounds, scopes }: Scenario, roll: Dice): readonly Fault[] {
  const drawn = Array.from({ length: 1 + roll.below(9) }, () => drawFault(rounds, scopes.length, roll));
  const delays = scopes.flatMap((_, scope): Fault[] =>
    scopes.length > 1 && roll.chance(50) ? [{ kind: "delay", round: roll.below(rounds), scope, afterMs: roll.below(3 * MINUTE) }] : [],
  );
  return [...drawn, ...delays];
}

function drawFault(rounds: number, scopes: number, roll: Dice): Fault {
  const round = roll.below(rounds);
  const more = roll.below(1000);
  const kind = roll.below(100);
  if (kind < 45)
    return {
      kind: "wire",
      round,
      process: roll.chance(80) ? roll.below(scopes) : scopes + roll.below(2),
      batch: roll.below(roll.pick([8, 20, 40])),
      harm: roll.pick(OFTEN),
      more,
    };
  if (kind < 65) return { kind: "vmm", round, call: roll.below(roll.pick([6, 15, 30])), harm: roll.pick(VMM_HARMS), more };
  if (kind < 88) return { kind: "people", round, afterMs: roll.below(roll.pick([1, 5]) * MINUTE), deed: roll.pick(PEOPLE), more };
  if (kind < 92) return { kind: "restart", round, afterMs: roll.below(4 * MINUTE), downMs: 5_000 + roll.below(MINUTE) };
  return { kind: "twin", round, scope: roll.below(scopes), afterMs: roll.below(roll.pick([2_000, 3 * MINUTE])) };
}

/** With these two engines are at work at the same moment, or one and what another has left on its way. */
const AT_ONCE: ReadonlySet<WireHarm> = new Set(["crash-within", "crash-cut", "late", "twice-at-once"]);

/** Whether one engine alone ever changes anything of a scope at a time: then nothing may be there twice, not for a moment. */
export const isOneByOne = (faults: readonly Fault[]): boolean =>
  !faults.some((fault) => fault.kind === "twin" || (fault.kind === "wire" && AT_ONCE.has(fault.harm)));

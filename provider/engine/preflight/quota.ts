import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Budget } from "../../model/preflight.ts";
import { formatQuantity } from "../../model/quantity.ts";
import { byText, listed } from "../text.ts";
import { MIB } from "../units.ts";
import type { Dimension, QuotaAnswer } from "./contract.ts";
import { type CloudLoad, dimensions } from "./load.ts";
import type { ProviderOutlook } from "./outlook.ts";

export interface QuotaJudgement {
  /** With address and path, without the place in the file. */
  readonly diagnostics: readonly Diagnostic[];
  readonly budgets: readonly Budget[];
  /** Changes that fit only once these deletions are done. */
  readonly waits: ReadonlyMap<string, readonly string[]>;
}

interface Facts {
  readonly what: string;
  /** For `has room for …`. */
  readonly noun: string;
  readonly path: string;
  /** When VMM would refuse. */
  readonly when: string;
  readonly text: (amount: number) => string;
  /** Of one unit of the amounts, in the budget's unit. */
  readonly unit: Budget["unit"];
  readonly factor: number;
}

const plain = String;
const DISK = "A disk counts with the size that it may grow to";
const START = "Only VMs that run count, so that it is the start which VMM refuses";

const FACTS: Readonly<Record<Dimension, Facts>> = {
  vms: { what: "VMs", noun: " VMs", path: "spec.cloud", when: "VMs count whether they run or not", text: plain, unit: "count", factor: 1 },
  points: {
    what: "quota points",
    noun: " quota points",
    path: "spec.cloud",
    when: "VMs count with the quota points of their template, here taken for 1 each",
    text: plain,
    unit: "count",
    factor: 1,
  },
  storageBytes: { what: "storage", noun: " of disks", path: "spec.disks", when: DISK, text: formatQuantity, unit: "bytes", factor: 1 },
  cpus: { what: "CPUs", noun: " running CPUs", path: "spec.cpuCount", when: START, text: plain, unit: "count", factor: 1 },
  memoryMb: {
    what: "memory",
    noun: " of running memory",
    path: "spec.memory",
    when: START,
    text: (mb) => formatQuantity(mb * MIB),
    unit: "bytes",
    factor: MIB,
  },
};

/** Holds what a plan adds to clouds against what VMM says of their limits: one judgement for every limit that there is. */
export function judgeQuotas({ clouds, loads }: ProviderOutlook, answers: readonly QuotaAnswer[]): QuotaJudgement {
  const judged = answers.flatMap((answer) =>
    dimensions.flatMap((dimension) => {
      const limit = answer.limits[dimension];
      if (limit === null) return [];
      const own = loads.filter(({ cloudId }) => cloudId === answer.cloudId);
      return [judge({ answer, dimension, limit, name: holderName(answer, clouds.get(answer.cloudId) ?? answer.cloudId), loads: own })];
    }),
  );
  const waits = new Map<string, string[]>();
  for (const one of judged)
    for (const [address, givers] of one.waits) waits.set(address, [...new Set([...(waits.get(address) ?? []), ...givers])].sort(byText));
  return { diagnostics: judged.flatMap((one) => one.diagnostics), budgets: judged.flatMap((one) => one.budgets), waits };
}

function holderName({ holder }: QuotaAnswer, cloud: string): string {
  const texts = { cloud: `cloud ${cloud}`, role: `cloud ${cloud} for the account's role`, user: `cloud ${cloud} for the account's user` };
  return texts[holder];
}

interface Limited {
  readonly answer: QuotaAnswer;
  readonly dimension: Dimension;
  readonly limit: number;
  readonly name: string;
  readonly loads: readonly CloudLoad[];
}

/**
 * 1. What fits as things are, is well.
 * 2. What fits once deletions of the plan are done, waits for them.
 * 3. What fits only if other changes are done first, may fail: which VMM does first is not known.
 * 4. The rest does not fit.
 */
function judge(limited: Limited): QuotaJudgement {
  const { answer, dimension, limit, name, loads } = limited;
  const used = answer.used[dimension];
  const amountOf = ({ amounts }: CloudLoad): number => amounts[dimension];
  const total = (some: readonly CloudLoad[]): number => some.reduce((sum, load) => sum + amountOf(load), 0);
  const takers = loads.filter((load) => amountOf(load) > 0);
  const givers = loads.filter((load) => amountOf(load) < 0 && load.deletes);
  const [wanted, returned] = [total(takers), -total(givers)];
  const after = used + total(loads);
  const { what, unit, factor } = FACTS[dimension];
  const budgets =
    wanted + returned === 0 ? [] : [{ of: name, what, unit, now: used * factor, after: after * factor, limit: limit * factor }];
  if (wanted === 0 || used + wanted <= limit) return { diagnostics: [], budgets, waits: new Map() };
  const waits = new Map(givers.length === 0 ? [] : takers.map(({ address }) => [address, givers.map((giver) => giver.address)]));
  if (used + wanted - returned <= limit) return { diagnostics: [], budgets, waits };
  const isCertain =
    after > limit && answer.holder === "cloud" && !(dimension === "memoryMb" && takers.some((taker) => taker.memoryEstimated));
  return { diagnostics: [problem(limited, takers, { used, wanted, returned, after, isCertain })], budgets, waits };
}

interface Figures {
  readonly used: number;
  readonly wanted: number;
  readonly returned: number;
  readonly after: number;
  readonly isCertain: boolean;
}

function problem({ answer, dimension, limit, name, loads }: Limited, takers: readonly CloudLoad[], figures: Figures): Diagnostic {
  const { used, wanted, returned, after, isCertain } = figures;
  const { noun, path, when, text } = FACTS[dimension];
  const room = limit - (after > limit ? after - wanted : used - returned);
  const unfit = takers.slice(
    fitting(
      takers.map(({ amounts }) => amounts[dimension]),
      room,
    ),
  );
  const [first = takers[0], ...others] = unfit;
  const back = loads.some(({ amounts }) => amounts[dimension] < 0) ? `, others give back ${text(used + wanted - after)}` : "";
  const rest = others.length === 0 ? "" : ` So are ${listed(others.map(({ address }) => address))}.`;
  return {
    code: after > limit ? "PLAN_QUOTA_EXCEEDED" : "PLAN_QUOTA_TIGHT",
    severity: isCertain ? "error" : "warning",
    address: first?.address ?? "",
    path,
    summary:
      after > limit
        ? `${name} has room for ${text(limit)}${noun}, with this plan it would have ${text(after)}`
        : `${name} has room for ${text(limit)}${noun}: that is enough only if other changes are done first`,
    detail: `${text(used)} now; changes of this plan add ${text(wanted)}${back}. This one is the first that does not fit.${rest} ${when}.`,
    hint: `Free room there or have the limit raised in VMM.${answer.holder === "cloud" && isCertain ? " To try it all the same: --preflight none." : ""}`,
  };
}

/** How many of them fit, one after the other. */
function fitting(amounts: readonly number[], room: number): number {
  let left = room;
  return amounts.findIndex((amount) => {
    left -= amount;
    return left < 0;
  });
}

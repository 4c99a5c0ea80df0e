import type { ChangeResult } from "../../model/plan.ts";
import type { Work } from "../work.ts";

/**
 * Runs all work, `parallelism` at a time, in the order given; work that waits for other takes no place while it waits. What
 * waits for a change that was not done is not run; neither is what waits for that. Plans in which changes wait for each other in a circle are
 * refused; were there one, one of them would go first.
 */
export async function schedule(
  works: readonly Work[],
  parallelism: number,
  run: (work: Work, aside: Aside) => Promise<ChangeResult>,
  inVain: (work: Work, failed: string) => ChangeResult,
): Promise<readonly ChangeResult[]> {
  const enter = gate(parallelism);
  const byAddress = new Map(works.map((work) => [work.address, work]));
  const results = new Map<string, Promise<ChangeResult>>();
  const starting = new Set<string>();
  const once = async (work: Work, before: readonly Promise<ChangeResult>[]): Promise<ChangeResult> => {
    const failed = (await Promise.all(before)).find(({ state }) => state !== "done");
    return failed ? inVain(work, failed.address) : enter((aside) => run(work, aside));
  };
  const start = (work: Work): Promise<ChangeResult> => {
    const started = results.get(work.address);
    if (started) return started;
    starting.add(work.address);
    const waited = work.after.flatMap((address) => (starting.has(address) ? [] : (byAddress.get(address) ?? [])));
    const result = once(work, waited.map(start));
    starting.delete(work.address);
    results.set(work.address, result);
    return result;
  };
  for (const work of [...works].sort((a, b) => Math.min(a.after.length, 1) - Math.min(b.after.length, 1))) start(work);
  return Promise.all(results.values());
}

/** Waits without taking the place of others, and takes one again afterwards. */
export type Aside = <T>(wait: () => Promise<T>) => Promise<T>;

/** Lets so many in at a time, first come first served. */
function gate(places: number): <T>(run: (aside: Aside) => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  const enter = async (): Promise<void> => {
    if (free === 0) await new Promise<void>((entered) => waiting.push(entered));
    else free--;
  };
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  const aside: Aside = async (wait) => {
    leave();
    try {
      return await wait();
    } finally {
      await enter();
    }
  };
  return async (run) => {
    await enter();
    try {
      return await run(aside);
    } finally {
      leave();
    }
  };
}

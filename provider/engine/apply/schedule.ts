import type { ChangeResult } from "../../model/plan.ts";
import type { Work } from "../work.ts";

/**
 * Runs all work, `parallelism` at a time, in the order given; work that waits for other takes no place while it waits. What
 * waits for a change that was not done is not run. Only deletions are waited for, and they wait for nothing, so there is no circle.
 */
export async function schedule(
  works: readonly Work[],
  parallelism: number,
  run: (work: Work) => Promise<ChangeResult>,
  inVain: (work: Work, failed: string) => ChangeResult,
): Promise<readonly ChangeResult[]> {
  const enter = gate(parallelism);
  const results = new Map<string, Promise<ChangeResult>>();
  const start = async (work: Work): Promise<ChangeResult> => {
    const before = await Promise.all(work.after.flatMap((address) => results.get(address) ?? []));
    const failed = before.find(({ state }) => state !== "done");
    return failed ? inVain(work, failed.address) : enter(() => run(work));
  };
  for (const work of [...works].sort((a, b) => Math.min(a.after.length, 1) - Math.min(b.after.length, 1)))
    results.set(work.address, start(work));
  return Promise.all(results.values());
}

/** Lets so many in at a time, first come first served. */
function gate(places: number): <T>(run: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (run) => {
    if (free === 0) await new Promise<void>((enter) => waiting.push(enter));
    else free--;
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

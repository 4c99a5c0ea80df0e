import { expect, it } from "vitest";
import { dead, lost, tampered } from "../engine/support/crashes.ts";
import { exchange, filesOf, holders } from "../engine/support/exchange.ts";
import { applyOn, converge, planOn, simulated } from "../engine/support/simulated.ts";

const wanted = exchange({ a: "two", b: "one" });
async function prepared() {
  const on = simulated();
  await converge(on.port, exchange({ a: "one", b: "two" }));
  return on;
}

it.each(["before", "after", "lost"] as const)(
  "an exchange of disks, killed %s every operation, is finished by the next apply",
  async (when) => {
    const { port } = await prepared();
    const counting = tampered(port, (_, __, run) => run());
    await applyOn(counting, await planOn(counting, wanted));
    for (let last = 1; last <= counting.count; last++) {
      const on = await prepared();
      const crashing = tampered(on.port, async (_, count, run) => {
        if (count < last) return run();
        if (count > last || when === "before") return dead;
        await run();
        return when === "lost" ? lost : dead;
      });
      await applyOn(crashing, await planOn(on.port, wanted));
      expect(filesOf(on)).toBe(2);
      for (let tries = 0; tries < 3; tries++) await converge(on.port, wanted);
      expect([when, last, holders(on)]).toEqual([when, last, { a: "two", b: "one" }]);
      expect((await planOn(on.port, wanted)).plan.summary).toMatchObject({ update: 0 });
    }
  },
);

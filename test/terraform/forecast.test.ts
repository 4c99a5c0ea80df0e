import { describe, expect, it } from "vitest";
import type { PreflightQuestions } from "../../provider/engine/index.ts";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { Core } from "./support/core.ts";
import { estateOf } from "./support/simulated-estate.ts";
import { WEB, world } from "./support/world.ts";

const limited = (quota: object) => {
  const estate = defaultEstate(1, { vms: 0 });
  return { estate: { ...estate, clouds: estate.clouds.map((cloud) => ({ ...cloud, quota })) } };
};

describe("what VMM would refuse", () => {
  it("is told when it is planned, of all resources together, with one question for all", async () => {
    const { port } = world(limited({ vmCount: 2 }));
    const asked: PreflightQuestions[] = [];
    const readPreflight = (questions: PreflightQuestions) => {
      asked.push(questions);
      return port.readPreflight(questions);
    };
    const estate = estateOf({ ...port, readPreflight });
    const handlers = new Core(() => estate).handlers(estate);
    const plan = (name: string) => new Core(() => estate).plan({ ...WEB, name }, {}, handlers);
    const plans = [await plan("a"), await plan("b"), await plan("c"), await plan("d")];
    expect(plans.map(({ errors }) => errors)).toEqual([[], [], ["PLAN_QUOTA_EXCEEDED cloud"], ["PLAN_QUOTA_EXCEEDED cloud"]]);
    expect(plans[2]?.messages[0]?.detail).not.toContain("--preflight");
    expect(asked).toHaveLength(1);
  });

  it("is nothing where VMM does not answer", async () => {
    const { port, core, given } = world(limited({ vmCount: 0 }));
    const problem = { code: "WINRM_TIMEOUT", severity: "error", summary: "no answer" } as const;
    given.port = { ...port, readPreflight: () => Promise.reject(new DiagnosticError([problem])) };
    expect(await core.plan(WEB)).toMatchObject({ action: "create", errors: [] });
  });
});

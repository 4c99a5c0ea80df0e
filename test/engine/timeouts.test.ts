import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../provider/engine/apply-event.ts";
import type { Manifests } from "../../provider/model/manifests.ts";
import type { Fault } from "../../provider/simulator/faults.ts";
import { machine, virtualIp } from "./support/manifests.ts";
import { provider } from "./support/seeds.ts";
import { doubles } from "./support/simulated.ts";
import { timed } from "./support/timed.ts";

const base = { vmTemplate: "Ubuntu 22.04 LTS", memory: "2Gi" };
const one = (spec: object = {}, shared: object = {}): Partial<Manifests> => {
  const own = provider();
  return {
    providers: [{ ...own, value: { ...own.value, spec: { ...own.value.spec, ...shared } } }],
    machines: [machine("web-1", { ...base, ...spec })],
  };
};
const minutes = (count: number) => ({ ms: count * 60_000, text: `${count}m` });

const LOCKED: Fault = {
  cmdlet: "Set-SCVirtualMachine",
  match: { Tag: "db" },
  skip: 0,
  count: 1000,
  error: { number: 2606, message: "locked" },
};

describe("a change that takes too long", () => {
  it.each([
    ["its machine's", { timeouts: { create: "1m" } }, { timeouts: { create: minutes(60) } }],
    ["its ScvmmProvider's", {}, { timeouts: { create: minutes(1) } }],
  ])("ends with %s time, and the next apply follows the job that VMM went on with", async (_, spec, shared) => {
    const stage = timed();
    const wanted = one(spec, shared);
    const { report } = await stage.converge(wanted);
    expect(report.results).toMatchObject([
      {
        state: "failed",
        diagnostics: [
          {
            code: "APPLY_TIMEOUT",
            path: "spec.timeouts.create",
            summary: 'not done within 1m: its time was over at the step "create VM web-1"',
            detail: expect.stringMatching(/^VMM goes on with its job "Create virtual machine" \([-0-9a-f]{36}\), \d+ % so far\.$/),
          },
        ],
      },
    ]);
    const second = await stage.converge(one());
    expect(second.planned.plan.changes).toMatchObject([{ cause: expect.stringContaining("still at work") }]);
    expect(second.report.summary.done).toBe(1);
    expect(stage.jobs().filter((cmdlet) => cmdlet === "New-SCVirtualMachine")).toHaveLength(1);
    expect(doubles(await stage.port.readInventory())).toEqual([]);
  });

  it("says what held it up where nothing is at work: a lock that stays", async () => {
    const stage = timed({ faults: [LOCKED] });
    await stage.converge(one());
    const { report } = await stage.converge(one({ tag: "db", timeouts: { update: "1m" } }));
    expect(report.results).toMatchObject([
      { state: "failed", diagnostics: [{ code: "APPLY_TIMEOUT", path: "spec.timeouts.update", detail: expect.stringContaining("2606") }] },
    ]);
  });

  it("is but one of many: the others are done", async () => {
    const stage = timed();
    const some = {
      ...one({ timeouts: { create: "1m" } }),
      virtualIps: [virtualIp("front", { pool: "Web static" })],
    };
    some.machines = [...(some.machines ?? []), machine("web-2", base)];
    expect((await stage.converge(some)).report.summary).toEqual({ done: 2, failed: 1, notRun: 0 });
  });
});

describe("a run that is detached", () => {
  it("waits for nothing, says what VMM goes on with, and the next run finishes it", async () => {
    const stage = timed();
    const some = { machines: ["a", "b", "c"].map((name) => machine(name, base)) };
    const [stop, detach] = [new AbortController(), new AbortController()];
    const states: string[] = [];
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "step-finished") states.push(event.state);
      if (event.type !== "job-progress") return;
      stop.abort();
      detach.abort();
    };
    const begun = stage.now();
    const { report } = await stage.converge(some, { parallelism: 2, signal: stop.signal, detach: detach.signal, onEvent });
    expect(report.summary).toEqual({ done: 0, failed: 0, notRun: 3 });
    expect(report.results.map(({ diagnostics: [first] }) => first?.code)).toEqual(["APPLY_DETACHED", "APPLY_DETACHED", "APPLY_ABORTED"]);
    expect(report.results[0]?.diagnostics[0]?.summary).toMatch(/^left at the step "create VM a": VMM goes on with its job "Create virtual/);
    expect(states.slice(-2)).toEqual(["left", "left"]);
    // The creation takes two minutes.
    expect(stage.now() - begun).toBeLessThan(60_000);
    const second = await stage.converge(some);
    expect(second.report.summary.done).toBe(3);
    expect(stage.jobs().filter((cmdlet) => cmdlet === "New-SCVirtualMachine")).toHaveLength(3);
    expect(doubles(await stage.port.readInventory())).toEqual([]);
  });

  it("waits but a moment for a call without an answer", async () => {
    const stage = timed();
    const planned = await stage.plan(one());
    const [stop, detach] = [new AbortController(), new AbortController()];
    const run = stage.port.run;
    stage.port.run = (operation, signal) => {
      if (operation.kind !== "create-machine") return run(operation, signal);
      stop.abort();
      detach.abort();
      return new Promise(() => undefined);
    };
    const report = await stage.apply(planned, { signal: stop.signal, detach: detach.signal });
    expect(report.results).toMatchObject([
      { state: "not-run", diagnostics: [{ code: "APPLY_DETACHED", summary: expect.stringContaining("is not known") }] },
    ]);
  });
});

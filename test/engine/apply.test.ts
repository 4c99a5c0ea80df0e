import { describe, expect, it } from "vitest";
import type { ApplyEvent } from "../../provider/engine/apply-plan.ts";
import { machine, virtualIp } from "./support/manifests.ts";
import { error, MemoryVmm } from "./support/memory-vmm.ts";
import { apply, plan, planAndApply, soon } from "./support/runs.ts";

const one = { machines: [machine("web-1")] };
const several = (count: number) => ({ machines: Array.from({ length: count }, (_, index) => machine(`web-${index}`)) });

describe("apply", () => {
  it("runs no more changes at a time than allowed, and as many", async () => {
    const vmm = new MemoryVmm();
    const running = new Set<string>();
    let most = 0;
    const onEvent = (event: ApplyEvent) => {
      if (event.type === "change-started") running.add(event.address);
      if (event.type === "change-finished") running.delete(event.result.address);
      most = Math.max(most, running.size);
    };
    const report = await apply(plan(several(10), vmm), vmm, { parallelism: 3, onEvent });
    expect([report.summary.done, most]).toEqual([10, 3]);
  });

  it("polls the jobs of all changes together", async () => {
    const alone = new MemoryVmm();
    await apply(plan(several(1), alone), alone);
    const many = new MemoryVmm();
    await apply(plan(several(16), many), many, { parallelism: 16 });
    expect(many.polls).toBe(alone.polls);
    expect(many.reads).toBe(1);
  });

  it("tries again while VMM is busy, with growing pauses, without changing anything else", async () => {
    const vmm = new MemoryVmm();
    let left = 4;
    vmm.fault = ({ kind }) => (kind === "start-machine" && left-- > 0 ? { state: "busy", diagnostic: error("LOCKED") } : undefined);
    const pauses: number[] = [];
    const states: string[] = [];
    const report = await apply(plan(one, vmm), vmm, {
      pollIntervalMs: 7,
      sleep: (ms) => {
        if (ms > 7) pauses.push(ms);
        return soon();
      },
      onEvent: (event) => event.type === "step-finished" && event.label === "start VM" && states.push(event.state),
    });
    expect(report.summary.done).toBe(1);
    expect(pauses).toEqual([1000, 2000, 4000, 8000]);
    expect(states).toEqual(["retrying", "retrying", "retrying", "retrying", "done"]);
  });

  it("gives up after some minutes without an answer, and says why", async () => {
    const vmm = new MemoryVmm();
    vmm.fault = ({ kind }) => (kind === "start-machine" ? { state: "busy", diagnostic: error("AWAY") } : undefined);
    const { report } = await planAndApply(one, vmm);
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "AWAY", address: "ScvmmMachine/default/web-1" }] }]);
    expect(vmm.log.filter(({ kind }) => kind === "start-machine")).toHaveLength(12);
  });

  it.each(["busy", "unknown"] as const)(
    "that fails in the end says so as an error, however mild each hindrance was (%s)",
    async (state) => {
      const vmm = new MemoryVmm();
      const mild = { ...error("MILD"), severity: "warning" } as const;
      vmm.fault = ({ kind }) => (kind === "start-machine" ? { state, diagnostic: mild } : undefined);
      const { report } = await planAndApply(one, vmm);
      expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "MILD", severity: "error" }] }]);
    },
  );

  it("waits for a lock as long as the change may take, and not longer", async () => {
    const vmm = new MemoryVmm();
    vmm.fault = ({ kind }) => (kind === "start-machine" ? { state: "busy", diagnostic: error("LOCKED"), locked: true } : undefined);
    let time = 0;
    const sleep = async (ms: number): Promise<void> => {
      time += ms;
      await soon();
    };
    const report = await apply(plan(one, vmm), vmm, { now: () => time, sleep });
    expect(report.results).toMatchObject([
      { state: "failed", diagnostics: [{ code: "APPLY_TIMEOUT", detail: expect.stringContaining("LOCKED") }] },
    ]);
    expect([time >= 3_600_000, time < 3_640_000]).toEqual([true, true]);
  });

  it("removes the remains of a creation that failed for the moment, and makes the machine again", async () => {
    const vmm = new MemoryVmm();
    let left = 2;
    vmm.fault = ({ kind }) => (kind === "create-machine" && left-- > 0 ? "fail-job" : undefined);
    const { report } = await planAndApply({ machines: [machine("web-1", { failedCreationPolicy: "Remove" })] }, vmm);
    expect(report.summary.done).toBe(1);
    expect(vmm.vms).toMatchObject([{ sealed: true }]);
    expect(vmm.log.map(({ kind }) => kind).filter((kind) => kind === "create-machine" || kind === "remove-machine")).toEqual([
      "create-machine",
      "remove-machine",
      "create-machine",
      "remove-machine",
      "create-machine",
    ]);
  });

  it("does not give up a machine for one whose name is taken meanwhile", async () => {
    const vmm = new MemoryVmm();
    const planned = plan(several(2), vmm);
    vmm.others = [{ id: "theirs", name: "WEB-0", status: "Running", cloud: null, hostName: null, hostGroupPath: null }];
    const report = await apply(planned, vmm);
    expect(report.results).toMatchObject([
      { state: "failed", diagnostics: [{ code: "NAME_TAKEN", hint: expect.stringContaining("Plan again") }] },
      { state: "done" },
    ]);
  });

  it("survives a port that throws, a reading that fails, and polls that fail", async () => {
    const vmm = new MemoryVmm();
    const { run, readInventory, pollJobs } = vmm;
    const failures = { run: 1, read: 2, poll: 3 };
    const failing =
      <T>(name: keyof typeof failures, then: () => Promise<T>): (() => Promise<T>) =>
      () =>
        failures[name]-- > 0 ? Promise.reject(new Error(`${name} broke`)) : then();
    vmm.run = (operation) =>
      operation.kind === "create-machine" ? failing("run", () => run.call(vmm, operation))() : run.call(vmm, operation);
    const planned = plan(one, vmm);
    vmm.readInventory = failing("read", () => readInventory.call(vmm));
    vmm.pollJobs = (ids) => failing("poll", () => pollJobs.call(vmm, ids))();
    expect((await apply(planned, vmm)).summary).toEqual({ done: 1, failed: 0, notRun: 0 });
    expect(vmm.vms).toHaveLength(1);
  });

  it("reads what a job did that can no longer be asked for", async () => {
    const vmm = new MemoryVmm();
    const { pollJobs } = vmm;
    let failures = 5;
    vmm.pollJobs = (ids) => {
      if (failures-- <= 0) return pollJobs.call(vmm, ids);
      vmm.finishAllJobs();
      return Promise.reject(new Error("no connection"));
    };
    expect((await planAndApply(one, vmm)).report.summary.done).toBe(1);
    expect(vmm.log.filter(({ kind }) => kind === "create-machine")).toHaveLength(1);
  });

  it("when aborted starts nothing more, waits for what runs, and leaves a state that the next run finishes", async () => {
    const vmm = new MemoryVmm();
    const controller = new AbortController();
    const running = new Set<string>();
    const begun: string[] = [];
    const report = await apply(plan(several(6), vmm), vmm, {
      parallelism: 2,
      signal: controller.signal,
      onEvent: (event) => {
        if (event.type === "step-started") running.add(`${event.address} ${event.step}`);
        if (event.type === "step-finished") running.delete(`${event.address} ${event.step}`);
        if (event.type === "job-progress") controller.abort();
        if (event.type === "change-started") begun.push(event.address);
      },
    });
    expect([...running]).toEqual([]);
    expect(begun).toHaveLength(2);
    expect(report.summary).toEqual({ done: 0, failed: 0, notRun: 6 });
    expect(report.results.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual(Array(6).fill("APPLY_ABORTED"));
    expect(vmm.vms).toHaveLength(2);
    expect(vmm.vms.every(({ status }) => status === "PowerOff")).toBe(true);
    expect((await planAndApply(several(6), vmm)).report.summary.done).toBe(6);
    expect(vmm.vms).toHaveLength(6);
  });

  it("does not sit out a pause when aborted", async () => {
    const vmm = new MemoryVmm();
    const controller = new AbortController();
    vmm.fault = () => ({ state: "busy", diagnostic: error("LOCKED") });
    const { sleepFor } = await import("../../provider/engine/apply/patience.ts");
    const started = performance.now();
    setTimeout(() => controller.abort(), 20);
    const report = await apply(plan(one, vmm), vmm, { signal: controller.signal, sleep: sleepFor });
    expect(report.results).toMatchObject([{ state: "not-run" }]);
    expect(performance.now() - started).toBeLessThan(900);
  });

  it("says nothing of listeners, however many changes are at work at once", async () => {
    const warned: Error[] = [];
    const listen = (warning: Error): number => warned.push(warning);
    process.on("warning", listen);
    const vmm = new MemoryVmm();
    const machines = Array.from({ length: 24 }, (_, index) => machine(`web-${index}`));
    await apply(plan({ machines }, vmm), vmm, {
      parallelism: 24,
      signal: new AbortController().signal,
      detach: new AbortController().signal,
    });
    await new Promise(setImmediate);
    process.off("warning", listen);
    expect(warned.filter(({ name }) => name === "MaxListenersExceededWarning")).toEqual([]);
  });

  it("does not run what waits for a change that failed", async () => {
    const vmm = new MemoryVmm();
    const networking = { devices: [{ vmNetwork: "Net A", ipAddresses: ["10.0.0.50"] }] };
    await planAndApply({ machines: [machine("old", { networking })] }, vmm);
    vmm.fault = ({ kind }) => (kind === "remove-machine" ? { state: "failed", diagnostic: error("NO") } : undefined);
    const { report } = await planAndApply({ machines: [machine("new", { networking })], virtualIps: [virtualIp("vip")] }, vmm);
    expect(report.results.map(({ address, state }) => `${address.split("/").at(-1)} ${state}`)).toEqual([
      "new not-run",
      "old failed",
      "vip done",
    ]);
  });

  it("tells of a provider without connection, and of a listener that throws, for each change", async () => {
    const vmm = new MemoryVmm();
    const { applyPlan } = await import("../../provider/engine/apply-plan.ts");
    const planned = plan(several(2), vmm);
    expect((await applyPlan(planned, new Map(), { parallelism: 1 })).results).toMatchObject([
      { state: "not-run", diagnostics: [{ code: "APPLY_NO_CONNECTION" }] },
      { state: "not-run" },
    ]);
    const report = await apply(planned, vmm, {
      onEvent: (event) => {
        if ("address" in event && event.address.endsWith("web-0")) throw new Error("table is gone");
      },
    });
    expect(report.results).toMatchObject([{ state: "failed", diagnostics: [{ code: "APPLY_INTERNAL" }] }, { state: "done" }]);
  });

  it("reports events in the order of what happens", async () => {
    const vmm = new MemoryVmm();
    const events: ApplyEvent[] = [];
    await apply(plan({ virtualIps: [virtualIp("vip")] }, vmm), vmm, { onEvent: (event) => events.push(event) });
    expect(events.map((event) => event.type)).toEqual(["change-started", "step-started", "step-finished", "change-finished"]);
    expect(events[1]).toMatchObject({ step: 1, label: "take an address of the pool" });
  });
});

import { detectDrift } from "../../../provider/engine/detect-drift.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { Diagnostic } from "../../../provider/model/diagnostic.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { checkConvergence, checkEstate, checkReport, checkSingles, seedsOf, unfinished, type Violation } from "./checks.ts";
import { dice } from "./dice.ts";
import type { Place } from "./draw-moves.ts";
import { type ProcessEnd, planInputOf, planOn, startProcess } from "./engine-process.ts";
import { foreignPart, idsOf } from "./estate-view.ts";
import { drawFaults, type Fault, isOneByOne } from "./fault.ts";
import { Keeping } from "./keeping.ts";
import { Lineage } from "./lineage.ts";
import { addressOf } from "./loaded.ts";
import type { Mutant } from "./mutant.ts";
import { People, settle } from "./people.ts";
import {
  drawScenario,
  type Goal,
  keepsDisks,
  lastWish,
  manifestsOf,
  policiesOf,
  type Scenario,
  type ScopePlan,
  withoutDisks,
} from "./scenario.ts";
import { Overdue, Stalled } from "./scheduler.ts";
import { checkShutdown } from "./shutdown-rule.ts";
import { createSimulation, type Simulation } from "./simulation.ts";
import type { Trace } from "./trace.ts";
import { twinPart } from "./twin.ts";
import { withoutDoubt } from "./without-doubt.ts";

/** All that a run depends on: the same schedule gives the same run. */
export interface Schedule {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly faults: readonly Fault[];
}

export interface ScheduleResult {
  readonly violations: readonly Violation[];
  readonly trace: Trace;
}

export function drawSchedule(seed: number): Schedule {
  const scenario = drawScenario(seed);
  return { seed, scenario, faults: drawFaults(scenario, dice(seed, 2)) };
}

const MOST_VIRTUAL_MS = 24 * 3_600_000;
const MINUTE = 60_000;

/** Runs a schedule to its end. Never throws for what the engine does. */
export async function runSchedule(schedule: Schedule, mutant: Mutant | null = null): Promise<ScheduleResult> {
  const simulation = createSimulation(schedule.seed, schedule.faults);
  const run = new Run(schedule, simulation, mutant);
  try {
    await simulation.scheduler.run(run.all(), MOST_VIRTUAL_MS);
  } catch (error) {
    if (error instanceof Stalled || error instanceof Overdue) run.violations.push(`HANGS ${error.message}`);
    else run.violations.push(`THROWN ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
  for (const violation of run.violations) simulation.trace.add("check", violation);
  return { violations: run.violations, trace: simulation.trace };
}

class Run {
  readonly violations: Violation[] = [];
  readonly #schedule: Schedule;
  readonly #simulation: Simulation;
  readonly #mutant: Mutant | null;
  readonly #people: People;
  readonly #initial: ReadonlySet<string>;
  readonly #untouched: readonly string[];
  readonly #clean: VmmPort;
  readonly #keeping: Keeping;
  readonly #lineage = new Lineage();
  #processes = 0;
  #alive = 0;

  constructor(schedule: Schedule, simulation: Simulation, mutant: Mutant | null) {
    this.#schedule = schedule;
    this.#simulation = simulation;
    this.#mutant = mutant;
    this.#people = new People(simulation);
    this.#people.busy = () => this.#alive > 0 || simulation.strays > 0;
    const { store } = simulation.vmm.world;
    this.#keeping = new Keeping(simulation.vmm.world, schedule.scenario.scopes);
    this.#people.destroy = (vm, disks) => this.#keeping.destroy(vm, disks);
    this.#initial = idsOf(store);
    this.#untouched = foreignPart(store, this.#initial, isPeoples);
    this.#clean = createVmmPort(
      { execute: (batch) => simulation.vmm.execute(batch), close: async () => undefined },
      { server: "localhost", newId: simulation.newId },
    );
  }

  /**
   * 1. Round by round: each scope's process, a twin where there is one, and what disturbs them.
   * 2. Everything that is still on its way arrives; people settle what only they can.
   * 3. Without faults, each scope in turn: one apply does all, and the plan after it is empty.
   * 4. Nothing is there twice, left over, lost, or touched that is foreign.
   */
  async all(): Promise<void> {
    const { scenario, faults } = this.#schedule;
    for (let round = 0; round < scenario.rounds; round++)
      await this.#round(
        round,
        faults.filter((fault) => fault.round === round),
      );
    await this.#arrive();
    this.#simulation.harms.begin(-1);
    await settle(this.#simulation, this.#people);
    this.#keeping.settle();
    await this.#arrive();
    this.#simulation.trace.add("final", "no faults any more");
    // Two engines may have finished one machine twice: to be rid of one is a deletion, which people have to allow.
    if (!isOneByOne(faults) || this.#simulation.overlapped)
      this.#simulation.mayGo = scenario.scopes.flatMap(({ goals }) =>
        goals.flatMap(({ machines }) => machines.map((machine) => addressOf("ScvmmMachine", machine))),
      );
    const held: Goal[] = [];
    for (const scope of scenario.scopes) held.push(await this.#final(scope));
    await this.#arrive();
    for (const [index, scope] of scenario.scopes.entries()) await this.#demandEmpty(scope, held[index] as Goal);
    await this.#look(held);
    await this.#compareWithTwin();
  }

  async #round(round: number, faults: readonly Fault[]): Promise<void> {
    const { scheduler, harms, trace, vmm } = this.#simulation;
    harms.begin(round);
    trace.add("round", `${round + 1}`);
    const wires = faults.filter((fault) => fault.kind === "wire");
    const processes: Promise<void>[] = [];
    const start = (scope: number, afterMs: number): void => {
      const index = processes.length;
      processes.push(
        this.#process(
          round,
          scope,
          afterMs,
          wires.filter(({ process }) => process === index),
        ),
      );
    };
    for (const index of this.#schedule.scenario.scopes.keys()) {
      const delay = faults.find((fault) => fault.kind === "delay" && fault.scope === index);
      start(index, delay?.kind === "delay" ? delay.afterMs : 0);
    }
    const others = faults.map(async (fault) => {
      if (fault.kind === "people") {
        await scheduler.sleep(fault.afterMs);
        await this.#people.do(fault.deed, fault.more);
      } else if (fault.kind === "restart") {
        await scheduler.sleep(fault.afterMs);
        trace.add("VMM", "restarts");
        this.#simulation.meddling++;
        harms.down = true;
        vmm.restart();
        for (const session of this.#simulation.sessions) session.abort();
        this.#people.foreignDeeds.push({ at: scheduler.now(), act: async (twin) => twin.restart() });
        await scheduler.sleep(fault.downMs);
        harms.down = false;
        trace.add("VMM", "is back");
      }
    });
    for (const fault of faults) if (fault.kind === "twin") start(fault.scope, fault.afterMs);
    await Promise.all([...processes, ...others]);
  }

  async #process(round: number, index: number, afterMs: number, faults: readonly Extract<Fault, { kind: "wire" }>[]): Promise<void> {
    const { scheduler } = this.#simulation;
    const plan = this.#schedule.scenario.scopes[index] as ScopePlan;
    const number = this.#processes++;
    await scheduler.sleep(afterMs);
    const manifests = manifestsOf(plan.goals[round] as Goal, plan);
    const name = `${plan.scope}-${number}`;
    const before = this.#simulation.meddling;
    this.#people.forgetWhatStillStops();
    const { strays, quietFrom } = this.#simulation;
    const alone = this.#alive === 0 && strays === 0 && scheduler.now() >= quietFrom;
    if (strays > 0) this.#simulation.overlapped = true;
    this.#alive++;
    if (!alone) this.#simulation.meddling++;
    const end = await startProcess(this.#simulation, {
      name,
      scope: plan.scope,
      manifests,
      faults,
      stream: 100 + number,
      mutant: this.#mutant,
      watch: (operation) => {
        const { store } = this.#simulation.vmm.world;
        this.#lineage.note(store, operation, plan.scope, plan.goals[round] as Goal);
        if (isOneByOne(this.#schedule.faults))
          this.violations.push(...checkShutdown(operation, store, plan.scope, manifests, scheduler.now()));
      },
    });
    this.#alive--;
    this.#keeping.note(round);
    if (isOneByOne(this.#schedule.faults) && !this.#simulation.overlapped)
      this.violations.push(...checkSingles(this.#simulation.vmm.world.store, name));
    if (end.state !== "ended") return;
    this.violations.push(...checkReport(end, name));
    if (alone && before === this.#simulation.meddling && scheduler.now() > this.#simulation.harms.lagUntil)
      await this.#demandTruth(end, plan, manifests, name);
  }

  /** Nobody else was at work: what was told as done is done. */
  async #demandTruth(
    end: Extract<ProcessEnd, { state: "ended" }>,
    plan: ScopePlan,
    manifests: ReturnType<typeof manifestsOf>,
    name: string,
  ): Promise<void> {
    const again = await planOn(this.#clean, { name: `${name}?`, scope: plan.scope, manifests }, this.#simulation);
    const open = new Map(
      again?.plan.changes.flatMap(({ action, address, cause }) => (action === "none" ? [] : [[address, cause] as const])),
    );
    for (const { address, state } of end.report.results)
      if (state === "done" && open.has(address))
        this.violations.push(`UNTRUE ${name}: ${address} was told as done, but ${open.get(address)}`);
  }

  /** Waits for batches, effects and failures that are on their way. */
  async #arrive(): Promise<void> {
    const { scheduler, vmm } = this.#simulation;
    while (this.#simulation.strays > 0) await scheduler.sleep(MINUTE);
    const { lagUntil, failsUntil } = this.#simulation.harms;
    await scheduler.reach(Math.max(lagUntil, failsUntil, scheduler.now()));
    // Jobs of people's own.
    await scheduler.sleep(MINUTE);
    vmm.world.jobs.settle(scheduler.now());
  }

  async #final(plan: ScopePlan): Promise<Goal> {
    const last = lastWish(plan.goals.at(-1) as Goal);
    const goal = await this.#possible(last, plan);
    const end = await this.#applyCleanly(plan, goal);
    // Of two scopes that want one name each may have what is left of a failed creation of it: the first one learns by applying that it loses.
    if (end === "lost-name") {
      const rest = await this.#possible(last, plan);
      await this.#applyCleanly(plan, rest);
      return rest;
    }
    // A guest that was renamed as it started never tells the name that is waited for: its data goes with the apply that follows.
    if (end === "unseen") await this.#applyCleanly(plan, goal);
    return goal;
  }

  async #applyCleanly(plan: ScopePlan, goal: Goal): Promise<"done" | "unseen" | "lost-name"> {
    const name = `${plan.scope}-final`;
    const end = await startProcess(this.#simulation, {
      name,
      scope: plan.scope,
      manifests: manifestsOf(goal, plan),
      faults: [],
      stream: 99,
      mutant: this.#mutant,
    });
    if (end.state !== "ended") {
      this.violations.push(`CONVERGES ${name} ${end.state}`);
      return "done";
    }
    const told = end.report.results.flatMap(({ diagnostics }) => diagnostics);
    if (told.some(({ code, summary }) => RACES.has(code) && summary.includes("both-"))) return "lost-name";
    this.violations.push(...checkReport(end, name), ...checkConvergence(end, name));
    return told.some(({ code }) => code === "APPLY_GUEST_NOT_SEEN") ? "unseen" : "done";
  }

  /**
   * What both scopes want can one alone have: people take it out of the other's manifests. Where a manifest has taken the address that another
   * one has left, and nothing was ever made of it, the object there could be either's: they take the one without an object out. Machines that would swap their disks first give them up.
   */
  async #possible(goal: Goal, plan: ScopePlan): Promise<Goal> {
    const { scopes } = this.#schedule.scenario;
    const isMoved = [...goal.machines, ...goal.virtualIps, ...goal.names].some(({ earlier }) => earlier.length > 0);
    if (scopes.length === 1 && !isMoved && goal.kept.disks.length + goal.kept.pooled.length === 0) return goal;
    const said = await this.#saidOf(goal, plan);
    const told = this.#lineage.told(this.#simulation.vmm.world.store, plan.scope, goal, said);
    if (told !== goal) return this.#possible(told, plan);
    const others = this.#schedule.scenario.scopes.filter(({ scope }) => scope !== plan.scope).map(({ scope }) => `of scope ${scope}`);
    const lost = said.filter(
      ({ code, detail, summary }) =>
        (CONTENTION.has(code) && others.some((other) => detail?.includes(other))) ||
        (code === "APPLY_NAME_RACE" && summary.includes("both-")),
    );
    // A chain of moves against whose order disks are handed on: they are moved first, and have their disks later.
    const isKnot = said.some(({ code }) => code === "PLAN_MOVE_KNOT");
    if (isKnot && keepsDisks(goal)) return this.#possible(withoutDisks(goal), plan);
    const unclear = said.flatMap(({ code, address }) => (code.startsWith("PLAN_MOVE_") && address ? [address] : []));
    const isCircle = said.some(({ code }) => code === "PLAN_DISK_CIRCLE");
    if (lost.length === 0 && unclear.length === 0 && !isCircle) return goal;
    const settled = <T extends Place>(kind: "ScvmmMachine" | "ScvmmVirtualIP", all: readonly T[]): readonly T[] => {
      const claimed = all.filter((one) => unclear.includes(addressOf(kind, one))).flatMap(({ earlier }) => earlier);
      return all.filter((one) => !claimed.includes(`${one.namespace}/${one.name}`));
    };
    const isKept = (kind: "ScvmmMachine" | "ScvmmVirtualIP") => (one: Place) =>
      !lost.some(({ address }) => address === addressOf(kind, one));
    const rest: Goal = {
      ...goal,
      kept: isCircle ? withoutDisks(goal).kept : goal.kept,
      machines: settled("ScvmmMachine", goal.machines.filter(isKept("ScvmmMachine"))),
      virtualIps: settled("ScvmmVirtualIP", goal.virtualIps.filter(isKept("ScvmmVirtualIP"))),
    };
    const sure = withoutDoubt(rest, said);
    if (lost.length === 0 || !isMoved) return sure;
    // What they took out may have been at the earlier address of another one, which then names it no longer, as the warning says.
    return withoutDoubt(sure, await this.#saidOf(sure, plan));
  }

  async #saidOf(goal: Goal, plan: ScopePlan): Promise<readonly Diagnostic[]> {
    return (await this.#planOf(goal, plan, "?"))?.diagnostics ?? [];
  }

  #planOf(goal: Goal, plan: ScopePlan, mark: "?" | "!") {
    const { scope } = plan;
    return planOn(this.#clean, { name: `${scope}${mark}`, scope, manifests: manifestsOf(goal, plan) }, this.#simulation);
  }

  async #demandEmpty(plan: ScopePlan, goal: Goal): Promise<void> {
    const planned = await this.#planOf(goal, plan, "!");
    if (!planned) this.violations.push(`EMPTY ${plan.scope}: VMM cannot be read`);
    else for (const left of unfinished(planned)) this.violations.push(`EMPTY ${plan.scope}: ${left}`);
  }

  /** Temporary templates that no machine leads to any more, and cloud-init data of VMs that people have deleted, where drift tells people of it. */
  async #told(held: readonly Goal[]): Promise<ReadonlySet<string>> {
    const told = new Set<string>();
    const seeds = seedsOf(this.#simulation.vmm.world.store, this.#initial).filter(({ SharePath }) =>
      this.#keeping.isOfDestroyed(SharePath),
    );
    // Most have none: then there is nothing to read.
    if (seeds.length === 0 && [...this.#simulation.vmm.world.store.templates.keys()].every((id) => this.#initial.has(id))) return told;
    const { temporaryTemplates } = await this.#clean.readInventory();
    const left = [...temporaryTemplates.map(({ id }) => [id, id] as const), ...seeds.map(({ ID, SharePath }) => [ID, SharePath] as const)];
    for (const [index, plan] of this.#schedule.scenario.scopes.entries()) {
      const manifests = manifestsOf(held[index] as Goal, plan);
      const { report } = detectDrift(
        planInputOf(plan.scope, manifests, await this.#clean.readInventory(), this.#simulation.scheduler.now()),
      );
      for (const [id, words] of left)
        if (report.items.some(({ kind, detail }) => kind === "leaked" && detail.includes(words))) told.add(id);
    }
    return told;
  }

  async #look(held: readonly Goal[]): Promise<void> {
    const { vmm } = this.#simulation;
    const wanted = this.#schedule.scenario.scopes.map((plan, index) => ({
      scope: plan.scope,
      machines: (held[index] as Goal).machines.map((machine) => ({
        address: addressOf("ScvmmMachine", machine),
        policies: policiesOf(plan, machine.origin),
      })),
      virtualIps: (held[index] as Goal).virtualIps.map((ip) => addressOf("ScvmmVirtualIP", ip)),
      names: (held[index] as Goal).names.map((name) => addressOf("ScvmmName", name)),
    }));
    const { store, files } = vmm.world;
    const { turnedOff, started, touched } = this.#people;
    this.violations.push(
      ...checkEstate({
        store,
        initial: this.#initial,
        wanted,
        turnedOff,
        touched,
        started,
        extended: this.#people.extended,
        told: await this.#told(held),
        files: files.count,
      }),
      ...this.#keeping.check(held, isOneByOne(this.#schedule.faults) && !this.#simulation.overlapped),
    );
  }

  async #compareWithTwin(): Promise<void> {
    const here = foreignPart(this.#simulation.vmm.world.store, this.#initial, isPeoples);
    const there =
      this.#people.foreignDeeds.length === 0
        ? this.#untouched
        : await twinPart(this.#schedule.seed, this.#simulation.scheduler, this.#people.foreignDeeds, isPeoples);
    for (const [index, object] of there.entries())
      if (here[index] !== object) {
        this.violations.push(`FOREIGN ${object} has become ${here[index] ?? "nothing"}`);
        return;
      }
    if (here.length !== there.length) this.violations.push(`FOREIGN ${here.length - there.length} more objects than there should be`);
  }
}

const RACES: ReadonlySet<string> = new Set(["APPLY_NAME_RACE", "VMM_TAKEN"]);

const CONTENTION: ReadonlySet<string> = new Set(["PLAN_NAME_TAKEN", "PLAN_ADDRESS_TAKEN"]);

const isPeoples = ({ Description }: { readonly Description?: string }): boolean => Description === "by people";

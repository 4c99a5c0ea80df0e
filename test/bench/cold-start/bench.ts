import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { writeFarm } from "../../scenarios/support/farm.ts";
import { type Column, showTable } from "../shared/table.ts";

/**
 * From the start of the process to its end: how long `scvmm plan` takes where nothing is warm, and what for.
 *
 * 1. Build the command, start its simulator, write manifests of a farm.
 * 2. Run steps that each do one thing more than the one before, in turn, so that all meet the same moments of the machine.
 * 3. Show the middle of each, and the differences.
 */
async function main(programs: string): Promise<void> {
  const root = join(import.meta.dirname, "..", "..", "..");
  execFileSync(process.execPath, [join(root, ".tools/build.mjs"), join(programs, "dist")], { cwd: root });
  const command = join(programs, "dist", "scvmm.js");
  const simulator = spawn(process.execPath, [command, "simulate"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [greeting] = await once(simulator.stdout, "data");
    const settings = parseEnv(String(greeting).replace(/^export /gm, ""));
    const folder = writeFarm(programs, "farm", { machines: MACHINES });
    const environment = { PATH: process.env["PATH"], HOME: programs, ...settings };
    const steps: readonly Step[] = [
      { name: "node", does: "Node itself", argv: ["-e", "0"], codes: [0] },
      { name: "scvmm --version", does: "load the bundle", argv: [command, "--version"], codes: [0] },
      { name: "scvmm validate", does: "read and check the manifests", argv: [command, "validate", "-f", folder], codes: [0] },
      { name: "scvmm plan", does: "session, inventory, plan, text", argv: [command, "plan", "-f", folder], codes: [0, 2] },
    ];
    const times = steps.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, step] of steps.entries()) times[index]?.push(time(step, environment, programs));
    }
    const rows = steps.map((step, index) => ({ ...step, ms: middle(times[index] ?? []) }));
    show(rows);
    write(rows, statSync(command).size);
  } finally {
    simulator.kill("SIGINT");
    await once(simulator, "close");
  }
}

const ROUNDS = 9;
const MACHINES = 20;

interface Step {
  readonly name: string;
  /** Beyond what the step before does. */
  readonly does: string;
  readonly argv: readonly string[];
  readonly codes: readonly number[];
}

function time(step: Step, env: NodeJS.ProcessEnv, cwd: string): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, step.argv, { env, cwd, encoding: "utf8" });
  const ms = performance.now() - started;
  if (!step.codes.includes(status ?? -1)) throw new Error(`${step.name} ended with ${status}:\n${stdout}${stderr}`);
  return ms;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

type Row = Step & { readonly ms: number };

function show(rows: readonly Row[]): void {
  const columns: readonly Column<Row>[] = [
    { title: "step", of: ({ name }) => name },
    { title: "ms", of: ({ ms }) => ms.toFixed(0) },
    { title: "more than the one before", of: (row) => (row.ms - (rows[rows.indexOf(row) - 1]?.ms ?? 0)).toFixed(0) },
    { title: "for", of: ({ does }) => does },
  ];
  process.stdout.write(`\nCold start, ${MACHINES} machines, simulator on this machine\n${showTable(columns, rows)}`);
}

function write(rows: readonly Row[], bundleBytes: number): void {
  const folder = join(import.meta.dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
  const steps = rows.map(({ name, does, ms }) => ({ name, does, ms: Math.round(ms) }));
  writeFileSync(join(folder, "cold-start.json"), `${JSON.stringify({ machine, machines: MACHINES, bundleBytes, steps }, null, 2)}\n`);
}

await main(process.argv[2] ?? "");

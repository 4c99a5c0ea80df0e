import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { writeFarm } from "../../scenarios/support/farm.ts";
import { cpuSeconds, memoryOf } from "../shared/process-cost.ts";
import { type Column, showTable } from "../shared/table.ts";

/**
 * The command beside VMM's published maximum: 25,000 VMs on 1,000 hosts (scvmm-domain 5).
 *
 * 1. Start its simulator at each size, write manifests of a farm.
 * 2. List, plan, apply, plan again; seconds, processor and memory of the command, requests and bytes on the wire.
 */
async function main(programs: string): Promise<void> {
  const root = join(import.meta.dirname, "..", "..", "..");
  execFileSync(process.execPath, [join(root, ".tools/build.mjs"), join(programs, "dist")], { cwd: root });
  const command = join(programs, "dist", "scvmm.js");
  const rows: Row[] = [];
  for (const size of SIZES) rows.push(...(await measure(command, programs, size)));
  process.stdout.write(`\n${showTable(COLUMNS, rows)}`);
  const folder = join(import.meta.dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version };
  writeFileSync(join(folder, "scale.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

interface Size {
  readonly vms: number;
  readonly hosts: number;
  readonly machines: number;
}

const SIZES: readonly Size[] = [
  { vms: 1000, hosts: 40, machines: 40 },
  { vms: 5000, hosts: 200, machines: 200 },
  { vms: 25_000, hosts: 1000, machines: 1000 },
];

interface Row extends Size {
  readonly step: string;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMb: number;
  readonly requests: number;
  readonly receivedKb: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "VMs", of: ({ vms }) => `${vms}` },
  { title: "hosts", of: ({ hosts }) => `${hosts}` },
  { title: "machines", of: ({ machines }) => `${machines}` },
  { title: "step", of: ({ step }) => step },
  { title: "s", of: ({ seconds }) => seconds.toFixed(1) },
  { title: "CPU s", of: (row) => row.cpuSeconds.toFixed(1) },
  { title: "peak MB", of: ({ peakMb }) => `${peakMb}` },
  { title: "requests", of: ({ requests }) => `${requests}` },
  { title: "KB received", of: ({ receivedKb }) => `${receivedKb}` },
];

async function measure(command: string, programs: string, size: Size): Promise<readonly Row[]> {
  const given = ["simulate", "--vms", `${size.vms}`, "--hosts", `${size.hosts}`, "--time-scale", "20000"];
  const simulator = spawn(process.execPath, [command, ...given], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [greeting] = await once(simulator.stdout, "data");
    const settings = parseEnv(String(greeting).replace(/^export /gm, ""));
    const folder = writeFarm(programs, `farm-${size.vms}`, { machines: size.machines, pool: null });
    const env = { PATH: process.env["PATH"], HOME: programs, ...settings };
    const rows: Row[] = [];
    for (const [step, argv] of Object.entries(STEPS)) rows.push({ ...size, step, ...(await run(command, argv(folder), env)) });
    return rows;
  } finally {
    simulator.kill("SIGINT");
    await once(simulator, "close");
  }
}

const STEPS: Readonly<Record<string, (folder: string) => readonly string[]>> = {
  "get machines": () => ["get", "machines"],
  "plan (nothing there)": (folder) => ["plan", "-f", folder],
  apply: (folder) => ["apply", "-f", folder, "--auto-approve", "--parallelism", "64", "--poll-interval", "0.2"],
  "plan (all there)": (folder) => ["plan", "-f", folder],
};

async function run(command: string, argv: readonly string[], env: NodeJS.ProcessEnv) {
  const started = performance.now();
  const child = spawn(process.execPath, [command, "-v", ...argv], { env, stdio: ["ignore", "pipe", "pipe"] });
  let cost = { cpuSeconds: 0, peakMb: 0 };
  const pid = child.pid ?? 0;
  const watch = setInterval(() => {
    try {
      const { peak } = memoryOf(pid);
      // A process that is just ending has no memory any more.
      if (Number.isFinite(peak)) cost = { cpuSeconds: cpuSeconds(pid), peakMb: Math.round(peak / 2 ** 20) };
    } catch {
      // It has just ended.
    }
  }, 20);
  const [out, notes, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${argv.join(" ")} ended with ${code}:\n${out.slice(-2000)}${notes.slice(-2000)}`);
  const [, requests = "0", received = "0"] = /: (\d+) requests?, \d+ bytes sent, (\d+) received/.exec(notes) ?? [];
  return { seconds, ...cost, requests: Number(requests), receivedKb: Math.round(Number(received) / 1024) };
}

await main(process.argv[2] ?? "");

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { GO_DRIVER, goDriver, type Part, PYTHON, python } from "../../parts.ts";
import { Peer } from "../../wire/peer.ts";
import { cpuSeconds, forgetPeak, memoryOf } from "../shared/process-cost.ts";
import { type Column, showTable } from "../shared/table.ts";

/**
 * Five clients against one server process: ours, pypsrp (PSRP); pywinrm, masterzen/winrm, npm's winrm-client (WinRS). See
 * docs/benchmarks.md for what is compared and what is not. At any moment one client works and the others wait.
 *
 * 1. Start the server, once without and once with latency.
 * 2. For each latency: cold calls; then warm calls, one at a time and eight at a time, in rounds in which each client has its
 *    turn, so that all meet the same moments of the machine.
 * 3. For each client, in a process of its own: 10 MB of output.
 * 4. Show and write what came of it, with the bars that are to be met.
 */
async function main(programs: string): Promise<void> {
  await using server = new Peer(process.execPath, [join(programs, "server.mjs")]);
  const load = loadavg()[0] ?? 0;
  const present = clients(programs).filter(({ part }) => part.available);
  const results: Result[] = [];
  for (const latencyMs of LATENCIES) {
    const address = await server.must({ op: "start", latencyMs });
    results.push(...(await measure(present, latencyMs, address, server)));
  }
  show(results);
  writeResults(results, load);
  if (load > 0.5)
    process.stdout.write(`\nThe machine had other work (load ${load.toFixed(1)} before the run): these figures say little.\n`);
  for (const { name, part } of clients(programs)) {
    if (!part.available) process.stderr.write(`SKIPPED: ${name}, for want of ${part.missing}\n`);
  }
}

const LATENCIES = [0, 20];
const TEXT = "0123456789abcdef0123456789abcdef";
const OUTPUT_BYTES = 10 * 1024 * 1024;
/** Before any of them, for compilers that learn as they run: those of the server and of two clients. */
const WARM_UP_SECONDS = 2;
/** Of one measurement of warm calls; the middle one counts. */
const ROUND_SECONDS = 0.8;
const ROUNDS = 5;
const COLD_CALLS = 20;

interface Client {
  readonly name: string;
  readonly protocol: "PSRP" | "WinRS";
  readonly version: string;
  readonly part: Part;
  start(): Peer;
}

const ALWAYS: Part = { available: true, missing: "" };
const wire = (file: string) => join(import.meta.dirname, "..", "..", "wire", file);
const said = (program: string, ...given: string[]) => spawnSync(program, given, { encoding: "utf8" }).stdout?.trim() ?? "";
const pythonVersion = (name: string) => said(PYTHON, "-c", `from importlib.metadata import version; print(version("${name}"))`);

function clients(programs: string): readonly Client[] {
  const pythonPeer = (script: string) => () => new Peer(PYTHON, [wire(`python/${script}`)], { PYTHONDONTWRITEBYTECODE: "1" });
  const npm = process.env["SCVMM_BENCH_NPM"] ?? join(dirname(dirname(GO_DRIVER)), "npm-peer");
  const npmPackage = join(npm, "node_modules", "winrm-client", "package.json");
  const npmPart = { available: existsSync(npmPackage), missing: "npm's winrm-client (SCVMM_BENCH_NPM); install it with: bash .ci/parts" };
  return [
    {
      name: OURS,
      protocol: "PSRP",
      version: "",
      part: ALWAYS,
      start: () => new Peer(process.execPath, [join(programs, "ours.mjs")]),
    },
    { name: "pypsrp", protocol: "PSRP", version: pythonVersion("pypsrp"), part: python("pypsrp"), start: pythonPeer("pypsrp_peer.py") },
    { name: "pywinrm", protocol: "WinRS", version: pythonVersion("pywinrm"), part: python("winrm"), start: pythonPeer("pywinrm_peer.py") },
    {
      name: "masterzen/winrm",
      protocol: "WinRS",
      version: said(GO_DRIVER, "-version"),
      part: goDriver(),
      start: () => new Peer(GO_DRIVER),
    },
    {
      name: "winrm-client",
      protocol: "WinRS",
      version: npmPart.available ? JSON.parse(readFileSync(npmPackage, "utf8")).version : "",
      part: npmPart,
      start: () => new Peer(process.execPath, [join(programs, "npm-peer.mjs")], { SCVMM_BENCH_NPM: npm }),
    },
  ];
}

const OURS = "ours";

interface Calls {
  readonly callsPerSecond: number;
  readonly msPerCall: number;
  readonly requestsPerCall: number;
  readonly bytesPerCall: number;
  readonly cpuMsPerCall: number;
}

interface Output {
  readonly seconds: number;
  /** Growth of resident memory at its highest, in times of the output. */
  readonly copies: number;
  readonly cpuSeconds: number;
}

interface Result {
  readonly client: string;
  readonly version: string;
  readonly protocol: string;
  readonly latencyMs: number;
  readonly cold: Calls;
  readonly warm1: Calls;
  readonly warm8: Calls;
  readonly peakMemoryMb: number;
  /** Null where the client did not get all of it. */
  readonly output10Mb: Output | null;
}

async function measure(present: readonly Client[], latencyMs: number, address: object, server: Peer): Promise<readonly Result[]> {
  const peers = present.map((client) => client.start());
  try {
    const cold: Calls[] = [];
    for (const peer of peers) {
      await peer.must({ op: "open", ...address, auth: "basic" });
      cold.push(await calls(peer, server, COLD_CALLS, 1, true));
    }
    const warm1 = await warm(peers, server, 1);
    const warm8 = await warm(peers, server, 8);
    const peak = peers.map((peer) => memoryOf(peer.pid).peak / 1024 / 1024);
    for (const peer of peers) await peer.must({ op: "close" });
    const results: Result[] = [];
    for (const [index, client] of present.entries()) {
      const { name, version, protocol } = client;
      const timed = { cold: at(cold, index), warm1: at(warm1, index), warm8: at(warm8, index) };
      const output10Mb = await output(client, address);
      results.push({ client: name, version, protocol, latencyMs, ...timed, peakMemoryMb: at(peak, index), output10Mb });
    }
    return results;
  } finally {
    for (const peer of peers) await peer[Symbol.asyncDispose]();
  }
}

function at<T>(values: readonly T[], index: number): T {
  const value = values[index];
  if (value === undefined) throw new RangeError(`nothing at ${index}`);
  return value;
}

/** Of each peer the middle one of its rounds, after enough calls to be warm and to know how many fill a round. */
async function warm(peers: readonly Peer[], server: Peer, concurrency: number): Promise<readonly Calls[]> {
  const counts: number[] = [];
  for (const peer of peers) {
    const first = await calls(peer, server, 60, concurrency, false);
    const second = await calls(peer, server, Math.ceil(first.callsPerSecond * WARM_UP_SECONDS), concurrency, false);
    counts.push(Math.max(60, Math.ceil(second.callsPerSecond * ROUND_SECONDS)));
  }
  const rounds = peers.map((): Calls[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    process.stderr.write(".");
    for (const [index, peer] of peers.entries()) at(rounds, index).push(await calls(peer, server, at(counts, index), concurrency, false));
  }
  return rounds.map((own) =>
    at(
      [...own].sort((a, b) => a.callsPerSecond - b.callsPerSecond),
      ROUNDS >> 1,
    ),
  );
}

/** What is sent behind the caller's back counts as well: a while is waited for it. */
async function calls(peer: Peer, server: Peer, count: number, concurrency: number, cold: boolean): Promise<Calls> {
  await server.must({ op: "take" });
  const cpuBefore = cpuSeconds(peer.pid);
  const started = performance.now();
  await peer.must({ op: "calls", count, concurrency, cold, text: TEXT });
  const ms = performance.now() - started;
  await sleep(100);
  const taken = await server.must({ op: "take" });
  const [requests, bytes] = [Number(taken["requests"]), Number(taken["bytesIn"]) + Number(taken["bytesOut"])];
  return {
    callsPerSecond: (count / ms) * 1000,
    msPerCall: (ms / count) * concurrency,
    requestsPerCall: requests / count,
    bytesPerCall: bytes / count,
    cpuMsPerCall: ((cpuSeconds(peer.pid) - cpuBefore) / count) * 1000,
  };
}

/** In a fresh process, after one small output, so that only what the output needs is counted. */
async function output(client: Client, address: object): Promise<Output | null> {
  await using peer = client.start();
  await peer.must({ op: "open", ...address, auth: "basic" });
  await peer.must({ op: "output", bytes: 1000, command: "long 1000" });
  const cpuBefore = cpuSeconds(peer.pid);
  forgetPeak(peer.pid);
  const before = memoryOf(peer.pid).resident;
  const started = performance.now();
  const answer = await peer.ask({ op: "output", bytes: OUTPUT_BYTES, command: `long ${OUTPUT_BYTES}` });
  const seconds = (performance.now() - started) / 1000;
  const copies = (memoryOf(peer.pid).peak - before) / OUTPUT_BYTES;
  const cpu = cpuSeconds(peer.pid) - cpuBefore;
  await peer.must({ op: "close" });
  return answer["bytes"] === OUTPUT_BYTES ? { seconds, copies, cpuSeconds: cpu } : null;
}

function show(results: readonly Result[]): void {
  const number = (value: number, digits = 1) => value.toFixed(digits);
  for (const latencyMs of LATENCIES) {
    const rows = results.filter((result) => result.latencyMs === latencyMs);
    const columns: readonly Column<Result>[] = [
      { title: "client", of: (r) => r.client },
      { title: "protocol", of: (r) => r.protocol },
      { title: "calls/s ×1", of: (r) => number(r.warm1.callsPerSecond, 0) },
      { title: "calls/s ×8", of: (r) => number(r.warm8.callsPerSecond, 0) },
      { title: "ms a call", of: (r) => number(r.warm1.msPerCall, 2) },
      { title: "requests warm", of: (r) => number(r.warm1.requestsPerCall) },
      { title: "requests cold", of: (r) => number(r.cold.requestsPerCall) },
      { title: "cold ms", of: (r) => number(r.cold.msPerCall) },
      { title: "KB a call", of: (r) => number(r.warm1.bytesPerCall / 1024) },
      { title: "CPU ms a call", of: (r) => number(r.warm1.cpuMsPerCall, 2) },
      { title: "peak MB", of: (r) => number(r.peakMemoryMb, 0) },
      { title: "10 MB: s", of: (r) => (r.output10Mb === null ? "–" : number(r.output10Mb.seconds, 2)) },
      { title: "copies", of: (r) => (r.output10Mb === null ? "–" : number(r.output10Mb.copies)) },
    ];
    process.stdout.write(`\n${latencyMs} ms of latency\n${showTable(columns, rows)}`);
  }
  process.stdout.write(
    `\n${bars(results)
      .map(({ bar, met, figure }) => `${met ? "met    " : "NOT MET"}  ${bar}: ${figure}\n`)
      .join("")}`,
  );
}

interface Bar {
  readonly bar: string;
  readonly met: boolean;
  readonly figure: string;
}

function bars(results: readonly Result[]): readonly Bar[] {
  const of = (client: string, latencyMs: number) => results.find((r) => r.client === client && r.latencyMs === latencyMs);
  const ours = of(OURS, 20);
  if (ours === undefined) return [];
  const waited = ours.warm1.msPerCall / ours.latencyMs;
  const found: Bar[] = [
    { bar: "a warm call waits for 2 requests", met: waited < 2.5, figure: `${waited.toFixed(2)} round trips of 20 ms` },
  ];
  for (const latencyMs of LATENCIES) {
    const mine = of(OURS, latencyMs);
    if (mine === undefined) continue;
    for (const [rival, times] of [
      ["pypsrp", 3],
      ["masterzen/winrm", 1],
    ] as const) {
      const theirs = of(rival, latencyMs);
      for (const [key, label] of [
        ["warm1", "×1"],
        ["warm8", "×8"],
      ] as const) {
        if (theirs === undefined) continue;
        const ratio = mine[key].callsPerSecond / theirs[key].callsPerSecond;
        found.push({
          bar: `${times} × ${rival}'s calls a second, ${label}, ${latencyMs} ms`,
          met: ratio >= times,
          figure: `${ratio.toFixed(2)} ×`,
        });
      }
    }
    const copies = mine.output10Mb?.copies ?? Number.NaN;
    found.push({ bar: `10 MB in at most 3 copies, ${latencyMs} ms`, met: copies <= 3, figure: `${copies.toFixed(2)} copies` });
  }
  return found;
}

/** The machine by what matters to the figures, not by what it is called. */
function writeResults(results: readonly Result[], load: number): void {
  const file = join(import.meta.dirname, "..", "results", "winrm.json");
  const machine = {
    processor: cpus()[0]?.model ?? "",
    cores: cpus().length,
    loadBefore: load,
    node: process.version,
    python: said(PYTHON, "--version"),
  };
  const ratios = results.map(({ client, latencyMs, warm1, warm8 }) => {
    const ours = results.find((r) => r.client === OURS && r.latencyMs === latencyMs);
    const ratio = (a: Calls | undefined, b: Calls) => round((a?.callsPerSecond ?? Number.NaN) / b.callsPerSecond);
    return { client, latencyMs, oursToTheirs1: ratio(ours?.warm1, warm1), oursToTheirs8: ratio(ours?.warm8, warm8) };
  });
  const text = JSON.stringify(
    { machine, results, ratios, bars: bars(results) },
    (_key, value) => (typeof value === "number" ? round(value) : value),
    2,
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
}

const round = (value: number) => Number(value.toPrecision(4));

await main(process.argv[2] ?? "");

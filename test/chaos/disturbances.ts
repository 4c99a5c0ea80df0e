import { setTimeout as sleep } from "node:timers/promises";
import type { Disturbance } from "../../provider/winrm/server.ts";

/** The nightly script sets it: more kinds, both ways to resend, more places. */
export const LONG = process.env["SCVMM_CHAOS"] === "long";

const SHORT_KINDS: readonly Disturbance[] = [
  { what: "cut-before" },
  { what: "cut-after" },
  { what: "truncate" },
  { what: "delay", ms: 150 },
  { what: "duplicate" },
  { what: "kill-shells" },
  { what: "restart" },
  { what: "status", status: 503 },
  // the number of a full quota of operations
  { what: "fault", code: 2150859174, subcode: "QuotaLimit" },
];
const LONG_KINDS: readonly Disturbance[] = [
  { what: "status", status: 500 },
  { what: "status", status: 502 },
  { what: "status", status: 401 },
  { what: "fault", code: 2150858843, subcode: "InvalidSelectors" },
  { what: "fault", code: 995 },
  { what: "fault", code: 170 },
  { what: "fault", code: 5, subcode: "AccessDenied" },
];

export const KINDS = LONG ? [...SHORT_KINDS, ...LONG_KINDS] : SHORT_KINDS;

export const nameOf = (disturbance: Disturbance): string => Object.values(disturbance).join(" ");

/** Runs all, some at a time: each waits most of its time. */
export async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items];
  const worker = async () => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Rejects when it takes too long: a client that hangs is the worst that can happen. */
export async function withinSeconds<T>(seconds: number, what: string, work: Promise<T>): Promise<T> {
  const late = new AbortController();
  const deadline = sleep(seconds * 1000, undefined, { signal: late.signal }).then(() => {
    throw new Error(`${what} did not end within ${seconds} s`);
  });
  deadline.catch(() => {});
  try {
    return await Promise.race([work, deadline]);
  } finally {
    late.abort();
  }
}

export async function eventually(what: string, holds: () => boolean): Promise<void> {
  const until = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > until) throw new Error(`never: ${what}`);
    await sleep(20);
  }
}

/** Sockets and timers of this process. */
export const resources = (): readonly string[] =>
  process
    .getActiveResourcesInfo()
    .filter((kind) => /TCP|TLS|Timeout|Pipe/.test(kind))
    .sort();

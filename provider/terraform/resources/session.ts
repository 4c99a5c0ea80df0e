import { setTimeout } from "node:timers/promises";
import type { ApplyOptions } from "../../engine/index.ts";
import type { Inventory, VmDetails } from "../../engine/inventory.ts";
import type { Estate } from "../estate/estate.ts";
import { Claims } from "./claims.ts";
import { Forecast } from "./forecast.ts";
import { gathering } from "./gathering.ts";
import { sharedPort } from "./shared-port.ts";

/** Pace of applies; tests have a faster one. */
export type Pace = Pick<ApplyOptions, "sleep" | "now" | "pollIntervalMs">;

/** What the calls for one configured provider block share. */
export interface Session {
  readonly estate: Estate;
  readonly claims: Claims;
  readonly forecast: Forecast;
  readonly pace: Pace;
  /** Details of a VM that carries no mark; undefined where VMM says that it is gone. Read once for each inventory. */
  details(inventory: Inventory, id: string): Promise<VmDetails | undefined>;
  /** Port of all applies, which read and poll together. */
  port(): ReturnType<typeof sharedPort>;
  /** As many at a time as the provider block allows. */
  limited<T>(work: () => Promise<T>): Promise<T>;
}

/** Terraform asks for ten resources at a time, a few milliseconds apart. */
const GATHER_MS = 20;

export function makeSession(estate: Estate, pace: Pace): Session {
  const sleep = pace.sleep ?? ((ms: number) => setTimeout(ms));
  const known = new WeakMap<Inventory, Map<string, Promise<VmDetails | undefined>>>();
  const read = gathering(
    async (ids: readonly string[]) => {
      const found = new Map((await estate.reader().readMachines(ids)).map((vm) => [vm.id, vm]));
      return (id) => found.get(id);
    },
    () => sleep(GATHER_MS),
  );
  let port: ReturnType<typeof sharedPort> | undefined;
  return {
    estate,
    claims: new Claims(),
    forecast: new Forecast(estate, () => sleep(GATHER_MS)),
    pace,
    details: (inventory, id) => {
      const ofReading = known.get(inventory) ?? new Map<string, Promise<VmDetails | undefined>>();
      known.set(inventory, ofReading);
      const details = ofReading.get(id) ?? read(id);
      ofReading.set(id, details);
      return details;
    },
    port: () => {
      port ??= sharedPort(estate, sleep);
      return port;
    },
    limited: limiter(() => estate.parallelism),
  };
}

/** First come, first served. */
function limiter(most: () => number): Session["limited"] {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= most()) await new Promise<void>((enter) => waiting.push(enter));
    else busy++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else busy--;
    }
  };
}

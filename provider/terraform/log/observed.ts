import { Observation } from "../../observe/index.ts";
import type { Log, LogFacts, LogLevel } from "./log.ts";

const LEVELS: Readonly<Record<string, LogLevel>> = { call: "debug", request: "trace", fallback: "info" };

/** What goes over the wire, told to Terraform's log: calls under TF_LOG=debug, requests under trace. */
export function observedBy(log: Log, environment: Readonly<Record<string, string | undefined>>): Observation {
  const isWanted = Boolean(environment["TF_LOG"] || environment["TF_LOG_PROVIDER"]);
  return new Observation({
    log: { detail: isWanted ? "requests" : "off", format: "json" },
    write: (line) => {
      const { time: _time, event, ...facts } = JSON.parse(line) as LogFacts & { readonly event: string };
      log(LEVELS[event] ?? "debug", event, facts);
    },
  });
}

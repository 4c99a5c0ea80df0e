import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Log } from "../log/log.ts";
import type { Handlers, RpcName } from "../protocol/rpcs.ts";
import { diagnosticMessage } from "./diagnostic-message.ts";

/** Its kind and where it came from, without the message, which may quote a value. Returns the kind. */
export function logFault(log: Log, during: string, error: unknown): string {
  const { name, stack } = error instanceof Error ? error : new Error();
  const frames = (stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  log("error", "a fault of the provider", { during, kind: name, frames });
  return name;
}

/**
 * What a handler has thrown, as its answer. The message of an error of ours may quote a value, so that it is told to nobody; the log
 * has its kind and where it came from.
 */
export function faultAnswer(log: Log): (rpc: RpcName, error: unknown) => Record<string, unknown> {
  return (rpc, error) => {
    if (error instanceof DiagnosticError) return { diagnostics: error.diagnostics.map((diagnostic) => diagnosticMessage(diagnostic)) };
    const name = logFault(log, rpc, error);
    const fault: Diagnostic = {
      code: "INTERNAL",
      severity: "error",
      summary: `The provider has a fault (${name} in ${rpc})`,
      hint: "This is a bug in the provider; please report it with the log that TF_LOG_PROVIDER=debug gives.",
    };
    return { diagnostics: [diagnosticMessage(fault)] };
  };
}

/** Handlers that answer whatever happens. */
export function withFaults(handlers: Handlers, log: Log): Handlers {
  const onFault = faultAnswer(log);
  const guarded = (name: RpcName) => async (request: object) => {
    try {
      return await (handlers[name] as (request: object) => Promise<object>)(request);
    } catch (error) {
      return onFault(name, error);
    }
  };
  return Object.fromEntries((Object.keys(handlers) as RpcName[]).map((name) => [name, guarded(name)])) as unknown as Handlers;
}

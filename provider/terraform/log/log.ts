export type LogLevel = "trace" | "debug" | "info" | "warn" | "error";
export type LogFacts = Readonly<Record<string, unknown>>;

/** What Terraform shows under TF_LOG and TF_LOG_PROVIDER. No secrets, no bodies, no scripts. */
export type Log = (level: LogLevel, message: string, facts?: LogFacts) => void;

/** Lines of go-hclog, which Terraform sorts by their level: one JSON object each. `write` takes whole lines. */
export function hclog(write: (line: string) => void, now: () => Date = () => new Date()): Log {
  return (level, message, facts = {}) => {
    // Go reads six digits of a second, and no others.
    const at = now().toISOString().replace("Z", "000Z");
    write(`${JSON.stringify({ ...facts, "@level": level, "@message": message, "@module": "scvmm", "@timestamp": at })}\n`);
  };
}

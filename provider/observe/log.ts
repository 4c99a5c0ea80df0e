/** off: nothing · calls: a line a call · requests: also a line a request on the wire. */
export type LogDetail = "off" | "calls" | "requests";
export type LogFormat = "text" | "json";

export interface LogSettings {
  readonly detail: LogDetail;
  readonly format: LogFormat;
}

/** Facts of one line. Texts, numbers and counts alone: no bodies, no messages of other programs, no parameters. */
export type LogFacts = Readonly<Record<string, string | number | null | Readonly<Record<string, number>>>>;

export type LogLine = LogFacts & {
  /** ISO 8601, UTC, milliseconds. */
  readonly time: string;
  readonly event: "call" | "request" | "fallback";
};

const RENDERERS: Readonly<Record<LogFormat, (line: LogLine) => string>> = {
  json: (line) => JSON.stringify(line),
  text: ({ time, event, ...facts }) => [time, event, ...Object.entries(facts).flatMap(pair)].join(" "),
};

/** One line with its end. Whatever a value holds, it stays one line. */
export function logText(format: LogFormat, line: LogLine): string {
  return `${RENDERERS[format](line)}\n`;
}

function pair([name, value]: readonly [string, LogFacts[string]]): string[] {
  if (value === null) return [];
  return [`${name}=${typeof value === "object" ? bare(counts(value)) : bare(String(value))}`];
}

/** `Get-SCJob,New-SCVirtualMachine*2` */
const counts = (value: Readonly<Record<string, number>>) =>
  Object.entries(value)
    .map(([name, count]) => (count === 1 ? name : `${name}*${count}`))
    .join(",");

/** As it is where nothing in it could be taken for the end of a value or of a line, else as a JSON string of ASCII. */
function bare(text: string): string {
  if (/^[\w.:/*,[\]@+-]+$/.test(text)) return text;
  return JSON.stringify(text).replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** `SCVMM_LOG` is a format or an amount; -v asks for calls. Anything else than `debug` and `json` counts as not set. */
export function logSettings(variable: string | undefined, verbose: boolean): LogSettings {
  if (variable === "json") return { detail: "requests", format: "json" };
  if (variable === "debug") return { detail: "requests", format: "text" };
  return { detail: verbose ? "calls" : "off", format: "text" };
}

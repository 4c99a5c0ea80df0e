import type { Diagnostic } from "../model/diagnostic.ts";
import { logSettings, Observation } from "../observe/index.ts";
import { diagnosticsText } from "../report/diagnostics-text.ts";
import type { Paper } from "../report/palette.ts";
import { paperFor } from "./colour.ts";
import type { GlobalFlags } from "./flags.ts";
import type { Host } from "./host.ts";

/** Where a command puts what it has to say: results on stdout, diagnostics and remarks on stderr. */
export interface Screen {
  readonly host: Host;
  /** Of this program. */
  readonly version: string;
  readonly paper: Paper;
  readonly verbose: boolean;
  readonly observation: Observation;
  /** Where metrics are left at the end, and by what goes on and on after each round. */
  readonly metricsFile: string | undefined;
  readonly print: (text: string) => void;
  readonly tell: (diagnostics: readonly Diagnostic[]) => void;
  /** A remark that is no result and no diagnostic. */
  readonly note: (text: string) => void;
}

/** `debug`: a line a request for people; `json`: the same for programs. */
const LOG_VARIABLE = "SCVMM_LOG";

export function screenOf(host: Host, options: GlobalFlags, version: string): Screen {
  const err = paperFor(host, "stderr", options.color);
  return {
    host,
    version,
    paper: paperFor(host, "stdout", options.color),
    verbose: options.verbose ?? false,
    metricsFile: options.metricsFile,
    observation: new Observation({ log: logSettings(host.environment[LOG_VARIABLE], options.verbose ?? false), write: host.stderr }),
    print: host.stdout,
    tell: (diagnostics) => host.stderr(diagnosticsText(diagnostics, err)),
    note: (text) => host.stderr(`${err.palette.faint(text)}\n`),
  };
}

import type { ClixmlValue } from "../clixml/value.ts";
import type { PipelineRecord } from "../psrp/client-pool.ts";
import type { ErrorRecordValue } from "../psrp/error-record.ts";
import type { InformationRecordValue } from "../psrp/information-record.ts";
import type { ProgressRecordValue } from "../psrp/progress-record.ts";
import type { FinalState } from "../psrp/states.ts";

/** What was written straight to the host, which a host of kind `non-interactive` takes. */
export interface HostText {
  readonly kind: "host";
  readonly text: string;
}

export interface PipelineResult {
  readonly state: FinalState;
  readonly output: readonly ClixmlValue[];
  /** Errors that did not end the pipeline. */
  readonly errors: readonly ErrorRecordValue[];
  /** The error that ended it, or why it was stopped. */
  readonly failure: ErrorRecordValue | null;
  readonly warnings: readonly string[];
  readonly verbose: readonly string[];
  readonly debug: readonly string[];
  /** Write-Information, and Write-Host where there is no host (tag `PSHOST`). */
  readonly information: readonly InformationRecordValue[];
  /** The last record of each activity. */
  readonly progress: readonly ProgressRecordValue[];
  /** What was written to a host of kind `non-interactive`. */
  readonly hostText: string;
  /** What a script gave to `exit`, else null: the protocol has no exit codes of commands. */
  readonly exitCode: number | null;
  /**
   * Records are missing: they were in an answer that was lost on the way, or a former client had received a part of the first one. The
   * end is not in doubt.
   */
  readonly interrupted: boolean;
  /** Requests that the caller waited for: the signal that clears up comes later. */
  readonly requests: number;
  readonly durationMs: number;
}

/** Collects what a pipeline writes. */
export class ResultBuilder {
  readonly #output: ClixmlValue[] = [];
  readonly #errors: ErrorRecordValue[] = [];
  readonly #texts = { warning: [] as string[], verbose: [] as string[], debug: [] as string[], host: [] as string[] };
  readonly #information: InformationRecordValue[] = [];
  readonly #progress = new Map<number, ProgressRecordValue>();
  requests = 0;
  exitCode: number | null = null;
  interrupted = false;

  add(record: PipelineRecord | HostText): void {
    switch (record.kind) {
      case "output":
        this.#output.push(record.value);
        break;
      case "error":
        this.#errors.push(record.record);
        break;
      case "information":
        this.#information.push(record.record);
        break;
      case "progress":
        this.#progress.set(record.record.activityId, record.record);
        break;
      case "warning":
      case "verbose":
      case "debug":
      case "host":
        this.#texts[record.kind].push(record.text);
    }
  }

  build(end: Pick<PipelineResult, "state" | "failure">, durationMs: number): PipelineResult {
    return {
      ...end,
      output: this.#output,
      errors: this.#errors,
      warnings: this.#texts.warning,
      verbose: this.#texts.verbose,
      debug: this.#texts.debug,
      information: this.#information,
      progress: [...this.#progress.values()],
      hostText: this.#texts.host.join(""),
      exitCode: this.exitCode,
      interrupted: this.interrupted,
      requests: this.requests,
      durationMs,
    };
  }
}

import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Surroundings } from "../../connect/connect.ts";
import { cacheFolder, sessionFiles } from "../../connect/session-files.ts";
import { unverifiedHosts } from "../../connect/unverified-hosts.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import type { Observation } from "../../observe/index.ts";
import { SessionPool } from "../../winrm/index.ts";
import type { Log } from "../log/log.ts";
import { type BlockProblem, hasErrors } from "../provider-block/problem.ts";
import { readBlock } from "../provider-block/read-block.ts";
import type { ObjectValue } from "../value/value.ts";
import { connectedEstate } from "./connected-estate.ts";
import type { Estate } from "./estate.ts";
import { unknownEstate } from "./unknown-estate.ts";

export interface EstatesOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly observation: Observation;
  readonly log: Log;
}

const NOT_CONFIGURED = {
  code: "PROVIDER_NOT_CONFIGURED",
  severity: "error",
  summary: "The provider is not configured",
  hint: "This is a bug in the provider, or in what calls it; please report it.",
} as const;

/** The estates of one process: one at a time for Terraform that has started it, one after the other for those that attach. */
export class Estates {
  readonly #options: EstatesOptions;
  /** Shared by all that have a host and an account in common. */
  readonly #sessions = new SessionPool();
  #stop = new AbortController();
  #current: Estate | undefined;
  readonly #open = new Set<{ close(): Promise<void> }>();

  constructor(options: EstatesOptions) {
    this.#options = options;
  }

  /** That of the provider block. Throws DiagnosticError where it was not configured, or could not be. */
  get current(): Estate {
    if (this.#current) return this.#current;
    throw new DiagnosticError([NOT_CONFIGURED]);
  }

  /** What is wrong with a block; without errors, an estate in place of the one before. Contacts nothing. */
  async configure(config: ObjectValue): Promise<readonly BlockProblem[]> {
    const { block, unknown, problems } = await readBlock(config, this.#options.environment);
    this.#stop = new AbortController();
    this.#current = undefined;
    if (block) {
      const estate = connectedEstate(block, this.#surroundings(block.keepSession));
      this.#open.add(estate);
      this.#current = estate;
    } else if (!hasErrors(problems)) this.#current = unknownEstate(unknown, this.#stop.signal);
    return problems;
  }

  /** Ends waiting; VMM's jobs go on. */
  stop(): void {
    this.#stop.abort();
  }

  /**
   * Gives sessions back, for so long and no longer: Terraform waits for it at each start of the provider, and a server ends idle
   * shells by itself.
   */
  async close(mostMs: number): Promise<void> {
    this.stop();
    const closing = Promise.all([...this.#open].map((one) => one.close())).then(() => this.#sessions.close());
    await Promise.race([closing.catch(() => undefined), setTimeout(mostMs)]);
  }

  #surroundings(keepSession: boolean): Surroundings {
    const { environment, observation, log } = this.#options;
    return {
      signal: this.#stop.signal,
      observation,
      sessions: this.#sessions,
      keeper: keepSession ? sessionFiles(join(cacheFolder(environment), "sessions")) : undefined,
      warn: unverifiedHosts((diagnostics) => {
        for (const { summary, detail } of diagnostics) log("warn", summary, { detail });
      }),
    };
  }
}

import { type Planned, type PreflightAnswers, preflight, questionsOf } from "../../engine/index.ts";
import type { QuotaAnswer } from "../../engine/preflight/contract.ts";
import type { CloudLoad } from "../../engine/preflight/load.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Estate } from "../estate/estate.ts";
import { gathering } from "./gathering.ts";

/**
 * What VMM would refuse of a configuration as a whole, though Terraform has each resource planned by itself: every plan is judged together with
 * those before it. VMM is asked once for each cloud, and for the account's rights.
 */
export class Forecast {
  readonly #estate: Estate;
  readonly #loads = new Map<string, readonly CloudLoad[]>();
  readonly #answers = new Map<string, Promise<PreflightAnswers | undefined>>();
  readonly #ask: (question: string) => Promise<PreflightAnswers | undefined>;
  #role: Parameters<ReturnType<Estate["reader"]>["readPreflight"]>[0]["role"] = null;

  /** `moment`: for how long questions are gathered. */
  constructor(estate: Estate, moment: () => Promise<unknown>) {
    this.#estate = estate;
    this.#ask = gathering(async (asked: readonly string[]) => {
      const answers = await this.#read(asked.filter((one) => one !== ROLE));
      return () => answers;
    }, moment);
  }

  /** What stands against this plan: errors are certain. Nothing where VMM does not answer. */
  async problems(address: string, planned: Planned, manifests: Manifests): Promise<readonly Diagnostic[]> {
    const { provider } = this.#estate;
    const outlook = planned.outlook.providers.get(provider.address);
    this.#loads.delete(address);
    const asked = outlook && questionsOf(outlook, "quick");
    if (!outlook || !asked) return [];
    const others = [...this.#loads.values()].flat();
    this.#loads.set(address, outlook.loads);
    const { clouds, role } = asked.questions;
    this.#role ??= role;
    const answers = await Promise.all([...clouds, ...(role ? [ROLE] : [])].map((one) => this.#answer(one)));
    const heard = answers.filter((one) => one !== undefined);
    const quotas = new Map(heard.flatMap((one) => one.quotas).map((one): [string, QuotaAnswer] => [`${one.holder} ${one.cloudId}`, one]));
    const permissions = heard.find((one) => one.permissions !== null)?.permissions ?? null;
    // Its own load comes last: what had room before still has it.
    const together = { ...outlook, loads: [...others, ...outlook.loads] };
    const judged = preflight(
      { ...planned, outlook: { ...planned.outlook, providers: new Map([[provider.address, together]]) } },
      new Map([[provider.address, { answers: { quotas: [...quotas.values()], ratings: [], permissions, unanswered: [] }, notAsked: [] }]]),
      manifests,
      "quick",
    );
    const own = [...judged.diagnostics, ...judged.preflight.findings].filter((one) => one.address === address);
    // What is refused takes nothing from those that come after it.
    if (own.some(({ severity }) => severity === "error")) this.#loads.delete(address);
    return own;
  }

  #answer(question: string): Promise<PreflightAnswers | undefined> {
    const answer = this.#answers.get(question) ?? this.#ask(question);
    this.#answers.set(question, answer);
    return answer;
  }

  async #read(clouds: readonly string[]): Promise<PreflightAnswers | undefined> {
    try {
      return await this.#estate.reader().readPreflight({ clouds, role: this.#role, placements: [] });
    } catch (error) {
      if (error instanceof DiagnosticError) return undefined;
      throw error;
    }
  }
}

const ROLE = "role";

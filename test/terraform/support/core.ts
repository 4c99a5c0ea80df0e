import { expect } from "vitest";
import type { Estate } from "../../../provider/terraform/estate/estate.ts";
import { faultAnswer } from "../../../provider/terraform/plugin/fault.ts";
import type { DiagnosticMessage } from "../../../provider/terraform/protocol/messages.ts";
import { resourceHandlers } from "../../../provider/terraform/resources/handlers.ts";
import type { Attributes } from "../../../provider/terraform/schema/attribute.ts";
import { conform } from "../../../provider/terraform/schema/conform.ts";
import { mappingOf } from "../../../provider/terraform/schema/mappings.ts";
import { decodeValue, encodeValue } from "../../../provider/terraform/value/dynamic-value.ts";
import { hasUnknown, isObject, type ObjectValue, sameValue } from "../../../provider/terraform/value/value.ts";
import { soon } from "../../engine/support/runs.ts";
import { assertAsPlanned, assertPlanValid, assertSameFinalPlan } from "./core-rules.ts";

/** What a state file keeps of a resource. */
export interface Kept {
  readonly value: ObjectValue;
  readonly private: Uint8Array;
  readonly isTainted: boolean;
}

export interface Told {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly messages: readonly DiagnosticMessage[];
}

export interface Planned extends Told {
  readonly action: "create" | "update" | "replace" | "delete" | "none";
  readonly planned: ObjectValue | null;
  readonly replace: readonly string[];
}

const NO_BYTES = new Uint8Array();
const codeOf = ({ detail }: DiagnosticMessage): string => /\[([A-Z_]+)\]$/.exec(detail ?? "")?.[1] ?? "";
const pathOf = ({ attribute }: DiagnosticMessage): string =>
  (attribute?.steps ?? []).map((step) => step.attributeName ?? step.elementKeyString ?? String(step.elementKeyInt)).join(".");

function toldOf(messages: readonly Partial<DiagnosticMessage>[] = []): Told {
  const all = messages as readonly DiagnosticMessage[];
  const said = (severity: number) =>
    all.filter((one) => one.severity === severity).map((one) => [codeOf(one), pathOf(one)].filter(Boolean).join(" "));
  return { errors: said(1), warnings: said(2), messages: all };
}

const objectOf = (message: { readonly msgpack?: Uint8Array } | undefined): ObjectValue | null => {
  const value = decodeValue(message);
  return isObject(value) ? value : null;
};

/**
 * Terraform's part of one resource, with the rules that its core holds providers to (AssertPlanValid, AssertObjectCompatible,
 * "inconsistent final plan"). `process` gives the provider of a walk: each has one of its own.
 */
export class Core {
  kept: Kept | null = null;
  /** The clock of applies. */
  now: () => number = () => 0;
  /** Level and message of every line. */
  readonly log: string[] = [];
  readonly #type: string;
  readonly #process: () => Estate;
  readonly #schema: { readonly attributes: Attributes };

  constructor(process: () => Estate, type = "scvmm_virtual_machine") {
    this.#type = type;
    this.#process = process;
    const mapping = mappingOf(type);
    if (!mapping) throw new Error(type);
    this.#schema = mapping.schema;
  }

  handlers(estate: Estate = this.#process()) {
    return resourceHandlers({
      estate: () => estate,
      log: (level, message) => void this.log.push(`${level} ${message}`),
      pace: { sleep: soon, now: () => this.now() },
    });
  }

  config(given: object): ObjectValue {
    return conform(this.#schema, given as ObjectValue);
  }

  async validate(given: object): Promise<Told> {
    const request = {
      typeName: this.#type,
      config: encodeValue(this.config(given)),
      clientCapabilities: { writeOnlyAttributesAllowed: true },
    };
    return toldOf((await this.handlers().ValidateResourceConfig(request)).diagnostics);
  }

  async refresh(handlers = this.handlers()): Promise<Told> {
    if (!this.kept) return toldOf();
    const { kept } = this;
    const answer = await handlers.ReadResource({ typeName: this.#type, currentState: encodeValue(kept.value), private: kept.private });
    const told = toldOf(answer.diagnostics);
    if (told.errors.length > 0) return told;
    const value = objectOf(answer.newState);
    if (value) expect(conform(this.#schema, value)).toEqual(value);
    this.kept = value && { ...kept, value, private: answer.private ?? NO_BYTES };
    return told;
  }

  /** 1. refresh · 2. plan; once more from nothing where it has to be replaced. */
  async plan(given: object | null, { refresh = true, force = false } = {}, handlers = this.handlers()): Promise<Planned> {
    const read = refresh ? await this.refresh(handlers) : toldOf();
    const { kept } = this;
    if (read.errors.length > 0 || (given === null && kept === null)) return { ...read, action: "none", planned: null, replace: [] };
    if (given === null) {
      const { messages } = await this.#ask(handlers, null, kept?.value ?? null, kept?.private ?? NO_BYTES);
      return { ...toldOf([...read.messages, ...messages]), action: "delete", planned: null, replace: [] };
    }
    const config = this.config(given);
    const prior = kept && !kept.isTainted ? kept : null;
    const first = await this.#ask(handlers, config, prior?.value ?? null, prior?.private ?? NO_BYTES);
    const told = toldOf([...read.messages, ...first.messages]);
    if (told.errors.length > 0) return { ...told, action: "none", planned: first.planned, replace: first.replace };
    if (prior && (force || first.replace.length > 0)) {
      const second = await this.#ask(handlers, config, null, first.private);
      return { ...toldOf([...told.messages, ...second.messages]), action: "replace", planned: second.planned, replace: first.replace };
    }
    return { ...told, action: actionOf(kept, first.planned), planned: first.planned, replace: [] };
  }

  async #ask(handlers: ReturnType<typeof resourceHandlers>, config: ObjectValue | null, prior: ObjectValue | null, bytes: Uint8Array) {
    const answer = await handlers.PlanResourceChange({
      typeName: this.#type,
      priorState: encodeValue(prior),
      proposedNewState: encodeValue(config),
      config: encodeValue(config),
      priorPrivate: bytes,
      clientCapabilities: undefined,
    });
    const planned = objectOf(answer.plannedState);
    const replace = (answer.requiresReplace ?? []).map((path) => pathOf({ attribute: path } as DiagnosticMessage));
    const told = toldOf(answer.diagnostics);
    if (config && planned && told.errors.length === 0) assertPlanValid(this.#schema.attributes, config, prior, planned, "");
    return { ...told, planned, replace, private: answer.plannedPrivate ?? NO_BYTES };
  }

  /** Plan and apply, each in a process of its own. */
  async apply(given: object | null, options: ApplyOptions = {}): Promise<Told & { readonly plan: Planned }> {
    const plan = await this.plan(given, options);
    if (plan.errors.length > 0 || plan.action === "none") return { ...plan, plan };
    const estate = this.#process();
    const handlers = this.handlers(estate);
    const messages: DiagnosticMessage[] = [...plan.messages];
    if (plan.action === "delete" || plan.action === "replace") messages.push(...(await this.#destroy(handlers)));
    if (given !== null && toldOf(messages).errors.length === 0) messages.push(...(await this.#make(given, plan, estate, options)));
    return { ...toldOf(messages), plan };
  }

  async #destroy(handlers: ReturnType<typeof resourceHandlers>): Promise<readonly DiagnosticMessage[]> {
    const { kept } = this;
    const answer = await handlers.ApplyResourceChange({
      typeName: this.#type,
      priorState: encodeValue(kept?.value ?? null),
      plannedState: encodeValue(null),
      config: encodeValue(null),
      plannedPrivate: kept?.private ?? NO_BYTES,
    });
    const value = objectOf(answer.newState);
    this.kept = value && kept && { ...kept, value };
    return (answer.diagnostics ?? []) as DiagnosticMessage[];
  }

  async import(id: string): Promise<Told> {
    const handlers = this.handlers();
    try {
      const answer = await handlers.ImportResourceState({ typeName: this.#type, id });
      const [imported] = answer.importedResources ?? [];
      const value = objectOf(imported?.state);
      this.kept = value && { value, private: imported?.private ?? NO_BYTES, isTainted: false };
      await this.refresh(handlers);
      return toldOf(answer.diagnostics);
    } catch (error) {
      return toldOf(faultAnswer(() => undefined)("ImportResourceState", error)["diagnostics"] as readonly DiagnosticMessage[]);
    }
  }

  /** What is done with a state file's own JSON. */
  async upgrade(state: object): Promise<void> {
    const rawState = { json: new TextEncoder().encode(JSON.stringify(state)) };
    const answer = await this.handlers().UpgradeResourceState({ typeName: this.#type, version: 0, rawState });
    const value = objectOf(answer.upgradedState);
    this.kept = value && { value, private: NO_BYTES, isTainted: false };
  }

  /** The apply of a change, of which this was known when it was planned. */
  async applyUpdate(given: object, planned: ObjectValue): Promise<Told> {
    const answer = await this.handlers().ApplyResourceChange({
      typeName: this.#type,
      priorState: encodeValue(this.kept?.value ?? null),
      plannedState: encodeValue(planned),
      config: encodeValue(this.config(given)),
      plannedPrivate: this.kept?.private ?? NO_BYTES,
    });
    const value = objectOf(answer.newState);
    this.kept = value && { value, private: NO_BYTES, isTainted: false };
    return toldOf(answer.diagnostics);
  }

  async #make(given: object, plan: Planned, estate: Estate, { during }: ApplyOptions): Promise<readonly DiagnosticMessage[]> {
    const handlers = this.handlers(estate);
    const config = this.config(given);
    const prior = this.kept?.value ?? null;
    const again = await this.#ask(handlers, config, prior, this.kept?.private ?? NO_BYTES);
    if (again.errors.length > 0) return again.messages;
    assertSameFinalPlan(plan.planned, again.planned);
    await during?.(estate);
    const answer = await handlers.ApplyResourceChange({
      typeName: this.#type,
      priorState: encodeValue(prior),
      plannedState: encodeValue(again.planned),
      config: encodeValue(config),
      plannedPrivate: again.private,
    });
    const value = objectOf(answer.newState);
    const messages = (answer.diagnostics ?? []) as DiagnosticMessage[];
    const isWrong = toldOf(messages).errors.length > 0;
    if (value) expect([hasUnknown(value), conform(this.#schema, value)]).toEqual([false, value]);
    if (!isWrong) assertAsPlanned(again.planned, value, "");
    this.kept = value && { value, private: answer.private ?? NO_BYTES, isTainted: prior === null && isWrong };
    return messages;
  }
}

export interface ApplyOptions {
  readonly refresh?: boolean;
  /** terraform apply -replace */
  readonly force?: boolean;
  /** Once the apply has begun. */
  readonly during?: (estate: Estate) => void | Promise<void>;
}

function actionOf(kept: Kept | null, planned: ObjectValue | null): Planned["action"] {
  if (kept === null) return "create";
  if (kept.isTainted) return "replace";
  return sameValue(kept.value, planned) ? "none" : "update";
}

import type { Attribute, Attributes, AttributeType } from "../schema/attribute.ts";
import type { AttributePath } from "../schema/mapping.ts";
import { isObject, type ObjectValue, sameValue, UNKNOWN, type Value } from "../value/value.ts";

/** What is known of a change when its state is planned. */
export interface Judgement {
  /** Whether the prior value stays although the configuration says another: it is the same in another form, or the change waits. */
  readonly keeps: (path: AttributePath, config: Value, prior: Value, type: AttributeType) => boolean;
  /** Whether a value that only the provider knows will be another one. */
  readonly stirs: (path: AttributePath) => boolean;
}

/**
 * The state that a change leads to, as Terraform wants it: what the configuration says as it says it, or as it was (nothing else is
 * allowed); what it is silent about is nobody's, or the provider's, and then unknown only where it really changes. `prior` null: it is made.
 */
export function plannedState(attributes: Attributes, config: ObjectValue, prior: ObjectValue | null, judgement: Judgement): ObjectValue {
  return planned(attributes, config, prior, [], judgement);
}

function planned(
  attributes: Attributes,
  config: ObjectValue,
  prior: ObjectValue | null,
  at: AttributePath,
  judgement: Judgement,
): ObjectValue {
  const entries = Object.entries(attributes).map(([name, attribute]) => {
    const before = prior?.[name] ?? null;
    return [name, plannedValue(attribute, config[name] ?? null, before, [...at, name], judgement)] as const;
  });
  return Object.fromEntries(entries);
}

function plannedValue(attribute: Attribute, config: Value, prior: Value, path: AttributePath, judgement: Judgement): Value {
  const { type, presence, writeOnly } = attribute;
  if (writeOnly) return null;
  if (config === null) {
    const isOurs = presence === "computed" || presence === "inherited";
    return isOurs ? (judgement.stirs(path) ? UNKNOWN : prior) : null;
  }
  if (config === UNKNOWN) return UNKNOWN;
  if (sameValue(config, prior)) return prior;
  if (prior !== null && judgement.keeps(path, config, prior, type)) return prior;
  return type.kind === "object" ? plannedItems(type, config, prior, path, judgement) : config;
}

type ObjectType = Extract<AttributeType, { readonly kind: "object" }>;

function plannedItems(type: ObjectType, config: Value, prior: Value, path: AttributePath, judgement: Judgement): Value {
  const one = (item: Value, before: Value, step: AttributePath): Value =>
    isObject(item) ? planned(type.attributes, item, isObject(before) ? before : null, [...path, ...step], judgement) : item;
  if (Array.isArray(config)) {
    const before: readonly Value[] = Array.isArray(prior) ? prior : [];
    return config.map((item: Value, index) => one(item, before[index] ?? null, [index]));
  }
  if (type.nesting !== "map" || !isObject(config)) return one(config, prior, []);
  const before = isObject(prior) ? prior : {};
  return Object.fromEntries(Object.entries(config).map(([key, item]) => [key, one(item, before[key] ?? null, [key])]));
}

/**
 * What Terraform was promised, with what only now is known: of the configuration, else of the provider. Anything else would be refused as
 * inconsistent with the plan.
 */
export function settled(promised: Value, known: Value): Value {
  if (promised === UNKNOWN) return known === UNKNOWN ? null : known;
  if (Array.isArray(promised))
    return promised.map((item: Value, index) => settled(item, Array.isArray(known) ? (known[index] ?? null) : null));
  if (!isObject(promised)) return promised;
  const of = isObject(known) ? known : {};
  return Object.fromEntries(Object.entries(promised).map(([name, item]) => [name, settled(item, of[name] ?? null)]));
}

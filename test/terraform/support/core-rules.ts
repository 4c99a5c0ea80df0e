import { expect } from "vitest";
import type { Attributes, AttributeType } from "../../../provider/terraform/schema/attribute.ts";
import { isObject, type ObjectValue, sameValue, UNKNOWN, type Value } from "../../../provider/terraform/value/value.ts";

/** Rules that Terraform's core holds providers to: AssertPlanValid, "inconsistent final plan", AssertObjectCompatible. */

const isOurs = ({ presence }: Attributes[string]) => presence === "computed" || presence === "inherited";

/** Of a planned value: as the configuration has it, or as it was; only what it is silent about may be the provider's. */
export function assertPlanValid(
  attributes: Attributes,
  config: ObjectValue,
  prior: ObjectValue | null,
  planned: ObjectValue,
  at: string,
): void {
  expect(Object.keys(planned).sort(), at).toEqual(Object.keys(attributes).sort());
  for (const [name, attribute] of Object.entries(attributes)) {
    const [wanted, had, will]: readonly [Value, Value, Value] = [config[name] ?? null, prior?.[name] ?? null, planned[name] ?? null];
    assertAttribute(attribute, wanted, had, will, `${at}.${name}`);
  }
}

function assertAttribute(attribute: Attributes[string], wanted: Value, had: Value, will: Value, at: string): void {
  const isKept = had !== null && wanted !== null && sameValue(will, had);
  if (attribute.writeOnly) expect(will, at).toBe(null);
  if (attribute.writeOnly || isKept || sameValue(will, wanted) || (isOurs(attribute) && wanted === null)) return;
  expect(attribute.type.kind, `${at}: planned ${String(will)} for ${String(wanted)}`).toBe("object");
  for (const [key, item, before, after] of itemsOf(attribute.type, wanted, had, will, at))
    if (attribute.type.kind === "object") {
      expect(isObject(item) && isObject(after), `${at}.${key}`).toBe(true);
      assertPlanValid(
        attribute.type.attributes,
        item as ObjectValue,
        isObject(before) ? before : null,
        after as ObjectValue,
        `${at}.${key}`,
      );
    }
}

function itemsOf(
  type: AttributeType,
  wanted: Value,
  had: Value,
  will: Value,
  at: string,
): readonly (readonly [string, Value, Value, Value])[] {
  if (type.kind === "object" && type.nesting === "single") return [["", wanted, had, will]];
  const entries = (value: Value): ReadonlyMap<string, Value> =>
    new Map<string, Value>(
      Array.isArray(value)
        ? value.map((item: Value, index) => [String(index), item] as const)
        : Object.entries(isObject(value) ? value : {}),
    );
  const [a, b, c] = [entries(wanted), entries(had), entries(will)];
  expect([...c.keys()].sort(), at).toEqual([...a.keys()].sort());
  return [...a].map(([key, item]) => [key, item, b.get(key) ?? null, c.get(key) ?? null]);
}

/** What was known when it was planned is so when it is planned again. */
export function assertSameFinalPlan(planned: Value, again: Value): void {
  if (planned === UNKNOWN) return;
  if (isObject(planned) && isObject(again))
    for (const name of Object.keys(planned)) assertSameFinalPlan(planned[name] ?? null, again[name] ?? null);
  else expect(again, "inconsistent final plan").toEqual(planned);
}

/** What was known when it was planned is so when it is applied. */
export function assertAsPlanned(planned: Value, is: Value, at: string): void {
  if (planned === UNKNOWN) return;
  if (isObject(planned) && isObject(is)) {
    expect(Object.keys(is).sort(), at).toEqual(Object.keys(planned).sort());
    for (const name of Object.keys(planned)) assertAsPlanned(planned[name] ?? null, is[name] ?? null, `${at}.${name}`);
  } else if (Array.isArray(planned) && Array.isArray(is)) {
    for (const [index, item] of planned.entries()) assertAsPlanned(item, is[index] ?? null, `${at}[${index}]`);
  } else expect(is, `inconsistent result: ${at}`).toEqual(planned);
}

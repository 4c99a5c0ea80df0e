import type { AddressRange } from "../../engine/inventory-network.ts";
import { byText } from "../../engine/text.ts";
import type { Attribute, Attributes, AttributeType } from "../schema/attribute.ts";
import type { ObjectValue } from "../value/value.ts";

const computed =
  (type: AttributeType) =>
  (doc: string): Attribute => ({ type, presence: "computed", doc });

/** Attributes that VMM tells, by their type. */
export const text = computed({ kind: "string" });
export const number = computed({ kind: "number" });
export const flag = computed({ kind: "bool" });
export const texts = computed({ kind: "list", of: { kind: "string" } });
export const textMap = computed({ kind: "map", of: { kind: "string" } });
export const objects = (attributes: Attributes, doc: string): Attribute => computed({ kind: "object", nesting: "list", attributes })(doc);

/** Attributes that a configuration may set. */
export const optional = (kind: "string" | "bool", doc: string): Attribute => ({ type: { kind }, presence: "optional", doc });

const RANGE: Attributes = { first: text("First address of the range."), last: text("Last address; it belongs to the range.") };
export const ranges = (doc: string): Attribute => objects(RANGE, doc);

export const rangeValues = (known: readonly AddressRange[] | null): readonly ObjectValue[] | null =>
  known?.map(({ first, last }) => ({ first, last })) ?? null;

/** The same from one reading to the next, whatever VMM's order. */
export const sorted = (names: Iterable<string>): readonly string[] => [...names].sort(byText);

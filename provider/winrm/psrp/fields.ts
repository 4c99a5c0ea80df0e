import { type ClixmlValue, NIL, primitiveOf, propertyOf } from "../clixml/value.ts";

/** The text of a property, or empty. */
export function textField(owner: ClixmlValue, name: string): string {
  const value = propertyOf(owner, name) ?? NIL;
  const primitive = primitiveOf(value);
  if (primitive?.kind === "string" || primitive?.kind === "text") return primitive.value;
  return value.kind === "object" ? (value.toText ?? "") : "";
}

/** The number of a property (an enum's too), or null. */
export function numberField(owner: ClixmlValue, name: string): number | null {
  const primitive = primitiveOf(propertyOf(owner, name) ?? NIL);
  if (primitive?.kind === "integer") return primitive.value;
  return primitive?.kind === "long" ? Number(primitive.value) : null;
}

export const booleanField = (owner: ClixmlValue, name: string): boolean => {
  const primitive = primitiveOf(propertyOf(owner, name) ?? NIL);
  return primitive?.kind === "boolean" && primitive.value;
};

/** The items of a list, or none. */
export const itemsOf = (value: ClixmlValue | undefined): readonly ClixmlValue[] =>
  value?.kind === "object" && value.content?.kind === "list" ? value.content.items : [];

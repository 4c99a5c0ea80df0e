import { type ObjectValue, UNKNOWN } from "../../value/value.ts";
import type { Attribute, Attributes } from "../attribute.ts";
import type { Member } from "./part.ts";

/** One text of a Secret. */
export interface SecretText {
  /** Key of the Secret. */
  readonly key: string;
  /** Attribute that says it in the open; it is in the state then. */
  readonly open?: string;
  /** Attribute that says it and leaves no trace; its number is `<hidden>_version`. */
  readonly hidden?: string;
  readonly required?: true;
  readonly doc: string;
}

export interface SecretShape {
  /** Name of the Secret, of which nobody hears: it goes no further than this process. */
  readonly name: string;
  readonly texts: readonly SecretText[];
  /** How the manifest refers to it: by a text that is its name, or a mapping with `name`. */
  readonly as: "text" | "mapping";
}

/**
 * A manifest refers to a Secret, a configuration holds its texts. The reference is there when anything of it is said, so that a state, which has
 * no secret, says the same as its configuration.
 */
export function secret(steps: readonly string[], shape: SecretShape, required: boolean): Member {
  const { name, texts, as } = shape;
  const names = texts.flatMap(({ open, hidden }) => [open ?? [], hidden ? [hidden, versionOf(hidden)] : []].flat());
  return {
    steps,
    attributes: Object.assign({}, ...texts.map(attributesOf)),
    required,
    write: (object, at, into) => {
      const given = texts.map((text) => textOf(text, object));
      into.unknown.push(...given.flatMap(({ unknown }) => unknown.map((attribute) => [...at, attribute])));
      const kept = given.flatMap(({ key, text, unknown }) => (text === null || unknown.length > 0 ? [] : [[key, text] as const]));
      if (kept.length === texts.length) into.secrets.set(name, new Map(kept));
      if (names.every((one) => (object[one] ?? null) === null)) return undefined;
      return as === "text" ? name : { name };
    },
    read: () => Object.fromEntries(names.map((one) => [one, null])),
    // What a Secret holds has no path in a manifest: a step that is called as an attribute leads to it.
    follow: ([step]) => ({ path: [names.find((one) => one === step) ?? names.find((one) => one.endsWith(HIDDEN)) ?? names[0] ?? ""] }),
  };
}

/** What a configuration says of a text, in the open or not. */
function textOf({ key, open, hidden }: SecretText, object: ObjectValue) {
  const attributes = [open, hidden].filter((one) => one !== undefined);
  const text = attributes.map((one) => object[one]).findLast((value) => typeof value === "string");
  return { key, text: typeof text === "string" ? text : null, unknown: attributes.filter((one) => object[one] === UNKNOWN) };
}

const HIDDEN = "_wo";
const versionOf = (hidden: string): string => `${hidden}_version`;

function attributesOf({ open, hidden, required, doc }: SecretText): Attributes {
  const presence = required ? ("required" as const) : ("optional" as const);
  const attributes: Record<string, Attribute> = {};
  if (open)
    attributes[open] = {
      type: { kind: "string" },
      presence,
      doc: hidden ? `${doc} It is kept in the state; what must not be goes into \`${hidden}\`.` : doc,
    };
  if (hidden) {
    const needs = "Neither in plan nor in state; terraform 1.11 and later.";
    attributes[hidden] = { type: { kind: "string" }, presence, doc: `${doc} ${needs}`, sensitive: true, writeOnly: true };
    const why = `A number of your own to raise together with \`${hidden}\`, which leaves no trace to tell a new value by. It is read when the VM is made.`;
    attributes[versionOf(hidden)] = { type: { kind: "number" }, presence: "optional", doc: why };
  }
  return attributes;
}

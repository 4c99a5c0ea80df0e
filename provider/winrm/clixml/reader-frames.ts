import { ClixmlError } from "./clixml-error.ts";
import { unescapeText } from "./escape.ts";
import { primitiveParser } from "./primitive-text.ts";
import { ProgressParts } from "./progress-frame.ts";
import type { SecureString } from "./secure-string.ts";
import type {
  ClixmlContent,
  ClixmlEntry,
  ClixmlObject,
  ClixmlPrimitive,
  ClixmlProgress,
  ClixmlProperty,
  ClixmlValue,
  ListTag,
} from "./value.ts";
import { NIL } from "./value.ts";

export type Attributes = Readonly<Record<string, string>>;

/** An open element: how it takes its children, and what it does when it ends. */
export interface Frame {
  readonly takesText: boolean;
  open(tag: string, attributes: Attributes): Frame;
  close(text: string): void;
}

type Deliver = (value: ClixmlValue) => void;

/** Makes a secure string of what stands in `<SS>`. */
export type OpenSecure = (content: string) => SecureString;

/** The ids of one message. An object is known from its start tag on: a reference may point to one that is still open. */
export class ObjectTable {
  readonly #objects = new Map<string, ClixmlObject>();
  readonly #typeNames = new Map<string, readonly string[]>();
  readonly #openSecure: OpenSecure | undefined;

  constructor(openSecure: OpenSecure | undefined) {
    this.#openSecure = openSecure;
  }

  parser(tag: string): ((content: string) => ClixmlPrimitive) | undefined {
    const open = tag === "SS" ? this.#openSecure : undefined;
    return open === undefined ? primitiveParser(tag) : (content) => ({ kind: "secure", value: open(content.trim()) });
  }
  addObject(id: string | undefined, object: ClixmlObject): void {
    if (id !== undefined) this.#objects.set(id, object);
  }
  object(id: string | undefined): ClixmlObject {
    const found = this.#objects.get(id ?? "");
    if (found === undefined) throw new ClixmlError("malformed", "a Ref points to no object read before");
    return found;
  }
  addTypeNames(id: string | undefined, names: readonly string[]): void {
    if (id !== undefined) this.#typeNames.set(id, names);
  }
  typeNames(id: string | undefined): readonly string[] {
    const found = this.#typeNames.get(id ?? "");
    if (found === undefined) throw new ClixmlError("malformed", "a TNRef points to no type names read before");
    return found;
  }
}

/** The same as `ClixmlObject`, while it is being read. */
interface GrowingObject {
  readonly kind: "object";
  typeNames: readonly string[];
  toText: string | null;
  content: ClixmlContent | null;
  readonly adapted: ClixmlProperty[];
  readonly extended: ClixmlProperty[];
}

const done = () => {};

const unknown = (tag: string): never => {
  throw new ClixmlError("malformed", `an element <${tag.slice(0, 40)}> where CLIXML has none`);
};

const leaf = (close: (text: string) => void): Frame => ({ takesText: true, open: unknown, close });
const empty = (): Frame => ({ takesText: false, open: unknown, close: done });
const container = (open: Frame["open"], close: () => void = done): Frame => ({ takesText: false, open, close });

/** The frame of an element that is a value. */
export function valueFrame(tag: string, attributes: Attributes, table: ObjectTable, deliver: Deliver): Frame {
  if (tag === "Obj") return objectFrame(attributes, table, deliver);
  if (tag === "Nil") {
    deliver(NIL);
    return empty();
  }
  if (tag === "Ref") {
    deliver(table.object(attributes["RefId"]));
    return empty();
  }
  if (tag === "PR") return progressFrame((value) => deliver({ kind: "progress", value }));
  const parse = table.parser(tag);
  return parse === undefined ? unknown(tag) : leaf((text) => deliver(parse(text)));
}

function objectFrame(attributes: Attributes, table: ObjectTable, deliver: Deliver): Frame {
  const object: GrowingObject = { kind: "object", typeNames: [], toText: null, content: null, adapted: [], extended: [] };
  table.addObject(attributes["RefId"], object);
  deliver(object);
  return container((tag, own) => partFrame(object, tag, own, table));
}

function partFrame(object: GrowingObject, tag: string, attributes: Attributes, table: ObjectTable): Frame {
  switch (tag) {
    case "TN":
      return typeNamesFrame(object, attributes["RefId"], table);
    case "TNRef":
      object.typeNames = table.typeNames(attributes["RefId"]);
      return empty();
    case "ToString":
      return leaf((text) => {
        object.toText = unescapeText(text);
      });
    case "Props":
      return propertiesFrame(object.adapted, table);
    case "MS":
      return propertiesFrame(object.extended, table);
    case "LST":
    case "IE":
    case "QUE":
    case "STK":
      return listFrame(object, tag, table);
    case "DCT":
      return dictionaryFrame(object, table);
  }
  if (tag === "PR") {
    return progressFrame((value) => {
      object.content = { kind: "primitive", value: { kind: "progress", value } };
    });
  }
  const parse = table.parser(tag);
  if (parse === undefined) return unknown(tag);
  return leaf((text) => {
    object.content = { kind: "primitive", value: parse(text) };
  });
}

function progressFrame(deliver: (value: ClixmlProgress) => void): Frame {
  const parts = new ProgressParts();
  const open = (tag: string) => (ProgressParts.isPart(tag) ? leaf((text) => parts.take(tag, text)) : unknown(tag));
  return container(open, () => deliver(parts.value));
}

function typeNamesFrame(object: GrowingObject, id: string | undefined, table: ObjectTable): Frame {
  const names: string[] = [];
  object.typeNames = names;
  table.addTypeNames(id, names);
  return container((tag) => (tag === "T" ? leaf((text) => names.push(unescapeText(text))) : unknown(tag)));
}

function propertiesFrame(properties: ClixmlProperty[], table: ObjectTable): Frame {
  return container((tag, attributes) => {
    const name = unescapeText(attributes["N"] ?? "");
    return valueFrame(tag, attributes, table, (value) => properties.push({ name, value }));
  });
}

function listFrame(object: GrowingObject, tag: ListTag, table: ObjectTable): Frame {
  const items: ClixmlValue[] = [];
  object.content = { kind: "list", tag, items };
  return container((item, attributes) => valueFrame(item, attributes, table, (value) => items.push(value)));
}

function dictionaryFrame(object: GrowingObject, table: ObjectTable): Frame {
  const entries: ClixmlEntry[] = [];
  object.content = { kind: "dictionary", entries };
  return container((tag) => (tag === "En" ? entryFrame(entries, table) : unknown(tag)));
}

function entryFrame(entries: ClixmlEntry[], table: ObjectTable): Frame {
  const parts = new Map<string, ClixmlValue>();
  return container(
    (tag, attributes) => valueFrame(tag, attributes, table, (value) => parts.set((attributes["N"] ?? "").toLowerCase(), value)),
    () => {
      const [key, value] = [parts.get("key"), parts.get("value")];
      if (key === undefined || value === undefined)
        throw new ClixmlError("malformed", "an entry of a dictionary lacks its key or its value");
      entries.push({ key, value });
    },
  );
}

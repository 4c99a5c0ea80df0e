import { isObject, type ObjectValue, UNKNOWN } from "../../value/value.ts";
import { attributesOf, below, object } from "./object.ts";
import { lost, type Member, type Part } from "./part.ts";

/** How the items of a manifest's list are called. */
export interface Labels {
  /** In the order of the manifest's list. */
  sort(labels: readonly string[]): readonly string[];
  /** Of an item and its place; every item has its own. */
  labelOf(item: Readonly<Record<string, unknown>>, index: number): string;
  /** What an item says of its own name. */
  fieldsOf(label: string): Readonly<Record<string, unknown>>;
  /** What the list begins with although no label stands for it; for items that go by their place. */
  readonly ahead?: (labels: readonly string[]) => readonly string[];
}

type Item = Readonly<Record<string, unknown>>;

/** A list of objects in the manifest, a map by label in Terraform, where the order of a list would be a difference. */
export function keyed(members: readonly Member[], labels: Labels): Part {
  const item = object(members);
  const orderOf = (value: ObjectValue): readonly string[] => {
    const given = labels.sort(Object.keys(value).filter((label) => value[label] !== null));
    return [...(labels.ahead?.(given) ?? []), ...given];
  };
  const part: Part = {
    type: { kind: "object", nesting: "map", attributes: attributesOf(members) },
    write: (value, at, into) => {
      if (value === UNKNOWN) return lost(at, into);
      if (!isObject(value)) return undefined;
      const written = orderOf(value).map((label): unknown => {
        const fields = item.write(value[label] ?? {}, [...at, label], into);
        return fields === UNKNOWN ? UNKNOWN : { ...labels.fieldsOf(label), ...(fields as Item) };
      });
      return written.includes(UNKNOWN) ? lost(at, into) : written;
    },
    read: (given) => {
      if (!Array.isArray(given)) return null;
      const objects = given.filter((one): one is Item => typeof one === "object" && one !== null);
      return Object.fromEntries(objects.map((one, index) => [labels.labelOf(one, index), item.read(one)]));
    },
    follow: ([step, ...rest], value) => {
      if (step === undefined) return { path: [], part };
      if (!isObject(value)) return { path: [] };
      const label = typeof step === "number" ? orderOf(value)[step] : step;
      return label !== undefined && Object.hasOwn(value, label) ? below(label, item.follow(rest, value[label] ?? null)) : { path: [] };
    },
  };
  return part;
}

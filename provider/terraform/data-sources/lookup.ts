import { type Finders, findersOf } from "../../engine/finder.ts";
import type { Inventory, Named } from "../../engine/inventory.ts";
import { byText, editDistance, fold, listed } from "../../engine/text.ts";
import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { Attribute, Attributes } from "../schema/attribute.ts";
import { type ObjectValue, UNKNOWN } from "../value/value.ts";
import type { DataSourceType } from "./data-source-type.ts";

type ObjectOf<K extends keyof Finders> = Extract<ReturnType<Finders[K]>, { readonly object: unknown }>["object"];

interface LookupOptions<K extends keyof Finders> {
  readonly name: string;
  readonly doc: string;
  /** How manifests find it by name; a data source finds no other. */
  readonly finder: K;
  /** For people: `VM template`. */
  readonly what: string;
  readonly objects: (inventory: Inventory) => readonly ObjectOf<K>[];
  /** Where names repeat: what does not. */
  readonly path?: { readonly doc: string; readonly of: (object: ObjectOf<K>) => string };
  /** Beside id, name and path. */
  readonly attributes: Attributes;
  readonly values: (object: ObjectOf<K>, inventory: Inventory) => ObjectValue;
}

/** A data source that is one object of VMM: found by exactly one of its id, its name and, where it has one, its path. */
export function lookup<K extends keyof Finders>(options: LookupOptions<K>): DataSourceType {
  const { name, doc, what, attributes, path, values } = options;
  const keys = path ? ["id", "name", "path"] : ["id", "name"];
  const key = (doc: string): Attribute => ({ type: { kind: "string" }, presence: "inherited", doc });
  return {
    name,
    schema: {
      version: 0,
      doc: `${doc} Looked for by exactly one of ${listed(keys.map((known) => `\`${known}\``))}.`,
      attributes: {
        id: key(`VMM's id of the ${what}.`),
        name: key("Its name, as VMM spells it; looked for without regard to case."),
        ...(path && { path: key(path.doc) }),
        ...attributes,
      },
    },
    check: (config) => oneOf(keys, config, what),
    read: async (config, estate) => {
      const problems = oneOf(keys, config, what);
      if (problems.length > 0) throw new DiagnosticError(problems);
      const inventory = await estate.inventory();
      const object = find(options, config, inventory);
      return { id: object.id, name: object.name, ...(path && { path: path.of(object) }), ...values(object, inventory) };
    },
  };
}

/** What is unknown may come out as anything. */
function oneOf(keys: readonly string[], config: ObjectValue, what: string): readonly Diagnostic[] {
  const given = keys.filter((key) => config[key] !== null && config[key] !== undefined && config[key] !== UNKNOWN);
  const mayCome = keys.some((key) => config[key] === UNKNOWN);
  if (given.length === 1 || (given.length === 0 && mayCome)) return [];
  const [, second] = given;
  return [
    {
      code: "TERRAFORM_LOOKUP",
      severity: "error",
      summary: second ? `${given.join(" and ")} are given at once` : `Nothing tells which ${what} is meant`,
      detail: `A ${what} is looked for by exactly one of: ${keys.join(", ")}.`,
      hint: second ? `Keep ${given[0]}, or one of the others.` : `Add ${keys.filter((key) => key !== "id").join(" or ")}.`,
      ...(second && { path: second }),
    },
  ];
}

function find<K extends keyof Finders>(options: LookupOptions<K>, config: ObjectValue, inventory: Inventory): ObjectOf<K> {
  const { finder, objects, path } = options;
  const { id = null, name = null, path: place = null } = config;
  if (typeof name === "string") return byName(findersOf(inventory)[finder](name) as ByName<K>, path !== undefined);
  if (typeof id === "string") return byKey(options, objects(inventory), "id", id, (object) => (object as Named).id);
  return byKey(options, objects(inventory), "path", `${String(place)}`, (object) => path?.of(object) ?? "");
}

type ByName<K extends keyof Finders> = { readonly object: ObjectOf<K> } | { readonly problem: Diagnostic };

function byName<K extends keyof Finders>(found: ByName<K>, hasPath: boolean): ObjectOf<K> {
  if ("object" in found) return found.object;
  const isAmbiguous = found.problem.code === "PLAN_AMBIGUOUS_NAME";
  const hint = `Give ${hasPath ? "path or id" : "id"} in place of name.`;
  throw new DiagnosticError([{ ...found.problem, path: "name", ...(isAmbiguous && { hint }) }]);
}

function byKey<K extends keyof Finders>(
  { what }: LookupOptions<K>,
  all: readonly ObjectOf<K>[],
  key: "id" | "path",
  wanted: string,
  keyOf: (object: ObjectOf<K>) => string,
): ObjectOf<K> {
  const found = all.find((object) => fold(keyOf(object)) === fold(wanted));
  if (found) return found;
  const near = all.map((object) => ({
    key: keyOf(object),
    name: (object as Named).name,
    far: editDistance(fold(keyOf(object)), fold(wanted)),
  }));
  near.sort((a, b) => a.far - b.far || byText(a.key, b.key));
  throw new DiagnosticError([
    {
      code: "PLAN_UNKNOWN_NAME",
      severity: "error",
      summary: `VMM has no ${what} whose ${key} is "${wanted}"`,
      detail:
        near.length === 0
          ? `VMM shows this account no ${what} at all.`
          : `It has: ${listed(near.map((object) => (key === "id" ? `${object.key} (${object.name})` : object.key)))}.`,
      hint: `Correct the ${key}, or check that the account may see the object.`,
      path: key,
    },
  ]);
}

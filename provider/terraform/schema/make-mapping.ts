import { slug } from "../../engine/import/object-names.ts";
import type { Kind } from "../../model/load/kinds.ts";
import { type ManifestPath, parsePath } from "../../model/load/manifest-path.ts";
import { API_VERSION } from "../../model/metadata.ts";
import type { AttributeChange } from "../../model/plan.ts";
import { valueAt } from "../value/paths.ts";
import { type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import type { Attribute, Attributes } from "./attribute.ts";
import { membersOfKind } from "./build-members.ts";
import type { Computed } from "./computed.ts";
import { setAt, tidied, without } from "./live.ts";
import type { MappedManifest, Mapping } from "./mapping.ts";
import { NAMESPACE, PROVIDER_NAME } from "./names.ts";
import { attributesOf, followMembers, readMembers, writeMembers } from "./parts/object.ts";
import { type Found, noWriting } from "./parts/part.ts";
import { planAttributes } from "./plan-attributes.ts";

/** What a mapping is made of beside the vocabulary. */
export interface MappingOptions {
  readonly name: string;
  readonly kind: Kind;
  readonly doc: string;
  /** What is known of the object once it is there. */
  readonly computed: Computed;
  /** Attribute that the key is made of where it is not given. */
  readonly namedBy?: string;
  /** Fields whose live values are of another sort than what a manifest says. */
  readonly notRead?: readonly string[];
  /** Fields that VMM tells as none only of an item that is not there. */
  readonly madeWith?: readonly string[];
}

const VERSION = 0;

/** A mapping follows from the vocabulary, and from the rules of its kind. */
export function makeMapping({ name, kind, doc, computed, namedBy, notRead = [], madeWith = [] }: MappingOptions): Mapping {
  const members = membersOfKind(kind);
  const attributes: Attributes = { key: keyAttribute(namedBy), ...attributesOf(members), ...computed.attributes, ...planAttributes };

  const found = (steps: ManifestPath, value: ObjectValue): Found => {
    if (steps[0] === "metadata") return { path: steps[1] === "name" ? ["key"] : [] };
    // What VMM chooses is told as a part of the status, and is an attribute of that name.
    if (steps[0] === "status" && typeof steps[1] === "string") return { path: Object.hasOwn(attributes, steps[1]) ? [steps[1]] : [] };
    return steps[0] === "spec" ? followMembers(members, steps.slice(1), value) : { path: [] };
  };

  const withLive = (state: ObjectValue, changes: readonly AttributeChange[]): ObjectValue => {
    const gone: Found["path"][] = [];
    // Labels go by the order of the state as it was, so that what goes away goes last.
    const set = changes.reduce<Value>((value, { path, before, after }) => {
      const steps = parsePath(path);
      const { path: at, part } = found(steps, state);
      if (!part || notRead.includes(patternOf(steps)) || isRelease(path, after)) return value;
      if (before === null && madeWith.includes(patternOf(steps))) gone.push(at.slice(0, -1));
      return setAt(value, at, before === null ? null : (part.live?.(before, valueAt(state, at)) ?? part.read(before)));
    }, state);
    return tidied(attributes, gone.reduce<Value>((value, at) => without(value, at), set) as ObjectValue);
  };

  return {
    name,
    kind,
    namespace: NAMESPACE,
    schema: { version: VERSION, doc, attributes },
    keyOf: (value) => keyOf(value, namedBy),
    toManifest: (config, key): MappedManifest => {
      const into = noWriting();
      const { fields } = writeMembers(members, config, [], into);
      const metadata = { name: key, namespace: NAMESPACE };
      const object = { apiVersion: API_VERSION, kind, metadata, spec: { providerRef: { name: PROVIDER_NAME }, ...fields } };
      return { object, unknown: into.unknown, companions: into.companions, secrets: [...into.secrets].map(secretOf) };
    },
    fromManifest: (manifest) => {
      const nothing = Object.fromEntries(Object.keys(attributes).map((attribute) => [attribute, null]));
      const { spec, metadata } = manifest as { readonly spec?: object; readonly metadata?: { readonly name?: unknown } };
      const key = typeof metadata?.name === "string" ? metadata.name : null;
      return { ...nothing, ...readMembers(members, spec ?? {}), key };
    },
    attributePath: (path, value) => found(parsePath(path), value).path,
    withLive,
    withComputed: (state, live, inventory, scope) => ({ ...state, ...computed.read(state, live, inventory, scope) }),
  };
}

const secretOf = ([name, texts]: readonly [string, ReadonlyMap<string, string>]) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: { name, namespace: NAMESPACE },
  stringData: Object.fromEntries(texts),
});

/** A disk that leaves a VM is told by its place there, which is none of the manifest's. */
const isRelease = (path: string, after: unknown): boolean => after === null && path.endsWith(".persistentDisk");

const patternOf = (steps: ManifestPath): string => steps.filter((step) => typeof step === "string").join(".");

function keyAttribute(namedBy: string | undefined): Attribute {
  const type = { kind: "string" } as const;
  const doc =
    "Identity of the resource within the provider's `scope`: VMM keeps it with the object, so that an apply that was broken off finds it again. Lower-case letters, digits, `-` and `.`.";
  if (namedBy === undefined) return { type, presence: "required", doc };
  return { type, presence: "inherited", doc: `${doc} Made of \`${namedBy}\` unless it is given, and kept from then on.` };
}

function keyOf(value: ObjectValue, namedBy: string | undefined): string | null {
  for (const given of [value["key"], namedBy === undefined ? null : value[namedBy]]) {
    if (given === UNKNOWN) return null;
    if (typeof given === "string" && given !== "") return given === value["key"] ? given : slug(given);
  }
  return null;
}

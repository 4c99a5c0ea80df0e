import type { ManifestPath } from "../../../model/load/manifest-path.ts";
import { type ObjectValue, UNKNOWN, type Value } from "../../value/value.ts";
import type { Attributes, AttributeType } from "../attribute.ts";
import type { AttributePath } from "../mapping.ts";

/** What comes of a configuration beside the values of its manifest. */
export interface Writing {
  readonly unknown: AttributePath[];
  /** Texts of Secrets, by the Secret's name and key. */
  readonly secrets: Map<string, Map<string, string>>;
  /** Manifests of other kinds that this one refers to. */
  readonly companions: Readonly<Record<string, unknown>>[];
}

/** Where a path of a manifest leads to; `part` is there when it leads all the way, and not only to the nearest parent. */
export interface Found {
  readonly path: AttributePath;
  readonly part?: Part;
}

/** How a part of a manifest and a value of Terraform's say the same thing. Pure. */
export interface Part {
  readonly type: AttributeType;
  /** As the manifest says it; undefined: it says nothing; UNKNOWN: all of it, or what it cannot do without, is not known yet. */
  write(value: Value, at: AttributePath, into: Writing): unknown;
  /** What a manifest says, as a value; null where it is silent. */
  read(given: unknown): Value;
  /** What VMM has in place of a value, as the engine tells it; left out where it tells that in the manifest's form. */
  readonly live?: (given: unknown, value: Value) => Value;
  /** Where steps of a manifest's path lead below this value. */
  follow(steps: ManifestPath, value: Value): Found;
}

/** A field of an object, or one that stands for several attributes. */
export interface Member {
  /** Of the manifest, from the object on. */
  readonly steps: readonly string[];
  readonly attributes: Attributes;
  /** Whether the object is nothing without it. */
  readonly required: boolean;
  /** Fields that stand here, where this is given, and not beside it. */
  readonly covers?: ReadonlySet<string>;
  write(object: ObjectValue, at: AttributePath, into: Writing): unknown;
  /** Values of all of its attributes. */
  read(given: unknown): ObjectValue;
  follow(steps: ManifestPath, object: ObjectValue): Found;
}

export const noWriting = (): Writing => ({ unknown: [], secrets: new Map(), companions: [] });

/** Notes that something is not known. */
export function lost(at: AttributePath, into: Writing): typeof UNKNOWN {
  into.unknown.push(at);
  return UNKNOWN;
}

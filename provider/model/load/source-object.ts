import type { Place } from "../manifests.ts";
import type { ManifestPath } from "./manifest-path.ts";

/** One object found in a source: a document, or an item of a List. */
export interface SourceObject {
  /** Plain JSON value. */
  readonly value: unknown;
  /** False when its document has errors; it is then only looked at for its address. */
  readonly sound: boolean;
  readonly locate: (path: ManifestPath) => Place;
  /** How a scalar is written, e.g. `007` of the number 7. */
  readonly sourceOf: (path: ManifestPath) => string | undefined;
}

import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node, type Pair } from "yaml";
import type { Place } from "../manifests.ts";
import type { ManifestPath, Segment } from "./manifest-path.ts";

/**
 * Places in one YAML document. A field's place is that of its key, an item's that of the item, so that a place is on the
 * line that a reader looks for even where the value starts below it.
 */
export class YamlPlaces {
  readonly #file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  constructor(file: string, document: Document, lines: LineCounter) {
    this.#file = file;
    this.#document = document;
    this.#lines = lines;
  }

  /** Place of a path; of the nearest parent that is there. */
  locate(path: ManifestPath): Place {
    return this.at(this.#walk(path).offset);
  }

  /** How a scalar is written, without its quotes; undefined where the path leads to none. */
  sourceOf(path: ManifestPath): string | undefined {
    const { node, complete } = this.#walk(path);
    return complete && isScalar(node) ? node.source : undefined;
  }

  at(offset: number): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  #walk(path: ManifestPath): { readonly node: Node | null; readonly offset: number; readonly complete: boolean } {
    let node: Node | null = this.#resolve(this.#document.contents);
    let offset = node?.range?.[0] ?? this.#document.range?.[0] ?? 0;
    for (const segment of path) {
      const step = childOf(node, segment);
      if (!step) return { node, offset, complete: false };
      offset = step.offset ?? offset;
      node = this.#resolve(step.value);
    }
    return { node, offset, complete: true };
  }

  #resolve(node: unknown): Node | null {
    const resolved = isAlias(node) ? node.resolve(this.#document) : node;
    return isNode(resolved) ? resolved : null;
  }
}

interface Step {
  readonly value: unknown;
  readonly offset: number | undefined;
}

function childOf(node: Node | null, segment: Segment): Step | undefined {
  if (isSeq(node) && typeof segment === "number" && segment < node.items.length) {
    const item = node.items[segment];
    return { value: item, offset: isNode(item) ? item.range?.[0] : undefined };
  }
  if (!isMap(node)) return undefined;
  // The last of two equal keys is the one whose value counts.
  const pair = node.items.findLast((candidate: Pair) => isScalar(candidate.key) && String(candidate.key.value) === String(segment));
  return pair && { value: pair.value, offset: isNode(pair.key) ? pair.key.range?.[0] : undefined };
}

export type Segment = string | number;

/** A place inside a manifest, outermost first: `["spec", "disks", 0, "size"]`. */
export type ManifestPath = readonly Segment[];

const PLAIN = /^[^.[\]"]+$/;
const SEGMENT = /\[([0-9]+)\]|\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g;

/** `spec.disks[0].size`; keys that hold `.`, `[`, `]` or `"` are quoted: `spec.customProperty["a.b"]`. */
export function formatPath(path: ManifestPath): string {
  return path.map(formatSegment).join("").replace(/^\./, "");
}

function formatSegment(segment: Segment): string {
  if (typeof segment === "number") return `[${segment}]`;
  return PLAIN.test(segment) ? `.${segment}` : `[${JSON.stringify(segment)}]`;
}

/** The inverse of formatPath. What is no path ends where it stops to be one. */
export function parsePath(text: string): ManifestPath {
  return Array.from(text.matchAll(SEGMENT), ([, index, quoted, plain]): Segment => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? (plain as string) : unquote(quoted);
  });
}

function unquote(quoted: string): string {
  try {
    return JSON.parse(`"${quoted}"`) as string;
  } catch {
    return quoted;
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: ManifestPath): unknown {
  let current = value;
  for (const segment of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Record<Segment, unknown>)[segment];
  }
  return current;
}

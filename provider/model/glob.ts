/** A pattern with `*` (anything but a separator), `**` (anything) and `?` (one character but a separator). */
export interface Glob {
  readonly text: string;
  readonly matches: (text: string) => boolean;
}

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;

/** Of an address as a whole; `/` separates. Without regard to case: VMM's names have none. */
export function addressGlob(text: string): Glob {
  return { text, matches: tester(text, "[^/]", "$") };
}

/** Of a name, in which nothing separates. Without regard to case. */
export function nameGlob(text: string): Glob {
  return { text, matches: tester(text, ".", "$") };
}

/** Of a path in a manifest and all below it: `spec.disks` fits `spec.disks[0].size`. */
export function pathGlob(text: string): Glob {
  return { text, matches: tester(text, "[^.]", "(?=$|[.[])") };
}

function tester(pattern: string, one: string, end: string): (text: string) => boolean {
  const parts = pattern.split(/(\*+|\?)/).map((part) => {
    if (part === "?") return one;
    if (part.startsWith("*")) return part.length > 1 ? ".*" : `${one}*`;
    return part.replace(SPECIAL, "\\$&");
  });
  const expression = new RegExp(`^${parts.join("")}${end}`, "is");
  return (text) => expression.test(text);
}

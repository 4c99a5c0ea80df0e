/** VMM compares names without regard to case. */
export function fold(name: string): string {
  return name.toLowerCase();
}

/** By code unit: the same on every machine, whatever its locale. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  return [...items].sort((a, b) => byText(key(a), key(b)));
}

/** How many letters must be changed to make one text of the other (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

const SHOWN = 8;

/** `a, b, c and 4 more` */
export function listed(items: readonly string[], shown = SHOWN): string {
  const rest = items.length - shown;
  return rest > 0 ? `${items.slice(0, shown).join(", ")} and ${rest} more` : items.join(", ");
}

/** The last step of a Windows path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

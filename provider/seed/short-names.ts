export interface ShortName {
  /** 1 to 8 characters of A-Z, 0-9 and _. */
  readonly base: string;
  /** 0 to 3 of them. */
  readonly extension: string;
}

const MAX_BASE = 8;
const MAX_EXTENSION = 3;

/**
 * A name of eight and three characters for every file, unique among them, by position: what readers without Joliet, Rock
 * Ridge or long names show. Only characters that ISO 9660 (ECMA-119 7.4.1) and FAT both allow.
 */
export function shortNames(names: readonly string[]): readonly ShortName[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const dot = name.lastIndexOf(".");
    const base = plain(dot > 0 ? name.slice(0, dot) : name);
    const extension = dot > 0 ? plain(name.slice(dot + 1)).slice(0, MAX_EXTENSION) : "";
    for (let attempt = 0; ; attempt++) {
      const tail = attempt === 0 ? "" : String(attempt);
      const candidate = `${base.slice(0, MAX_BASE - tail.length)}${tail}`;
      if (taken.has(`${candidate}.${extension}`)) continue;
      taken.add(`${candidate}.${extension}`);
      return { base: candidate, extension };
    }
  });
}

const plain = (text: string) => text.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_");

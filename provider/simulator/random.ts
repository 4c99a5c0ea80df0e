/** Numbers that depend on the seed alone. */
export interface Random {
  /** 0 ≤ n < 2^32 */
  next(): number;
  /** 0 ≤ n < limit */
  below(limit: number): number;
  pick<T>(items: readonly T[]): T;
  /** A Guid in lower case. */
  guid(): string;
}

/** sfc32 (Chris Doty-Humphrey's small fast counting generator), which is quick and has no short cycles. */
export function seededRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed >>> 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum >>> 0;
  };
  for (let round = 0; round < 12; round++) next();

  const below = (limit: number) => Math.floor((next() / 2 ** 32) * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new RangeError("nothing to pick from");
      return item;
    },
    guid: () => asGuid([next(), next(), next(), next()]),
  };
}

/** Marks the bits as those of a random Guid (version 4). */
function asGuid(words: readonly number[]): string {
  const hex = words.map((word) => word.toString(16).padStart(8, "0")).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Ends of a range of names, both included. */
export interface RangeEnds {
  readonly from: string;
  readonly to: string;
  readonly postfix: string;
}

/** Why two texts are no range: they differ in length; in something other than digits and letters of one kind; run backwards; give too many names. */
export type RangeProblem = "width" | "prefix" | "order" | "count";

export const MAX_RANGE = 10_000;

type Expansion = { readonly names: readonly string[] } | { readonly problem: RangeProblem };

/** The signs that may count up, each kind for itself, as in an odometer. */
const WHEELS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"] as const;

/**
 * Every name of a range, in order, the postfix appended: `web-08`..`web-11` gives web-08, web-09, web-10, web-11.
 * What the ends share in front stays as it is. The rest counts up like an odometer: digits stay digits and letters letters, so
 * leading zeros are kept and `a8`..`b1` gives a8, a9, b0, b1. At most MAX_RANGE names.
 */
export function expandRange({ from, to, postfix }: RangeEnds): Expansion {
  if (from.length !== to.length) return { problem: "width" };
  const start = firstDifference(from, to);
  const wheels = Array.from(from.slice(start), (sign, index) => wheelOf(sign, to.charAt(start + index)));
  if (!wheels.every((wheel) => wheel !== undefined)) return { problem: "prefix" };
  const first = positionOf(from.slice(start), wheels);
  const last = positionOf(to.slice(start), wheels);
  if (last < first) return { problem: "order" };
  if (last - first >= MAX_RANGE) return { problem: "count" };
  const prefix = from.slice(0, start);
  return { names: Array.from({ length: Number(last - first) + 1 }, (_, step) => prefix + textAt(first + BigInt(step), wheels) + postfix) };
}

function firstDifference(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

function wheelOf(a: string, b: string): string | undefined {
  return WHEELS.find((wheel) => wheel.includes(a) && wheel.includes(b));
}

/** BigInt, since a text of thirty letters is a valid end of a range that is merely too long. */
function positionOf(text: string, wheels: readonly string[]): bigint {
  return wheels.reduce((position, wheel, index) => position * BigInt(wheel.length) + BigInt(wheel.indexOf(text.charAt(index))), 0n);
}

function textAt(position: bigint, wheels: readonly string[]): string {
  let rest = position;
  let text = "";
  for (const wheel of wheels.toReversed()) {
    const size = BigInt(wheel.length);
    text = wheel.charAt(Number(rest % size)) + text;
    rest /= size;
  }
  return text;
}

import { isIPv4, isIPv6 } from "node:net";
import type { AddressRange } from "./objects/network.ts";

/** IPv6 addresses lie above all of IPv4, so that the two are never within one range. */
const V6 = 1n << 128n;

const joined = (parts: readonly number[], bits: bigint): bigint => parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);

/** An address as a number; undefined when the text is none. */
export function parseAddress(text: string): bigint | undefined {
  const trimmed = text.trim();
  if (isIPv4(trimmed)) return joined(trimmed.split(".").map(Number), 8n);
  if (!isIPv6(trimmed) || trimmed.includes("%")) return undefined;
  const [head = "", tail] = new URL(`http://[${trimmed}]`).hostname.slice(1, -1).split("::");
  const groups = (part: string): number[] => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const [start, end] = [groups(head), groups(tail ?? "")];
  return V6 | joined([...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end], 16n);
}

export function formatAddress(address: bigint): string {
  if (address < V6) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => ((address >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
}

export const isVersion6 = (address: bigint): boolean => address >= V6;

/** Reads `10.0.0.25-10.0.0.35, 10.0.0.38`; undefined when it is no such list. */
export function parseRanges(text: string): readonly AddressRange[] | undefined {
  const ranges: AddressRange[] = [];
  for (const part of text.split(",").map((one) => one.trim())) {
    if (part === "") continue;
    const ends = part.split("-").map(parseAddress);
    const from = ends[0];
    const to = ends.length === 1 ? from : ends[1];
    if (from === undefined || to === undefined || to < from || ends.length > 2) return undefined;
    ranges.push({ from, to });
  }
  return ranges;
}

export function within(address: bigint, ranges: readonly AddressRange[]): boolean {
  return ranges.some((range) => address >= range.from && address <= range.to);
}

export const sizeOf = ({ from, to }: AddressRange): number => Number(to - from + 1n);

/** How many addresses of a range lie in a list whose parts may overlap. */
export function countWithin(range: AddressRange, parts: readonly AddressRange[]): number {
  let [count, next] = [0n, range.from];
  for (const part of [...parts].sort((a, b) => (a.from < b.from ? -1 : Number(a.from > b.from)))) {
    const from = part.from > next ? part.from : next;
    const to = part.to < range.to ? part.to : range.to;
    if (to < from) continue;
    count += to - from + 1n;
    next = to + 1n;
  }
  return Number(count);
}

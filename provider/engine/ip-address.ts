import { isIPv4, isIPv6 } from "node:net";
import type { AddressRange } from "./inventory-network.ts";

/** An address as a number; IPv4 and IPv6 are kept apart by `family`. */
export interface IpNumber {
  readonly family: 4 | 6;
  readonly value: bigint;
}

const joined = (parts: readonly number[], bits: bigint): bigint => parts.reduce((sum, part) => (sum << bits) | BigInt(part), 0n);

/** RFC 4291 2.2: eight groups, one run of zero groups may be `::`, the last two may be dotted. */
function ipv6Groups(text: string): number[] {
  const plain = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [(Number(a) << 8) | Number(b), (Number(c) << 8) | Number(d)].map((group) => group.toString(16)).join(":"),
  );
  const [head = "", tail] = plain.split("::");
  const groups = (part: string): number[] => (part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16)));
  const start = groups(head);
  const end = tail === undefined ? [] : groups(tail);
  return [...start, ...Array<number>(8 - start.length - end.length).fill(0), ...end];
}

function parseIp(text: string): IpNumber | undefined {
  if (isIPv4(text)) return { family: 4, value: joined(text.split(".").map(Number), 8n) };
  if (isIPv6(text) && !text.includes("%")) return { family: 6, value: joined(ipv6Groups(text), 16n) };
  return undefined;
}

export const familyOf = (text: string): 4 | 6 => (isIPv6(text) ? 6 : 4);

/** One spelling for one address, so that texts can be compared. */
export function ipKey(text: string): string {
  const ip = parseIp(text);
  return ip ? `${ip.family}:${ip.value.toString(16).padStart(32, "0")}` : text.toLowerCase();
}

export function isWithin(address: string, first: string, last: string): boolean {
  const [ip, from, to] = [parseIp(address), parseIp(first), parseIp(last)];
  if (!ip || !from || !to || ip.family !== from.family || ip.family !== to.family) return false;
  return from.value <= ip.value && ip.value <= to.value;
}

/** How many addresses two ranges have in common; those of different families have none. */
export function overlap(one: AddressRange, other: AddressRange): number {
  const [from, to, start, end] = [one.first, one.last, other.first, other.last].map(parseIp);
  if (!from || !to || !start || !end || new Set([from, to, start, end].map(({ family }) => family)).size > 1) return 0;
  const [first, last] = [from.value > start.value ? from.value : start.value, to.value < end.value ? to.value : end.value];
  return first > last ? 0 : Number(last - first + 1n);
}

function textOf({ family, value }: IpNumber): string {
  const [parts, bits] = family === 4 ? [4, 8n] : [8, 16n];
  const numbers = Array.from({ length: parts }, (_, index) => (value >> (BigInt(parts - 1 - index) * bits)) & ((1n << bits) - 1n));
  return numbers.map((number) => number.toString(family === 4 ? 10 : 16)).join(family === 4 ? "." : ":");
}

/** Every address of a range, in order; a range can be very long. */
export function* addressesOf({ first, last }: AddressRange): Generator<string> {
  const [from, to] = [parseIp(first), parseIp(last)];
  if (!from || !to || from.family !== to.family) return;
  for (let value = from.value; value <= to.value; value++) yield textOf({ family: from.family, value });
}

/** What is not known holds nothing. */
export const isInSet = (address: string, set: readonly AddressRange[] | null): boolean =>
  (set ?? []).some(({ first, last }) => isWithin(address, first, last));

import { ClixmlError } from "./clixml-error.ts";
import type { ClixmlPrimitive, TextTag } from "./value.ts";

/** 100 ns, .NET's unit of time. */
const TICKS_PER_MILLISECOND = 10_000n;
const TICKS_PER_SECOND = 10_000_000n;

const DATE_TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,7}))?(Z|[+-]\d\d:\d\d)?$/;
const DURATION = /^(-?)P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,7}))?S)?)?$/;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DECIMAL = /^[+-]?\d{1,29}(\.\d{1,28})?$/;
const VERSION = /^\d{1,10}(\.\d{1,10}){1,3}$/;

const kept = (tag: TextTag, value: string): ClixmlPrimitive => ({ kind: "text", tag, value });

function valid(tag: TextTag, value: string, form: RegExp): ClixmlPrimitive {
  if (!form.test(value)) throw new ClixmlError("unsupported", `a text is no ${tag}`);
  return kept(tag, value);
}

/** System.DateTime, in UTC. Throws `ClixmlError` for a date that is none. */
export function dateTime(date: Date): ClixmlPrimitive {
  if (Number.isNaN(date.getTime())) throw new ClixmlError("unsupported", "an invalid date has no CLIXML form");
  return valid("DT", date.toISOString(), DATE_TIME);
}

/** System.TimeSpan, from ticks of 100 ns. */
export function timeSpan(ticks: bigint): ClixmlPrimitive {
  const size = ticks < 0n ? -ticks : ticks;
  const fraction = (size % TICKS_PER_SECOND).toString().padStart(7, "0");
  return kept("TS", `${ticks < 0n ? "-" : ""}PT${size / TICKS_PER_SECOND}.${fraction}S`);
}

export const guid = (value: string): ClixmlPrimitive => valid("G", value, GUID);
export const decimal = (value: string): ClixmlPrimitive => valid("D", value, DECIMAL);
export const dotNetVersion = (value: string): ClixmlPrimitive => valid("Version", value, VERSION);
export const uri = (value: string): ClixmlPrimitive => kept("URI", value);
export const xmlDocument = (value: string): ClixmlPrimitive => kept("XD", value);
/** Arrives as text, or as a script block where the receiver rebuilds it. */
export const scriptBlock = (value: string): ClixmlPrimitive => kept("SBK", value);
export const single = (value: number): ClixmlPrimitive => ({ kind: "float", tag: "Sg", value });

/** System.Char, from one UTF-16 unit. */
export function char(value: string): ClixmlPrimitive {
  if (value.length !== 1) throw new ClixmlError("unsupported", "a char is one UTF-16 unit");
  return { kind: "char", value: value.charCodeAt(0) };
}

export interface DateTimeValue {
  /** Since 1970 on the clock that the text shows, in units of 100 ns. */
  readonly ticks: bigint;
  /** `utc`, `unspecified`, or minutes east of UTC where the other side said its local time. */
  readonly zone: "utc" | "unspecified" | number;
}

/** The exact value of a DT, which a Date cannot hold. Undefined for anything else. */
export function readDateTime(value: ClixmlPrimitive): DateTimeValue | undefined {
  const [, seconds, fraction = "", zone] = value.kind === "text" && value.tag === "DT" ? (DATE_TIME.exec(value.value) ?? []) : [];
  if (seconds === undefined) return undefined;
  const milliseconds = Date.parse(`${seconds}Z`);
  if (Number.isNaN(milliseconds)) return undefined;
  const ticks = BigInt(milliseconds) * TICKS_PER_MILLISECOND + BigInt(fraction.padEnd(7, "0"));
  if (zone === undefined || zone === "Z") return { ticks, zone: zone === undefined ? "unspecified" : "utc" };
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return { ticks, zone: zone.startsWith("-") ? -minutes : minutes };
}

/** The moment, to the millisecond; a time without zone is taken for UTC. */
export function toDate({ ticks, zone }: DateTimeValue): Date {
  const offset = typeof zone === "number" ? zone * 60_000 : 0;
  return new Date(Number(ticks / TICKS_PER_MILLISECOND) - offset);
}

/** The ticks of 100 ns of a TS. Undefined for anything else. */
export function readTimeSpan(value: ClixmlPrimitive): bigint | undefined {
  const found = value.kind === "text" && value.tag === "TS" ? DURATION.exec(value.value) : null;
  if (found === null) return undefined;
  const [, sign, days = "0", hours = "0", minutes = "0", seconds = "0", fraction = ""] = found;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n + BigInt(seconds);
  const ticks = whole * TICKS_PER_SECOND + BigInt(fraction.padEnd(7, "0"));
  return sign === "-" ? -ticks : ticks;
}

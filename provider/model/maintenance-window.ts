import { momentOf, wallTime } from "./time-zone.ts";

export const weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
export type Weekday = (typeof weekdays)[number];

/** Opens at a time of certain days, by the clocks of a zone, and closes so long after. */
export interface MaintenanceWindow {
  /** Never empty. */
  readonly days: readonly Weekday[];
  /** `HH:MM` */
  readonly start: string;
  readonly duration: { readonly ms: number; readonly text: string };
  /** A name of the IANA database. */
  readonly timeZone: string;
}

const DAY_MS = 86_400_000;
/** From the day before, whose window may reach into this one, to the same day of the next week. */
const DAYS = Array.from({ length: 10 }, (_, index) => index - 1);

/** Moments at which it opens, around a moment, in their order. */
function openings({ days, start, timeZone }: MaintenanceWindow, at: number): readonly number[] {
  const [hours = 0, minutes = 0] = start.split(":").map(Number);
  const today = Math.floor(wallTime(at, timeZone) / DAY_MS) * DAY_MS;
  return DAYS.map((day) => today + day * DAY_MS)
    .filter((date) => days.includes(weekdays[new Date(date).getUTCDay()] as Weekday))
    .map((date) => momentOf(date + (hours * 60 + minutes) * 60_000, timeZone));
}

/** Moments are milliseconds since 1970. It is closed at the very moment of its end. */
export function isOpen(window: MaintenanceWindow, at: number): boolean {
  return openings(window, at).some((opens) => opens <= at && at < opens + window.duration.ms);
}

/** The next moment after `at` at which it opens. */
export function nextOpening(window: MaintenanceWindow, at: number): number {
  return openings(window, at).find((opens) => opens > at) as number;
}

/** `Sat, Sun from 02:00 for 4h (Europe/Amsterdam)` */
export function describeWindow({ days, start, duration, timeZone }: MaintenanceWindow): string {
  return `${days.length === weekdays.length ? "daily" : days.join(", ")} from ${start} for ${duration.text} (${timeZone})`;
}

/** `Sat 2026-11-28 02:00 (Europe/Amsterdam)` */
export function describeOpening(window: MaintenanceWindow, at: number): string {
  const wall = new Date(wallTime(nextOpening(window, at), window.timeZone));
  const text = wall.toISOString();
  return `${weekdays[wall.getUTCDay()]} ${text.slice(0, 10)} ${text.slice(11, 16)} (${window.timeZone})`;
}

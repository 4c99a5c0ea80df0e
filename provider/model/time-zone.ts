const formats = new Map<string, Intl.DateTimeFormat>();

/** Throws RangeError for a zone that is not known. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" } as const;
  const format = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", hourCycle: "h23", ...numeric });
  formats.set(timeZone, format);
  return format;
}

/** A name of the IANA database; offsets such as `+02:00` know no summer time, and old engines do not know them. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** What the clocks of a zone show at a moment, as if it were UTC: in milliseconds, to whole seconds. */
export function wallTime(at: number, timeZone: string): number {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

const DAY_MS = 86_400_000;

/**
 * The moment at which the clocks of a zone show `wall` (see wallTime). What they show twice is the first of both; what they leave out
 * is as much later as they are put forward.
 */
export function momentOf(wall: number, timeZone: string): number {
  const offset = (at: number): number => wallTime(at, timeZone) - at;
  const [before, after] = [wall - offset(wall - DAY_MS), wall - offset(wall + DAY_MS)];
  return [before, after].find((moment) => wallTime(moment, timeZone) === wall) ?? before;
}

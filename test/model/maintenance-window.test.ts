import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOpening, isOpen, type MaintenanceWindow, nextOpening, weekdays } from "../../provider/model/maintenance-window.ts";
import { isTimeZone, momentOf, wallTime } from "../../provider/model/time-zone.ts";

const HOUR_MS = 3_600_000;
const window = (some: Partial<MaintenanceWindow> = {}): MaintenanceWindow => ({
  days: ["Sat"],
  start: "02:00",
  duration: { ms: 4 * HOUR_MS, text: "4h" },
  timeZone: "Europe/Amsterdam",
  ...some,
});
const at = (text: string) => Date.parse(text);

describe("a maintenance window", () => {
  // 2026-11-28 is a Saturday; Amsterdam is an hour ahead of UTC then.
  it.each([
    ["2026-11-28T00:59:59Z", false],
    ["2026-11-28T01:00:00Z", true],
    ["2026-11-28T04:59:59Z", true],
    ["2026-11-28T05:00:00Z", false],
    ["2026-11-29T02:00:00Z", false],
  ])("at %s is open: %s", (text, open) => {
    expect(isOpen(window(), at(text))).toBe(open);
  });

  it("goes on after midnight, into a day that is none of its own", () => {
    const late = window({ days: ["Sat"], start: "22:30" });
    expect(isOpen(late, at("2026-11-29T01:00:00Z"))).toBe(true);
    expect(isOpen(late, at("2026-11-29T01:30:00Z"))).toBe(false);
  });

  it("opens by the clocks of its zone, before and after they are changed", () => {
    expect(nextOpening(window({ days: ["Sun"] }), at("2026-10-24T12:00:00Z"))).toBe(at("2026-10-25T00:00:00Z"));
    expect(nextOpening(window({ days: ["Mon"] }), at("2026-10-25T12:00:00Z"))).toBe(at("2026-10-26T01:00:00Z"));
    // 02:30 does not exist on 2027-03-28 in Amsterdam: the clocks go from 02:00 to 03:00.
    expect(nextOpening(window({ days: ["Sun"], start: "02:30" }), at("2027-03-27T12:00:00Z"))).toBe(at("2027-03-28T01:30:00Z"));
    // 02:30 comes twice on 2026-10-25: the first counts.
    expect(nextOpening(window({ days: ["Sun"], start: "02:30" }), at("2026-10-24T12:00:00Z"))).toBe(at("2026-10-25T00:30:00Z"));
  });

  it("tells when it opens, by its own clocks", () => {
    expect(describeOpening(window(), at("2026-11-23T12:00:00Z"))).toBe("Sat 2026-11-28 02:00 (Europe/Amsterdam)");
    expect(describeOpening(window({ days: [...weekdays], timeZone: "Asia/Kolkata" }), at("2026-11-23T21:00:00Z"))).toBe(
      "Wed 2026-11-25 02:00 (Asia/Kolkata)",
    );
  });

  const zones = fc.constantFrom("UTC", "Europe/Amsterdam", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu");
  const moments = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") });
  const windows = fc
    .record({
      days: fc.subarray([...weekdays], { minLength: 1 }),
      minutes: fc.integer({ min: 0, max: 1439 }),
      length: fc.integer({ min: 1, max: 1440 }),
      timeZone: zones,
    })
    .map(({ days, minutes, length, timeZone }) => {
      const start = `${`${Math.floor(minutes / 60)}`.padStart(2, "0")}:${`${minutes % 60}`.padStart(2, "0")}`;
      return window({ days, start, duration: { ms: length * 60_000, text: `${length}m` }, timeZone });
    });

  it("opens after now, within eight days, on one of its days, and is open from then on and not before it", () => {
    fc.assert(
      fc.property(windows, moments, (some, now) => {
        const opens = nextOpening(some, now);
        const wall = new Date(wallTime(opens, some.timeZone));
        expect(opens).toBeGreaterThan(now);
        // Apia once left out a whole day; none does in these years.
        expect(opens - now).toBeLessThanOrEqual(8 * 24 * HOUR_MS);
        expect(isOpen(some, opens)).toBe(true);
        expect(some.days).toContain(weekdays[wall.getUTCDay()]);
        const closes = opens + some.duration.ms;
        if (!isOpen(some, closes)) expect(isOpen(some, closes - 1)).toBe(true);
        if (!isOpen(some, now)) fc.pre(opens - now > 1);
        if (!isOpen(some, now)) expect(isOpen(some, now + Math.floor((opens - now) / 2))).toBe(false);
      }),
    );
  });

  it("finds the moment that a zone's clocks show", () => {
    fc.assert(
      fc.property(moments, zones, (moment, timeZone) => {
        const seconds = Math.floor(moment / 1000) * 1000;
        const wall = wallTime(seconds, timeZone);
        const found = momentOf(wall, timeZone);
        expect(wallTime(found, timeZone)).toBe(wall);
        expect(found).toBeLessThanOrEqual(seconds);
      }),
    );
  });
});

it.each([
  ["Europe/Amsterdam", true],
  ["UTC", true],
  ["Europe/Amsterdm", false],
  ["+02:00", false],
  ["", false],
])("time zone %j: %s", (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { duration, formatDuration, parseDuration } from "../../provider/model/duration.ts";

describe("durations", () => {
  it.each([
    ["90s", 90_000],
    ["10m", 600_000],
    ["1h30m", 5_400_000],
    ["24h", 86_400_000],
    ["1h0m5s", 3_605_000],
    ["0s", 0],
  ])("%s is %i ms", (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(["", "10", "m", "1.5h", "-1h", "1d", "5 m", "1m1h", "1h1h", "1H", "∞"])("%j is none", (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it("is read as it is written", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 604_800 }), (seconds) => parseDuration(formatDuration(seconds * 1000)) === seconds * 1000),
    );
  });

  it.each(["0s", "169h", "x"])("in a manifest refuses %j", (text) => {
    expect(duration().safeParse(text).error?.issues[0]?.message).toMatch(/^expected a time such as/);
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pauseMs, type Rhythm, watch } from "../../provider/cli/drift/watch.ts";
import { timeSpan } from "../../provider/cli/flags.ts";

const MINUTE = 60_000;
const rhythm: Rhythm = { intervalMs: MINUTE, jitter: 0.1 };

describe("the pause between two looks", () => {
  test("strays by the jitter, to both sides", () => {
    expect([0, 0.5, 1].map((random) => pauseMs(rhythm, 0, random))).toEqual([54_000, 60_000, 66_000]);
    expect(pauseMs({ ...rhythm, jitter: 0 }, 0, 0.9)).toBe(MINUTE);
  });

  test("doubles with each failure, up to an hour, and never below the interval", () => {
    expect([0, 1, 2, 3, 6, 99].map((failures) => pauseMs(rhythm, failures, 0.5) / MINUTE)).toEqual([1, 2, 4, 8, 60, 60]);
    expect(pauseMs({ intervalMs: 120 * MINUTE, jitter: 0 }, 3, 0.5) / MINUTE).toBe(120);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 8 }),
        fc.nat(200),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (intervalMs, failures, random) => {
          expect(pauseMs({ intervalMs, jitter: 0 }, failures, random)).toBeGreaterThanOrEqual(intervalMs);
        },
      ),
    );
  });
});

test("looks, pauses, backs off while it fails, recovers, and stops without another pause", async () => {
  const answers = [true, false, false, true, true];
  const pauses: number[] = [];
  const failuresBefore: number[] = [];
  let looks = 0;
  await watch(
    { intervalMs: MINUTE, jitter: 0 },
    {
      look: async (failures) => {
        failuresBefore.push(failures);
        looks += 1;
        return answers[looks - 1] ?? true;
      },
      pause: async (ms) => {
        pauses.push(ms / MINUTE);
      },
      isStopped: () => looks === answers.length,
      random: () => 0.5,
    },
  );
  expect(failuresBefore).toEqual([0, 0, 1, 2, 0]);
  expect(pauses).toEqual([1, 2, 4, 1]);
});

test.each([
  ["30", 30_000],
  ["30s", 30_000],
  ["5m", 300_000],
  ["1.5h", 5_400_000],
  ["250ms", 250],
])("%s is a time", (text, ms) => expect(timeSpan(text)).toBe(ms));

test.each(["", "0", "-1", "1d", "1e3", "8888h", "m", "5 m"])("%j is no time", (text) =>
  expect(() => timeSpan(text)).toThrow("A time such as"),
);

import { beforeEach, expect, test } from "vitest";
import { type SharedReading, sharedReading } from "../../provider/terraform/estate/shared-reading.ts";

/** Readings that end when a test says so; each has its number. */
let begun: { end: () => void; fail: (error: Error) => void }[];
let gathered: (() => void)[];
let now: number;
let readings: SharedReading<number>;

beforeEach(() => {
  begun = [];
  gathered = [];
  now = 0;
  readings = sharedReading({
    read: () => {
      const number = begun.length + 1;
      return new Promise((resolve, reject) => begun.push({ end: () => resolve(number), fail: reject }));
    },
    goodForMs: 100,
    gatherMs: 5,
    now: () => now,
    pause: () => new Promise((resolve) => gathered.push(resolve)),
  });
});

/** Lets everything go on that waits for nothing more. */
const settle = () => new Promise((resolve) => setImmediate(resolve));
const gather = async () => {
  for (const go of gathered.splice(0)) go();
  await settle();
};

test("a thousand who ask at one moment share one reading, and so do those who come soon after", async () => {
  const asked = Array.from({ length: 1000 }, () => readings.get());
  begun[0]?.end();
  expect(new Set(await Promise.all(asked))).toEqual(new Set([1]));
  now = 100;
  expect(await readings.get()).toBe(1);
  expect(begun).toHaveLength(1);
});

test("a reading that is too old is read anew", async () => {
  const first = readings.get();
  begun[0]?.end();
  await first;
  now = 101;
  const second = readings.get();
  begun[1]?.end();
  expect(await second).toBe(2);
});

test("no reading is given that began before a change, not even one that is under way", async () => {
  const before = readings.get();
  readings.changed();
  const after = readings.get();
  const alike = readings.get();
  await gather();
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  await settle();
  begun[1]?.end();
  expect([await before, await after, await alike]).toEqual([1, 2, 2]);
  readings.changed();
  const last = readings.get();
  begun[2]?.end();
  expect(await last).toBe(3);
});

test("a change amid a reading is not forgotten when it ends", async () => {
  const first = readings.get();
  readings.changed();
  begun[0]?.end();
  await first;
  const second = readings.get();
  begun[1]?.end();
  expect(await second).toBe(2);
});

test("a fresh reading begins after the call, and is shared with all who ask until it begins", async () => {
  const old = readings.get();
  const asked = Array.from({ length: 10 }, () => readings.getFresh());
  await gather();
  // The one under way comes first.
  expect(begun).toHaveLength(1);
  begun[0]?.end();
  await settle();
  expect(begun).toHaveLength(2);
  const later = readings.getFresh();
  begun[1]?.end();
  await gather();
  begun[2]?.end();
  expect(await old).toBe(1);
  expect(new Set(await Promise.all(asked))).toEqual(new Set([2]));
  expect(await later).toBe(3);
});

test("a failure is told to all who wait, and to nobody after them", async () => {
  const asked = [readings.get(), readings.get()];
  begun[0]?.fail(new Error("no answer"));
  expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  const again = readings.get();
  begun[1]?.end();
  expect(await again).toBe(2);
});

test("a fresh reading waits for a failing one, and is made all the same", async () => {
  const failing = readings.get();
  const fresh = readings.getFresh();
  await gather();
  begun[0]?.fail(new Error("no answer"));
  await expect(failing).rejects.toThrow("no answer");
  await settle();
  begun[1]?.end();
  expect(await fresh).toBe(2);
});

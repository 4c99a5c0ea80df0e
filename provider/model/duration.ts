import * as z from "zod";

/** A span of time. `text` is what the manifest said. */
export interface Duration {
  readonly ms: number;
  readonly text: string;
}

/** Go's durations, as Kubernetes writes them, in whole hours, minutes and seconds. */
const PATTERN = /^(?=\d)(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,8})s)?$/;

/** Milliseconds of `1h30m`; undefined for what is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = PATTERN.exec(text);
  if (!match) return undefined;
  const [hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number];
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

/** `1h30m`, `45s`: the shortest text of whole seconds. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ] as const;
  return (
    parts
      .filter(([amount]) => amount > 0)
      .map(([amount, unit]) => `${amount}${unit}`)
      .join("") || "0s"
  );
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Above nothing, and at most `most`. */
export function duration(most: { readonly ms: number; readonly text: string } = { ms: WEEK_MS, text: "168h" }) {
  const message = `expected a time such as 30s, 10m or 1h30m, above 0 and at most ${most.text}`;
  return z.string({ error: message }).transform((text, ctx): Duration => {
    const ms = parseDuration(text);
    if (ms !== undefined && ms > 0 && ms <= most.ms) return { ms, text };
    ctx.issues.push({ code: "custom", input: text, message });
    return z.NEVER;
  });
}

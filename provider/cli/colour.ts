import { type Paper, palette } from "../report/palette.ts";
import type { Host } from "./host.ts";

const LEAST = 60;
/** Longer lines are hard to read, however wide the window. */
const MOST = 120;

/** --no-color, then NO_COLOR (no-color.org: any value), then FORCE_COLOR, then whether a person looks. */
export function wantsColour(host: Host, stream: "stdout" | "stderr", allowed: boolean): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = host.environment;
  if (!allowed || NO_COLOR) return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return host.terminal[stream] && TERM !== "dumb";
}

/** A pipe gets 80 columns, so that what goes to a file does not depend on a window. */
export function paperFor(host: Host, stream: "stdout" | "stderr", allowed: boolean): Paper {
  const width = host.terminal[stream] ? Math.min(MOST, Math.max(LEAST, host.columns())) : 80;
  return { palette: palette(wantsColour(host, stream, allowed)), width };
}

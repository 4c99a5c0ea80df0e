import { type Check, ok, warning } from "../check.ts";

/** What Kerberos puts up with (RFC 4120 5.2.6; Windows' default). */
const KERBEROS_SECONDS = 300;

function span(seconds: number): string {
  const whole = Math.abs(Math.round(seconds));
  if (whole < 120) return `${whole} s`;
  return whole < 7200 ? `${Math.round(whole / 60)} min` : `${Math.round(whole / 3600)} h`;
}

/** Our clock and the host's, by the date that it puts on its answers. */
export const clockCheck: Check = {
  id: "clock",
  title: "Clock",
  async examine(_patient, { date }) {
    if (date === undefined) return ok("the host does not tell its time", { skewSeconds: null });
    const skewSeconds = Math.round((date.server.getTime() - date.ours.getTime()) / 1000);
    const facts = { skewSeconds, server: date.server.toISOString(), ours: date.ours.toISOString() };
    // The date has whole seconds.
    if (Math.abs(skewSeconds) <= 1) return ok("the host's clock and ours agree", facts);
    const summary = `the host's clock is ${span(skewSeconds)} ${skewSeconds > 0 ? "ahead of" : "behind"} ours`;
    if (Math.abs(skewSeconds) <= KERBEROS_SECONDS) return ok(summary, facts);
    return warning(
      summary,
      facts,
      "Kerberos refuses clocks that are more than 5 minutes apart, certificates look expired or not yet valid, and the times of VMM's jobs mislead.",
      "On the host: w32tm /query /status, then w32tm /resync",
      "Here: timedatectl status; see that chrony or systemd-timesyncd runs",
    );
  },
};

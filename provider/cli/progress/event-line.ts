import type { ApplyEvent } from "../../engine/apply-event.ts";
import { resultLine } from "../../report/apply-text.ts";
import type { Palette } from "../../report/palette.ts";
import { visible } from "../../report/visible.ts";

/** One line an event, for logs. Percentages are left out: a log has no use for them. */
export function eventLine(event: ApplyEvent, palette: Palette): string | undefined {
  switch (event.type) {
    case "change-started":
      return `${"start".padEnd(8)} ${event.action.padEnd(7)} ${visible(event.address)}`;
    case "step-started":
      return palette.faint(`${"step".padEnd(8)} ${visible(event.address)}: ${visible(event.label)}`);
    case "step-finished":
      if (event.state !== "retrying") return undefined;
      return palette.warning(`${"retry".padEnd(8)} ${visible(event.address)}: ${visible(event.diagnostic?.summary ?? event.label)}`);
    case "job-progress":
      return undefined;
    case "change-finished":
      return resultLine(event.result, palette);
  }
}

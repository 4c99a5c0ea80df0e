import * as z from "zod";
import { duration, parseDuration } from "../duration.ts";
import { field } from "../field.ts";
import { weekdays } from "../maintenance-window.ts";
import { isTimeZone } from "../time-zone.ts";

const DAY = { ms: parseDuration("24h") as number, text: "24h" };

const maintenanceWindow = z.strictObject({
  days: field(
    z
      .array(z.enum(weekdays))
      .min(1)
      .refine((days) => new Set(days).size === days.length, { error: "each day may be named once" })
      .default([...weekdays]),
    { doc: "Days on which it opens." },
  ),
  start: field(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "expected a time of day such as 02:00 or 23:30" }), {
    doc: "Time of day at which it opens.",
  }),
  duration: field(duration(DAY), { doc: "How long it stays open: at most 24h; it may go on after midnight." }),
  timeZone: field(
    z.string().refine(isTimeZone, { error: "expected a time zone of the IANA database, such as Europe/Amsterdam or UTC" }).default("UTC"),
    {
      doc: "Time zone of days and start, with its summer time.",
    },
  ),
});

/** Times that a change may take before apply gives it up; what VMM works on goes on. */
export const timeouts = z.strictObject({
  create: field(duration().optional(), { doc: "For making it, or making it anew." }),
  update: field(duration().optional(), { doc: "For a change of what is there." }),
  delete: field(duration().optional(), { doc: "For removing it." }),
});

/** When a machine runs, and what apply may do about it. */
export const powerFields = {
  powerPolicy: field(z.enum(["AlwaysOn", "StartOnce", "Manual", "AlwaysOff"]).default("StartOnce"), {
    doc: "Whether the machine shall run. AlwaysOn: it is started whenever it does not. StartOnce: it is started when it is made, and from then on its power is people's; that it is off is reported, and left. Manual: apply never starts it. AlwaysOff: it is not started, and shut down where spec.powerCyclePolicy allows it.",
    policy: "in-place",
  }),
  powerCyclePolicy: field(z.enum(["Never", "WhenOff", "Allow"]).default("Never"), {
    doc: "Whether apply may shut a running machine down. Never: what needs it off is refused with a warning. WhenOff: it waits until an apply finds the machine off. Allow: the machine is shut down, within spec.maintenanceWindow where there is one, and brought back.",
  }),
  maintenanceWindow: field(maintenanceWindow.optional(), {
    doc: "When apply may shut the machine down under spec.powerCyclePolicy: Allow; looked at again at that very moment.",
  }),
  shutdownTimeout: field(duration().prefault("10m"), {
    doc: "How long a guest may take to shut down.",
  }),
  forceOff: field(z.boolean().default(false), {
    doc: "Whether a guest that does not shut down within shutdownTimeout is turned off like a computer that loses its power; else the change fails, and nothing that needs it off is touched.",
  }),
  timeouts: field(timeouts.optional(), { doc: "How long changes of the machine may take; goes before those of its ScvmmProvider." }),
  failedCreationPolicy: field(z.enum(["Repair", "Remove", "Keep"]).default("Repair"), {
    doc: "What becomes of a VM whose creation has failed. Repair: VMM tries it once more where it stopped, and where that fails too the VM is removed and made anew. Remove: that at once. Keep: it is left for people to look at, and apply fails.",
  }),
};

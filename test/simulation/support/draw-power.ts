import type { Dice } from "./dice.ts";

export type PowerPolicy = "AlwaysOn" | "StartOnce" | "Manual" | "AlwaysOff";

/** cloud-init data of a machine that is never started stays attached, as it should. */
const POLICIES: Readonly<Record<"seeded" | "plain", readonly PowerPolicy[]>> = {
  seeded: ["AlwaysOn", "StartOnce"],
  plain: ["AlwaysOn", "StartOnce", "StartOnce", "Manual", "AlwaysOff"],
};

/** Runs begin on a Monday at 08:00 and take from some minutes to some hours: open all the time, for a while, later, and on another day. */
const WINDOWS = [
  { start: "00:00", duration: "24h" },
  { days: ["Mon"], start: "08:00", duration: "10m" },
  { days: ["Mon"], start: "07:55", duration: "7m" },
  { days: ["Sun", "Mon"], start: "08:04", duration: "1h", timeZone: "UTC" },
  { days: ["Mon"], start: "09:10", duration: "20m", timeZone: "Europe/Amsterdam" },
  { days: ["Wed"], start: "02:00", duration: "4h" },
] as const;

/** When a machine runs, and what may be done about it and to it. */
export const POWER_DRAWS = {
  powerPolicy: (roll: Dice, { isSeeded }: { readonly isSeeded: boolean }): PowerPolicy =>
    roll.pick(POLICIES[isSeeded ? "seeded" : "plain"]),
  powerCyclePolicy: (roll: Dice) => roll.pick(["Allow", "Allow", "Allow", "WhenOff", "Never"]),
  maintenanceWindow: (roll: Dice) => roll.maybe(50, () => roll.pick(WINDOWS)),
  deletionProtection: (roll: Dice) => roll.pick([true, true, false, undefined]),
  failedCreationPolicy: (roll: Dice) => roll.pick(["Repair", "Remove", "Keep"]),
  removedDisks: (roll: Dice) => roll.pick(["Keep", "Detach", "Delete"]),
} as const;

import { FIRST_START, FIRST_START_PROPERTY, RESTART_PROPERTY } from "../../../model/mark.ts";
import type { WaitReason } from "../../../model/plan.ts";
import type { Circumstances } from "../../circumstances.ts";
import type { LiveVm } from "../../inventory.ts";
import { fold } from "../../text.ts";
import type { Delta } from "./delta.ts";
import type { DesiredMachine, DesiredPower } from "./goal.ts";
import { attributeChange } from "./policies.ts";

/** held: it keeps the state of a guest that does not run. moving: on its way from one to another, or a state that is not known. */
export type Standing = "on" | "off" | "held" | "moving";

const STANDINGS: ReadonlyMap<string, Standing> = new Map([
  ["Running", "on"],
  ["PowerOff", "off"],
  ["Stored", "off"],
  ["Saved", "held"],
  ["Paused", "held"],
]);

export const standingOf = ({ powerState }: Pick<LiveVm, "powerState">): Standing => STANDINGS.get(powerState) ?? "moving";
export const isOff = (live: LiveVm): boolean => standingOf(live) === "off";
export const isHeld = (live: LiveVm): boolean => standingOf(live) === "held";

const propertyOf = (live: LiveVm, property: string): string =>
  Object.entries(live.customProperties).find(([name]) => fold(name) === fold(property))?.[1] ?? "";

/** A run has shut it down for a change, and was broken off before it started it again. */
export const isToRestart = (live: LiveVm): boolean => propertyOf(live, RESTART_PROPERTY) !== "";

/** It was finished without ever having been started by apply. */
export const awaitsFirstStart = (live: LiveVm): boolean => propertyOf(live, FIRST_START_PROPERTY) === FIRST_START.pending;

/** It is not finished, but was started, and what comes after that takes a while. */
export const hadFirstStart = (live: LiveVm): boolean => propertyOf(live, FIRST_START_PROPERTY) === FIRST_START.done;

/** Whether apply starts a machine once it is made. */
export const startsAtCreation = ({ power: { policy } }: DesiredMachine): boolean => policy === "AlwaysOn" || policy === "StartOnce";

/**
 * What the policy asks of a machine. What people have turned off under StartOnce is theirs. One that is not finished is started with its end;
 * it may have been started under an earlier policy.
 */
export function diffPower({ power: { policy } }: DesiredMachine, live: LiveVm): Delta[] {
  if (!live.sealed && policy !== "AlwaysOff") return [];
  const standing = standingOf(live);
  const asks: Readonly<Record<DesiredPower["policy"], "on" | "off" | null>> = {
    AlwaysOn: standing === "off" || standing === "held" ? "on" : null,
    StartOnce: standing === "off" && awaitsFirstStart(live) ? "on" : null,
    Manual: null,
    AlwaysOff: standing === "on" || live.powerState === "Paused" ? "off" : null,
  };
  const power = asks[policy];
  if (power === null) return [];
  // A VM in the library has to be deployed first, and a guest that is paused does not hear that it shall shut down.
  const stuck = live.powerState === "Stored" || (power === "off" && standing === "held");
  const change = attributeChange("spec.powerPolicy", live.powerState, power === "on" ? "Running" : "PowerOff", {
    policy: power === "on" ? "in-place" : "power-off",
    ...(stuck ? { waitsFor: "state" } : {}),
  });
  return [{ change, power }];
}

/** Why a machine that is not off may not be shut down now; null: it may. */
export function whyNotShutDown({ power }: DesiredMachine, live: LiveVm, { isOpen }: Circumstances): WaitReason | null {
  if (power.cycle === "Never") return "permission";
  if (power.cycle === "WhenOff") return "power-off";
  if (standingOf(live) !== "on") return "state";
  return power.window && !isOpen(power.window) ? "window" : null;
}

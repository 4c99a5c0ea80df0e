/**
 * Named points in the life of a machine at which people's own functions run (`spec.extraFunctions` of its ScvmmProvider), with
 * what holds there. Each runs at least once: after a crash or a lost answer it runs again, so it must look before it acts.
 */
export const HOOK_POINTS = {
  BeforeCreate: "before the VM is made; it has no Id yet",
  BeforeStart: "the VM is made and set up, and is about to be started for the first time",
  AfterStart: "the VM was started for the first time; a failure keeps it unfinished",
  BeforeRemove: "before a finished VM is turned off and removed; a failure keeps it",
} as const satisfies Record<string, string>;

export type HookPoint = keyof typeof HOOK_POINTS;

export const hookPoints = Object.keys(HOOK_POINTS) as readonly HookPoint[];

import { describe, expect, it } from "vitest";
import { load, machine, provider } from "./manifest-text.ts";

const problems = (fields: string) => load(provider(), machine("web", fields)).diagnostics.map(({ code, path }) => [code, path]);
const WINDOW = "{days: [Sat, Sun], start: 02:00, duration: 4h, timeZone: Europe/Amsterdam}";

describe("power of a machine", () => {
  it.each([
    ["nothing", ""],
    ["every field", `powerPolicy: AlwaysOn\npowerCyclePolicy: Allow\nmaintenanceWindow: ${WINDOW}\nshutdownTimeout: 5m\nforceOff: true`],
    ["a window of every day, by UTC", "powerCyclePolicy: Allow\nmaintenanceWindow: {start: '23:30', duration: 90m}"],
    ["times for its changes", "timeouts: {create: 2h, update: 90s, delete: 1h30m}\nfailedCreationPolicy: Keep"],
  ])("takes %s", (_, fields) => {
    expect(problems(fields)).toEqual([]);
  });

  it.each([
    ["a policy that is none", "powerPolicy: On", "spec.powerPolicy"],
    ["a day that is none", "maintenanceWindow: {days: [Saturday], start: 02:00, duration: 4h}", "spec.maintenanceWindow.days[0]"],
    ["no day", "maintenanceWindow: {days: [], start: 02:00, duration: 4h}", "spec.maintenanceWindow.days"],
    ["a day twice", "maintenanceWindow: {days: [Sat, Sat], start: 02:00, duration: 4h}", "spec.maintenanceWindow.days"],
    ["a time that is none", "maintenanceWindow: {start: 24:00, duration: 4h}", "spec.maintenanceWindow.start"],
    ["more than a day", "maintenanceWindow: {start: 02:00, duration: 25h}", "spec.maintenanceWindow.duration"],
    ["a zone that is none", "maintenanceWindow: {start: 02:00, duration: 4h, timeZone: CET+1}", "spec.maintenanceWindow.timeZone"],
    ["a time without a unit", "shutdownTimeout: '300'", "spec.shutdownTimeout"],
    ["no time at all", "timeouts: {create: 0s}", "spec.timeouts.create"],
  ])("refuses %s", (_, fields, path) => {
    expect(problems(`powerCyclePolicy: Allow\n${fields}`)).toEqual([["MANIFEST_INVALID_VALUE", path]]);
  });

  it.each(["", "powerCyclePolicy: Never\n", "powerCyclePolicy: WhenOff\n"])("warns of what has no use under %j", (policy) => {
    const fields = `${policy}maintenanceWindow: ${WINDOW}\nforceOff: true`;
    const found = problems(fields);
    // Who has left the policy out has not thought of it: that is told too.
    expect(found).toEqual([
      ["MANIFEST_POWER_UNUSED", "spec.maintenanceWindow"],
      ["MANIFEST_POWER_UNUSED", "spec.forceOff"],
    ]);
  });
});

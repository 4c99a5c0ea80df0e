import type { Part } from "./attributes.ts";

/** The life of one attribute of another kind than a machine: the spec at first, then changed, then without it. */
export interface OtherLife {
  readonly first: Part;
  readonly second: Part;
  readonly without: Part;
  /** How the change is shown. */
  readonly action: "update" | "replace";
  /** Whether leaving it out is a change of its own. */
  readonly keeps?: false;
}

/** `$A` and `$B` stand for the ids of the first two VMs that nobody manages. */
export const OTHER_LIVES: Readonly<Record<string, Readonly<Record<string, OtherLife>>>> = {
  ScvmmName: {
    "spec.vmNameRanges[]": {
      first: { vmNameRanges: [{ from: "claim-1", to: "claim-9" }] },
      second: { vmNameRanges: [{ from: "other-1", to: "other-9" }] },
      without: { vmNameFromPool: { name: "others" } },
      action: "replace",
    },
    "spec.vmNameFromPool": {
      first: { vmNameFromPool: { name: "claims" } },
      second: { vmNameFromPool: { name: "others" } },
      without: { vmNameRanges: [{ from: "other-1", to: "other-9" }] },
      action: "replace",
    },
  },
  ScvmmCheckpoint: {
    "spec.machine": {
      first: { machine: "host-1" },
      second: { machine: "host-2" },
      without: { machine: "host-2" },
      action: "replace",
    },
    "spec.vmName": { first: { vmName: "$NAME_A" }, second: { vmName: "$NAME_B" }, without: { vmId: "$B" }, action: "replace" },
    "spec.vmId": { first: { vmId: "$A" }, second: { vmId: "$B" }, without: { vmName: "$NAME_B" }, action: "replace" },
    "spec.name": {
      first: { machine: "host-1", name: "one" },
      second: { machine: "host-1", name: "two" },
      without: { machine: "host-1" },
      action: "update",
    },
    "spec.description": {
      first: { machine: "host-1", description: "one" },
      second: { machine: "host-1", description: "two" },
      without: { machine: "host-1" },
      action: "update",
    },
  },
};

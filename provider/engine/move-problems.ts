import { MOVED_FROM } from "../model/annotations.ts";
import type { Diagnostic } from "../model/diagnostic.ts";

export function doubtful(own: string, earlier: string): Diagnostic {
  return {
    code: "PLAN_MOVE_DOUBTFUL",
    severity: "warning",
    summary: `it was to move from ${earlier}, but VMM has objects of both addresses`,
    detail: `What carries the mark of ${own} stays what it is; what carries that of ${earlier}, which has no manifest, is left alone.`,
    hint: `Remove ${MOVED_FROM} to have the plan delete ${earlier}, or give it a manifest again.`,
  };
}

/** What another manifest says, this one cannot have; a machine that is made anew would be there twice. */
export function inUse(earlier: string): Diagnostic {
  return {
    code: "PLAN_MOVE_IN_USE",
    severity: "error",
    summary: `${earlier}, which it is to move from, has a manifest that keeps it`,
    detail: "Which of the two VMM's object is, is not clear, and to make the other one anew may not be what is meant.",
    hint: `Remove ${MOVED_FROM} here if this is another object. If it has moved here, remove that manifest, or say there with ${MOVED_FROM} what that one comes from.`,
  };
}

export function several(earlier: readonly string[]): Diagnostic {
  return {
    code: "PLAN_MOVE_SEVERAL",
    severity: "error",
    summary: `it is to move from several addresses, and VMM has objects of ${earlier.length}: ${earlier.join(", ")}`,
    hint: `Leave one of them in ${MOVED_FROM}; the others need manifests, or the plan deletes them.`,
  };
}

export function knotted(changes: readonly string[]): Diagnostic {
  return {
    code: "PLAN_MOVE_KNOT",
    severity: "error",
    summary: `it is to move, but the changes wait for each other: ${changes.join(", ")}`,
    hint: "Move them in one apply, and make the other changes in the next.",
  };
}

export function inCircle(circle: readonly string[]): Diagnostic {
  return {
    code: "PLAN_MOVE_CIRCLE",
    severity: "error",
    summary: `the moves go round in a circle: ${[...circle, ...circle.slice(0, 1)].join(", which comes from ")}`,
    detail: "VMM would look the same before and after, so that no plan can tell whether it has been made.",
    hint: `Remove ${MOVED_FROM} from them if it has. If not, give one of them a third name for one apply: then the others are a chain, and it moves last.`,
  };
}

export function twice(earlier: string, other: string): Diagnostic {
  return {
    code: "PLAN_MOVE_TWICE",
    severity: "error",
    summary: `both this manifest and ${other} are to take over ${earlier}`,
    hint: `Leave ${MOVED_FROM} in one of them.`,
  };
}

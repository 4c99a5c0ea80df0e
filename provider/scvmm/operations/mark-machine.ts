import { call, ref, select } from "../../batch/build.ts";
import type { Condition } from "../../batch/call.ts";
import type { MarkMachine } from "../../engine/operation.ts";
import { formatMark, MARK_PREFIX, MARK_PROPERTY, type Mark } from "../../model/mark.ts";
import { type Carrier, done, failed, workOf } from "./carrier.ts";
import { findDefinition } from "./custom-properties.ts";
import { findMachine, isAbsent, workOnMachine } from "./find-machine.ts";

const OWNER = `CustomProperty.${MARK_PROPERTY}`;
const carries = (mark: Mark): Condition => ({ path: OWNER, op: "eq", value: formatMark(mark) });

/** Looks in the same batch whose VM it is: of two that take it over at once, one is told that it is not free. */
export const markMachine: Carrier<MarkMachine> = ({ vmId, mark, from }) => {
  const owned: readonly Condition[] = [
    { path: OWNER, op: "startsWith", value: MARK_PREFIX },
    { path: "Description", op: "contains", value: `[${MARK_PREFIX}` },
  ];
  const value = (id: string) => ({ InputObject: ref(id), CustomProperty: ref("definition"), Value: formatMark(mark) });
  return {
    batch: [
      findMachine(vmId),
      findDefinition(MARK_PROPERTY),
      select("ours", "vm", { where: { all: [carries(mark)] } }),
      select("owned", "vm", { where: { any: owned } }),
      ...(from === null
        ? [call("change", "Set-SCCustomPropertyValue", value("vm"), { unless: "owned" })]
        : [
            select("theirs", "vm", { where: { all: [carries(from)] } }),
            call("change", "Set-SCCustomPropertyValue", value("theirs"), { unless: "ours" }),
          ]),
    ],
    read: (results) => {
      if (isAbsent(results, "vm") || results.found("vm") === undefined) return workOnMachine(results, vmId, "vm");
      if (results.found("ours")) return done(vmId);
      const free = from === null ? results.found("owned") === 0 : (results.found("theirs") ?? 0) > 0;
      if (free) return workOf(results, "change", vmId);
      const whose = from === null ? "carries the mark of somebody" : `does not carry the mark ${formatMark(from)} any more`;
      return failed("VMM_FOREIGN", `The VM ${vmId} ${whose}`, "It was left alone: plan again");
    },
  };
};

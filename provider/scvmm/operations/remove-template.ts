import { call, ref, select } from "../../batch/build.ts";
import type { RemoveTemplate } from "../../engine/operation.ts";
import { describeWithMark, formatMark } from "../../model/mark.ts";
import { type Carrier, done, failed, workOf } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";

/** The mark is checked again in the same batch. While its VM is being made VMM holds a lock on it (scvmm-domain 2.4). */
export const removeTemplate: Carrier<RemoveTemplate> = ({ templateId, mark }) => ({
  batch: [
    call("template", "Get-SCVMTemplate", { ID: templateId }),
    select("ours", "template", { where: { all: [{ path: "Description", op: "contains", value: describeWithMark("", mark) }] } }),
    call("remove", "Remove-SCVMTemplate", { VMTemplate: ref("ours") }, { job: true }),
  ],
  read: (results) => {
    if (isAbsent(results, "template")) return done(templateId);
    if (results.found("ours")) return workOf(results, "remove", templateId);
    if (results.found("template") === undefined) return workOf(results, "template");
    return failed("VMM_FOREIGN", `The template ${templateId} does not carry the mark ${formatMark(mark)}`, "It was left alone: plan again");
  },
});

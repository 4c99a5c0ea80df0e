import * as z from "zod";
import { field } from "../field.ts";
import { API_VERSION, metadata } from "../metadata.ts";

/** No longer than a VM's name. "" is the same as none, as Kubernetes' own types write what is not set. */
const rangeEnd = z
  .string()
  .max(64)
  .transform((text) => (text === "" ? undefined : text));

export const nameRange = z
  .strictObject({
    from: field(rangeEnd.optional(), { doc: "First name of the range, e.g. `web-01`." }),
    to: field(rangeEnd.optional(), { doc: "Last name of the range, e.g. `web-20`; by default the range is the one name." }),
    start: field(rangeEnd.optional(), { doc: "Older spelling of `from`.", deprecated: true }),
    end: field(rangeEnd.optional(), { doc: "Older spelling of `to`.", deprecated: true }),
    postfix: field(z.string().optional(), { doc: "Text put after each name." }),
  })
  .transform((range, ctx) => {
    const both = (range.from !== undefined && range.start !== undefined) || (range.to !== undefined && range.end !== undefined);
    const from = range.from ?? range.start;
    if (both) ctx.issues.push({ code: "custom", input: range, message: "must have from and to, or start and end, not both" });
    if (from === undefined) ctx.issues.push({ code: "custom", input: range, message: "must have from, the first name of the range" });
    if (both || from === undefined) return z.NEVER;
    return { from, to: range.to ?? range.end ?? from, postfix: range.postfix ?? "" };
  });

const namePoolSpec = z.strictObject({
  vmNameRanges: field(z.array(nameRange), { doc: "Ranges of names, tried in this order." }),
});

export const scvmmNamePool = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmNamePool"),
  metadata,
  spec: namePoolSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmNamePool = z.output<typeof scvmmNamePool>;

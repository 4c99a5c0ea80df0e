import * as z from "zod";
import { field } from "../field.ts";
import { API_VERSION, metadata, objectName, providerRef } from "../metadata.ts";
import { nameRange } from "./name-pool.ts";

export const nameSpec = z.strictObject({
  providerRef: field(providerRef.optional(), {
    doc: "The ScvmmProvider whose VMM keeps the claim; may be left out where the manifests hold exactly one.",
  }),
  vmNameRanges: field(z.array(nameRange).optional(), {
    doc: "Ranges of names, tried in this order. A name that is held stays as long as it is in one of them.",
    policy: "replace",
  }),
  vmNameFromPool: field(z.strictObject({ name: field(objectName, { doc: "Name of the ScvmmNamePool." }) }).optional(), {
    doc: "ScvmmNamePool in the same namespace that the name is claimed from, in place of vmNameRanges.",
    policy: "replace",
  }),
});

export const scvmmName = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmName"),
  metadata,
  spec: nameSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmName = z.output<typeof scvmmName>;

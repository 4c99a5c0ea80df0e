import * as z from "zod";
import { isVmId } from "../annotations.ts";
import { field } from "../field.ts";
import { API_VERSION, description, metadata, objectName, optionalText, providerRef } from "../metadata.ts";
import { timeouts } from "./machine-power.ts";

/** "" is the same as none, as Kubernetes' own types write what is not set. */
const optionalMachine = z
  .union([z.literal(""), objectName], { error: (issue) => issue.message })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** In lower case, as ids of objects are. */
const optionalVmId = z
  .string()
  .refine((text) => text === "" || isVmId(text), {
    error: "expected VMM's id of a VM, a Guid; `scvmm get machines -o json` tells the ids",
  })
  .transform((text) => (text === "" ? undefined : text.toLowerCase()))
  .optional();

const optionalName = z
  .string()
  .trim()
  .max(100)
  .transform((text) => (text === "" ? undefined : text))
  .optional();

export const checkpointSpec = z.strictObject({
  providerRef: field(providerRef.optional(), {
    doc: "The ScvmmProvider; by default that of the machine, else the only one of the manifests.",
  }),
  machine: field(optionalMachine, {
    doc: "The ScvmmMachine of the same namespace that the checkpoint is of. It is taken once the machine is as its manifest says.",
    policy: "replace",
  }),
  vmName: field(optionalText, { doc: "Name of the VM, where it has no manifest here; it must be unique in VMM.", policy: "replace" }),
  vmId: field(optionalVmId, { doc: "VMM's id of the VM, where it has no manifest here.", policy: "replace" }),
  name: field(optionalName, {
    doc: "Name of the checkpoint, as VMM shows it; by default it is made with the name of this manifest.",
    policy: "in-place",
  }),
  description: field(description.max(200).optional(), { doc: "Text kept with the checkpoint in VMM.", policy: "in-place" }),
  timeouts: field(timeouts.optional(), { doc: "How long it may take to make and to merge; goes before those of the ScvmmProvider." }),
});

export const scvmmCheckpoint = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmCheckpoint"),
  metadata,
  spec: checkpointSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmCheckpoint = z.output<typeof scvmmCheckpoint>;

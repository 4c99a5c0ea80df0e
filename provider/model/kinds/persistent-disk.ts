import * as z from "zod";
import { field } from "../field.ts";
import { labelSelector } from "../label-selector.ts";
import { API_VERSION, metadata, optionalText, providerRef } from "../metadata.ts";
import { reclaimPolicies } from "../persistent-disk.ts";
import { quantity } from "../quantity.ts";

/** On a host: a drive's folder, or a folder of a share. VMM reads no `..` and no wildcard in it. */
const folder = z
  .string()
  .max(180)
  .regex(/^([A-Za-z]:\\|\\\\[^\\/:*?"<>|]+\\[^\\/:*?"<>|]+)[^/:*?"<>|]*$/, {
    error: String.raw`expected a folder of a host such as D:\Disks or C:\ClusterStorage\Volume1\Disks, or of a share such as \\files\disks`,
  })
  .transform((text) => text.replace(/\\+$/, ""));

const optionalFolder = z
  .union([z.literal(""), folder], { error: (issue) => issue.message })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const persistentDiskSpec = z.strictObject({
  providerRef: field(providerRef.optional(), {
    doc: "The ScvmmProvider; by default that of the machine that has the disk.",
  }),
  size: field(quantity, { doc: "Size of the disk; growing is in place, once a machine has it; shrinking is refused.", policy: "in-place" }),
  dynamic: field(z.boolean().default(true), { doc: "Whether the file grows as it is written.", policy: "create-only" }),
  path: field(optionalFolder, {
    doc: "Folder that the file is made in; by default the one that holds the folder of its first VM. It has to be there.",
    policy: "create-only",
  }),
  reclaimPolicy: field(z.enum(reclaimPolicies).default("Retain"), {
    doc: "What becomes of the file when this manifest is gone: Retain leaves it and tells of it, Delete deletes it with all data.",
    policy: "in-place",
  }),
  filename: field(optionalText, {
    doc: "Name of the file. The file is always called after scope, namespace and name of the disk: by that it is known.",
    unsupported: true,
  }),
  vmHost: field(optionalText, { doc: "Host that the file lies on; filled in by controllers.", computed: true }),
});

const status = field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true });

export const scvmmPersistentDisk = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmPersistentDisk"),
  metadata,
  spec: persistentDiskSpec,
  status,
});

export const scvmmPersistentDiskPool = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmPersistentDiskPool"),
  metadata,
  spec: z.strictObject({
    maxDisks: field(z.int().min(0).optional(), { doc: "Most disks of the pool, those without a machine among them; 0 is without limit." }),
    selector: field(labelSelector, {
      doc: "ScvmmPersistentDisks of the same namespace with such labels are disks of the pool too. It must match the labels of the template.",
    }),
    template: field(
      z.strictObject({
        metadata: field(
          z
            .strictObject({
              labels: field(z.record(z.string(), z.string()).optional(), { doc: "Labels of the disks that the pool makes." }),
              annotations: field(z.record(z.string(), z.string()).optional(), { doc: "Annotations; kept, not read." }),
            })
            .optional(),
          { doc: "What the disks that the pool makes carry." },
        ),
        spec: field(persistentDiskSpec, {
          doc: "What the disks that the pool makes are like; the first is called after the pool, with -1.",
        }),
      }),
      { doc: "The disks that the pool makes when none is free." },
    ),
  }),
  status,
});

export type PersistentDiskSpec = z.output<typeof persistentDiskSpec>;
export type ScvmmPersistentDisk = z.output<typeof scvmmPersistentDisk>;
export type ScvmmPersistentDiskPool = z.output<typeof scvmmPersistentDiskPool>;

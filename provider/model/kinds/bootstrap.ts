import * as z from "zod";
import { field } from "../field.ts";
import { optionalText } from "../metadata.ts";

const configRef = z.strictObject({
  apiGroup: field(z.string(), { doc: "Group of the configuration's kind.", computed: true }),
  kind: field(z.string(), { doc: "Its kind.", computed: true }),
  name: field(z.string(), { doc: "Its name.", computed: true }),
});

/** cloud-init data: from a Secret, as Cluster API has it, or from a file beside the manifest. */
export const bootstrap = z
  .strictObject({
    configRef: field(configRef.optional(), {
      doc: "Bootstrap configuration of Cluster API; read by its controllers alone.",
      computed: true,
    }),
    dataSecretName: field(optionalText, {
      doc: "Secret of the machine's namespace whose key `value` (or `userData`) is cloud-init's user-data; only at creation.",
      policy: "create-only",
    }),
    userDataFile: field(optionalText, {
      doc: "File that is cloud-init's user-data, relative to the manifest's folder; in place of dataSecretName; only at creation.",
      policy: "create-only",
    }),
  })
  .refine(({ dataSecretName, userDataFile }) => dataSecretName === undefined || userDataFile === undefined, {
    error: "dataSecretName and userDataFile are two ways to the same thing: give one",
  });

/** How cloud-init data reaches the machines of a provider. */
export const cloudInit = z.strictObject({
  deviceType: field(z.enum(["dvd", "floppy", "scsi", "ide"]).optional(), {
    doc: "Device that carries cloud-init data: `dvd` unless another is named. Generation 2 has neither floppy nor IDE.",
  }),
  fileSystem: field(z.enum(["vfat", "iso9660"]).optional(), {
    doc: "File system on a SCSI or IDE disk: `vfat` unless another is named. A DVD is always iso9660, a floppy always vfat.",
  }),
  libraryShare: field(optionalText, {
    doc: "Folder of a library share that takes the images: a UNC path, or a path below the only share. By default `ISOs\\cloud-init`.",
  }),
});

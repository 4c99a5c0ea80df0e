import { z } from "zod";
import { parseHost } from "../endpoint.ts";
import { field } from "../field.ts";
import { API_VERSION, metadata, optionalNamespace } from "../metadata.ts";

const HOST_RULE = "expected host, host:port, [IPv6 address]:port or a URL such as https://host:5986/wsman, without a user name";
const host = z.string().refine((text) => parseHost(text) !== undefined, { error: HOST_RULE });
/** "" is the same as none, as Kubernetes' own types write what is not set. */
const optionalHost = z
  .string()
  .refine((text) => text === "" || parseHost(text) !== undefined, { error: HOST_RULE })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const cloudInit = z.strictObject({
  deviceType: field(z.enum(["dvd", "floppy", "scsi", "ide"]).optional(), {
    doc: "Device that carries cloud-init data.",
    unsupported: true,
  }),
  fileSystem: field(z.enum(["vfat", "iso9660"]).optional(), { doc: "File system of the cloud-init image.", unsupported: true }),
  libraryShare: field(z.string().optional(), { doc: "Library share for cloud-init images.", unsupported: true }),
});

const secretReference = z.strictObject({
  name: field(z.string().optional(), { doc: "Name of the Secret; its keys are `username` and `password`." }),
  namespace: field(optionalNamespace, { doc: "Namespace of the Secret; by default that of this object." }),
});

export const providerSpec = z.strictObject({
  scvmmHost: field(host, { doc: "Host name of the VMM management server; `host:port` or a URL sets the WinRM port." }),
  execHost: field(optionalHost, { doc: "Jump host to run on instead of the VMM server. Use `execHosts`.", deprecated: true }),
  execHosts: field(z.array(host).optional(), { doc: "Jump hosts that run the cmdlets instead of the VMM server." }),
  scvmmSecret: field(secretReference.optional(), { doc: "Secret with the account that connects." }),
  keepAliveSeconds: field(z.int().min(0).optional(), { doc: "How long an idle WinRM session is kept.", unit: "seconds" }),
  cloudInit: field(cloudInit.optional(), { doc: "How cloud-init data is passed to machines.", unsupported: true }),
  env: field(z.record(z.string(), z.string()).optional(), { doc: "Environment variables of the forerunner's scripts.", unsupported: true }),
  extraFunctions: field(z.record(z.string(), z.string()).optional(), {
    doc: "PowerShell functions run while a machine is made.",
    unsupported: true,
  }),
});

export const scvmmProvider = z.strictObject({
  apiVersion: z.literal(API_VERSION),
  kind: z.literal("ScvmmProvider"),
  metadata,
  spec: providerSpec,
  status: field(z.unknown().optional(), { doc: "Written by controllers; ignored.", computed: true }),
});

export type ScvmmProvider = z.output<typeof scvmmProvider>;

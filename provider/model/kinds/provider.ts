import * as z from "zod";
import { field } from "../field.ts";
import { hookPoints } from "../hooks.ts";
import { API_VERSION, metadata, optionalNamespace } from "../metadata.ts";
import { parseHost } from "../parse-host.ts";

import { cloudInit } from "./bootstrap.ts";
import { timeouts } from "./machine-power.ts";

const HOST_RULE = "expected host, host:port, [IPv6 address]:port or a URL such as https://host:5986/wsman, without a user name";
const host = z.string().refine((text) => parseHost(text) !== undefined, { error: HOST_RULE });
/** "" is the same as none, as Kubernetes' own types write what is not set. */
const optionalHost = z
  .string()
  .refine((text) => text === "" || parseHost(text) !== undefined, { error: HOST_RULE })
  .transform((text) => (text === "" ? undefined : text))
  .optional();

const secretReference = z.strictObject({
  name: field(z.string().optional(), { doc: "Name of the Secret; its keys are `username` and `password`." }),
  namespace: field(optionalNamespace, { doc: "Namespace of the Secret; by default that of this object." }),
});

/** Windows shows SHA-1 thumbprints, which have 40 digits. */
const FINGERPRINT_RULE = "expected the SHA-256 fingerprint of the host's certificate: 64 hex digits, with or without colons";
const fingerprint = z.string().refine((text) => /^[0-9a-f]{64}$/i.test(text.replaceAll(/[\s:-]/g, "")), { error: FINGERPRINT_RULE });

const PAIR_RULE = "clientCertificateFile and clientKeyFile go together; authentication by certificate needs both";

const SERVICE_RULE = "expected the name of a service without the host's, e.g. `WSMAN` or `host`";

const CONFIGURATION_RULE = "expected the name of a session configuration, e.g. `Scvmm`";

const connection = z
  .strictObject({
    authentication: field(z.enum(["negotiate", "kerberos", "ntlm", "basic", "certificate"]).optional(), {
      doc: "How the account is proved: `negotiate` (Kerberos where there is a ticket, else NTLM) unless another is named.",
    }),
    kerberosService: field(
      z
        .string()
        .regex(/^[A-Za-z][A-Za-z0-9-]*$/, SERVICE_RULE)
        .optional(),
      {
        doc: "First half of the service principal name that a Kerberos ticket is for: `HTTP` unless that name belongs to another account than the host's; then `WSMAN` or `host`.",
      },
    ),
    configurationName: field(
      z
        .string()
        .regex(/^[\w.-]+$/, CONFIGURATION_RULE)
        .optional(),
      {
        doc: "Session configuration to use on the hosts, where it is not `Microsoft.PowerShell`: one that runs as another account, or is locked down.",
      },
    ),
    caFile: field(z.string().min(1).optional(), {
      doc: "PEM file with the certificates to trust, in place of the public ones; a path relative to the manifest's folder.",
    }),
    fingerprint: field(fingerprint.optional(), {
      doc: "SHA-256 fingerprint of the host's certificate. Whoever shows it is trusted, and nobody else.",
    }),
    serverName: field(z.string().min(1).optional(), {
      doc: "Name to expect in the host's certificate, where it is not that of the address.",
    }),
    insecureSkipVerify: field(z.boolean().optional(), {
      doc: "Trusts whoever answers, and warns of it. For experiments: anybody between can read and change everything.",
    }),
    allowUnencrypted: field(z.boolean().optional(), {
      doc: "Lets `basic` send password and data readable over http. Never needed with the other kinds of authentication.",
    }),
    clientCertificateFile: field(z.string().min(1).optional(), {
      doc: "PEM file with the client certificate, relative to the manifest's folder.",
    }),
    clientKeyFile: field(z.string().min(1).optional(), { doc: "PEM file with its key, relative to the manifest's folder." }),
  })
  .refine((settings) => (settings.clientCertificateFile === undefined) === (settings.clientKeyFile === undefined), { error: PAIR_RULE })
  .refine((settings) => settings.authentication !== "certificate" || settings.clientKeyFile !== undefined, { error: PAIR_RULE });

export const providerSpec = z.strictObject({
  scvmmHost: field(host, { doc: "Host name of the VMM management server; `host:port` or a URL sets the WinRM port." }),
  execHost: field(optionalHost, { doc: "Jump host to run on instead of the VMM server. Use `execHosts`.", deprecated: true }),
  execHosts: field(z.array(host).optional(), { doc: "Jump hosts that run the cmdlets instead of the VMM server." }),
  scvmmSecret: field(secretReference.optional(), { doc: "Secret with the account that connects." }),
  connection: field(connection.optional(), { doc: "How to connect to WinRM on these hosts." }),
  keepAliveSeconds: field(z.int().min(0).optional(), { doc: "How long an idle WinRM session is kept.", unit: "seconds" }),
  cloudInit: field(cloudInit.optional(), { doc: "How cloud-init data is passed to machines." }),
  timeouts: field(timeouts.optional(), {
    doc: "How long changes of its machines may take: 1h to make one, 30m to change or remove one, unless another time is given.",
  }),
  env: field(z.record(z.string(), z.string()).optional(), {
    doc: "Given to the functions of extraFunctions as the hashtable `$Environment`; nothing is set in the host's process. Not for passwords.",
  }),
  extraFunctions: field(z.record(z.string(), z.string()).optional(), {
    doc: `PowerShell to run at named points in the life of a machine: ${hookPoints.join(", ")}. A script with \`param($Server, $Id, $Name, $Manifest, $Spec, $Environment)\`, or fewer of these.`,
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

import * as z from "zod";
import { field } from "../field.ts";
import { objectName } from "../metadata.ts";

const secret = {
  name: field(objectName, { doc: "Name of the Secret." }),
  namespace: field(z.string().optional(), { doc: "Namespace of the Secret; without one that of the machine." }),
};

/** One key of a Secret. */
const secretKey = (key: string) =>
  z.strictObject({ ...secret, key: field(z.string().min(1).default(key), { doc: "Key of the Secret that holds it." }) });

/** A Secret with the keys username and password. */
const secretAccount = z.strictObject(secret);

const domain = z.strictObject({
  name: field(z.string().min(1), { doc: "DNS name of the domain.", policy: "create-only" }),
  accountSecret: field(secretAccount, {
    doc: "Secret with the username and password of an account that may join machines.",
    policy: "create-only",
  }),
});

const SSH_KEY = /^(ssh-|ecdsa-|sk-)[^\s]+ [A-Za-z0-9+/=]+( [^\r\n]*)?$/;

/**
 * What VMM writes into the guest of a template that can be customised: once, as the VM is made. VMM does not tell later what
 * is inside, so nothing of it is compared.
 */
export const guest = z.strictObject({
  administratorPasswordSecret: field(secretKey("password").optional(), {
    doc: "Secret with the password of the local administrator (Windows) or of root (Linux); its key is `password` unless another is named.",
    policy: "create-only",
  }),
  domain: field(domain.optional(), { doc: "Domain that a Windows guest joins." }),
  workgroup: field(z.string().min(1).max(15).optional(), { doc: "Workgroup of a Windows guest.", policy: "create-only" }),
  timeZone: field(z.int().min(0).max(999).optional(), {
    doc: "Time zone of a Windows guest, as Microsoft's index of time zones: 85 is GMT, 110 Western Europe, 35 US Eastern.",
    policy: "create-only",
  }),
  productKeySecret: field(secretKey("productKey").optional(), {
    doc: "Secret with the product key of a Windows guest; its key is `productKey` unless another is named.",
    policy: "create-only",
  }),
  fullName: field(z.string().min(1).optional(), {
    doc: "Name of the person that a Windows guest is registered to.",
    policy: "create-only",
  }),
  organization: field(z.string().min(1).optional(), {
    doc: "Organization that a Windows guest is registered to.",
    policy: "create-only",
  }),
  runOnceCommands: field(z.array(z.string().min(1)).min(1).optional(), {
    doc: "Commands that a Windows guest runs when somebody first logs on; no place for secrets.",
    policy: "create-only",
  }),
  sshKey: field(z.string().regex(SSH_KEY, { error: "must be a public key of OpenSSH on one line" }).optional(), {
    doc: "Public SSH key that root of a Linux guest accepts.",
    policy: "create-only",
  }),
});

export type Guest = z.output<typeof guest>;

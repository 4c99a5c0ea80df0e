import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { bits, context, implicit, integer, octets, oid, sequence, set, time, truth, utf8 } from "./der.ts";

export interface ServerCertificate {
  /** X.509 in DER. */
  readonly der: Uint8Array;
  readonly pem: string;
  /** PKCS #8. */
  readonly keyPem: string;
}

const OID = {
  ecdsaWithSha256: "1.2.840.10045.4.3.2",
  commonName: "2.5.4.3",
  organization: "2.5.4.10",
  keyUsage: "2.5.29.15",
  subjectAltName: "2.5.29.17",
  basicConstraints: "2.5.29.19",
  extendedKeyUsage: "2.5.29.37",
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
} as const;

const DAY_MS = 86_400_000;
/** digitalSignature, keyEncipherment, keyAgreement and keyCertSign (RFC 5280 4.2.1.3): bits 0, 2, 4 and 5. */
const KEY_USAGE = Uint8Array.of(0b1010_1100);

/**
 * A certificate for one run of the provider, signed by itself: Terraform pins it, as go-plugin's AutoMTLS asks. On P-256, which
 * costs 2 ms; libraries for X.509 take as long to load as Node to start (docs/decisions/0015).
 */
export function makeCertificate(now: Date): ServerCertificate {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(attribute(OID.commonName, "localhost"), attribute(OID.organization, "scvmm-provider"));
  const algorithm = sequence(oid(OID.ecdsaWithSha256));
  const body = sequence(
    context(0, integer(Uint8Array.of(2))),
    integer(serialNumber()),
    algorithm,
    name,
    sequence(time(new Date(now.getTime() - DAY_MS)), time(new Date(now.getTime() + 30 * DAY_MS))),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    context(
      3,
      sequence(
        extension(OID.basicConstraints, sequence(truth())),
        extension(OID.keyUsage, bits(KEY_USAGE, 2)),
        extension(OID.extendedKeyUsage, sequence(oid(OID.serverAuth), oid(OID.clientAuth)), false),
        extension(OID.subjectAltName, sequence(implicit(2, Buffer.from("localhost"))), false),
      ),
    ),
  );
  const der = sequence(body, algorithm, bits(sign("sha256", body, privateKey)));
  const lines = Buffer.from(der)
    .toString("base64")
    .replaceAll(/.{64}(?=.)/g, "$&\n");
  return {
    der,
    pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    keyPem: privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** Positive and without a leading zero byte. */
function serialNumber(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes;
}

const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)));

const extension = (type: string, content: Uint8Array, critical = true) =>
  critical ? sequence(oid(type), truth(), octets(content)) : sequence(oid(type), octets(content));

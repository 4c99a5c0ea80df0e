import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { der, objectIdentifier, TAG } from "../asn1/der.ts";

export interface SelfSignedOptions {
  /** Host names and IP addresses that it is for, the first its subject too. */
  readonly names: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export interface SelfSigned {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS#8, unencrypted. */
  readonly key: string;
}

const ECDSA_WITH_SHA256 = der(TAG.sequence, objectIdentifier("1.2.840.10045.4.3.2"));
const VERSION_3 = der(0xa0, der(TAG.integer, Buffer.from([2])));
/** Of GeneralName (RFC 5280, 4.2.1.6): the tags of dNSName and iPAddress. */
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

/** A certificate of version 3 (RFC 5280) with a new P-256 key, for servers and clients that are trusted by fingerprint. */
export function selfSigned({ names, notBefore, notAfter }: SelfSignedOptions): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const [first = "localhost"] = names;
  const name = der(
    TAG.sequence,
    der(TAG.set, der(TAG.sequence, objectIdentifier("2.5.4.3"), der(TAG.utf8String, Buffer.from(first, "utf8")))),
  );
  const body = der(
    TAG.sequence,
    VERSION_3,
    der(TAG.integer, serialNumber()),
    ECDSA_WITH_SHA256,
    name,
    der(TAG.sequence, time(notBefore), time(notAfter)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, der(TAG.sequence, ...extensions(names, publicKey))),
  );
  const signature = der(TAG.bitString, Buffer.from([0]), sign("sha256", body, privateKey));
  const certificate = der(TAG.sequence, body, ECDSA_WITH_SHA256, signature).toString("base64");
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${(certificate.match(/.{1,64}/g) ?? []).join("\n")}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  };
}

/** Positive, and 16 bytes of chance. */
const serialNumber = (): Buffer => Buffer.concat([Buffer.from([1]), randomBytes(15)]);

/** UTCTime has two digits for the year (RFC 5280, 4.1.2.5). */
function time(date: Date): Buffer {
  const text = `${date.toISOString().replaceAll(/[-:T]|\.\d+/g, "")}`;
  return date.getUTCFullYear() < 2050 ? der(TAG.utcTime, Buffer.from(text.slice(2))) : der(TAG.generalizedTime, Buffer.from(text));
}

function extensions(names: readonly string[], publicKey: KeyObject): readonly Buffer[] {
  const extension = (id: string, value: Buffer) => der(TAG.sequence, objectIdentifier(id), der(TAG.octetString, value));
  const keyId = createHash("sha1")
    .update(publicKey.export({ type: "spki", format: "der" }))
    .digest();
  const usage = der(TAG.sequence, objectIdentifier("1.3.6.1.5.5.7.3.1"), objectIdentifier("1.3.6.1.5.5.7.3.2"));
  return [
    extension("2.5.29.17", der(TAG.sequence, ...names.map(generalName))),
    extension("2.5.29.37", usage),
    extension("2.5.29.14", der(TAG.octetString, keyId)),
  ];
}

function generalName(name: string): Buffer {
  if (isIPv4(name)) return der(IP_ADDRESS, Buffer.from(name.split(".").map(Number)));
  if (isIPv6(name)) return der(IP_ADDRESS, ipv6Bytes(name));
  return der(DNS_NAME, Buffer.from(name, "latin1"));
}

function ipv6Bytes(address: string): Buffer {
  const [before = "", after] = address.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const missing = 8 - groups(before).length - groups(after ?? "").length;
  const all = [...groups(before), ...Array<string>(after === undefined ? 0 : missing).fill("0"), ...groups(after ?? "")];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}

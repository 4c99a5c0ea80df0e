import { constants, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** Self-signed certificates of many kinds, written here and signed by OpenSSL, which must be able to read and verify them. */

function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (value: string) => der(0x06, Buffer.from(value, "hex"));
const NULL = der(0x05);
const RSA = "2a864886f70d0101";
const ECDSA = "2a8648ce3d0403";
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");

/** id-RSASSA-PSS with one of SHA-2's hashes, and MGF1 over the same (RFC 4055, 3.1). */
function pss(hash: string, saltLength: number): Buffer {
  const digest = sequence(oid(hash), NULL);
  const salt = der(0x02, Buffer.from([saltLength]));
  return sequence(oid(`${RSA}0a`), sequence(der(0xa0, digest), der(0xa1, sequence(oid(`${RSA}08`), digest)), der(0xa2, salt)));
}
const pssOptions = (saltLength: number) => ({ padding: constants.RSA_PKCS1_PSS_PADDING, saltLength });

export interface CertificateKind {
  readonly algorithm: Buffer;
  readonly keys: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly hash: string | null;
  readonly options?: object;
  readonly expected: "sha256" | "sha384" | "sha512";
}

export const CERTIFICATES: Readonly<Record<string, CertificateKind>> = {
  "P-256 with SHA-256": { algorithm: sequence(oid(`${ECDSA}02`)), keys: ec, hash: "sha256", expected: "sha256" },
  "P-256 with SHA-384": { algorithm: sequence(oid(`${ECDSA}03`)), keys: ec, hash: "sha384", expected: "sha384" },
  "P-256 with SHA-512": { algorithm: sequence(oid(`${ECDSA}04`)), keys: ec, hash: "sha512", expected: "sha512" },
  "RSA with MD5": { algorithm: sequence(oid(`${RSA}04`), NULL), keys: rsa, hash: "md5", expected: "sha256" },
  "RSA with SHA-1": { algorithm: sequence(oid(`${RSA}05`), NULL), keys: rsa, hash: "sha1", expected: "sha256" },
  "RSA with SHA-256": { algorithm: sequence(oid(`${RSA}0b`), NULL), keys: rsa, hash: "sha256", expected: "sha256" },
  "RSA with SHA-384": { algorithm: sequence(oid(`${RSA}0c`), NULL), keys: rsa, hash: "sha384", expected: "sha384" },
  "RSA with SHA-512": { algorithm: sequence(oid(`${RSA}0d`), NULL), keys: rsa, hash: "sha512", expected: "sha512" },
  "RSA-PSS with SHA-256": {
    algorithm: pss("608648016503040201", 32),
    keys: rsa,
    hash: "sha256",
    options: pssOptions(32),
    expected: "sha256",
  },
  "RSA-PSS with SHA-384": {
    algorithm: pss("608648016503040202", 48),
    keys: rsa,
    hash: "sha384",
    options: pssOptions(48),
    expected: "sha256",
  },
  Ed25519: { algorithm: sequence(oid("2b6570")), keys: ed, hash: null, expected: "sha256" },
};

export function certificate({ algorithm, keys, hash, options = {} }: CertificateKind): Buffer {
  const name = sequence(der(0x31, sequence(oid("550403"), der(0x0c, Buffer.from("vmm01.contoso.com")))));
  const time = (text: string) => der(0x17, Buffer.from(text));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time("250101000000Z"), time("450101000000Z")),
    name,
    keys.publicKey.export({ type: "spki", format: "der" }),
  );
  const signature = sign(hash, body, { key: keys.privateKey, ...options });
  return sequence(body, algorithm, der(0x03, Buffer.from([0]), signature));
}

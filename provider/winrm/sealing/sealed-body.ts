/** A message, or a piece of one, in a sealed HTTP body (MS-WSMV 2.2.9.1). */
export interface SealedPart {
  /** Bytes of the plain text; with Kerberos, of its padding too. */
  readonly length: number;
  /** What the number before the bytes says: size of the signature; with CredSSP, of the TLS record's trailer. */
  readonly signatureLength: number;
  /** Signature and ciphertext; with CredSSP, the TLS records. */
  readonly bytes: Uint8Array;
}

/** A part whose signature stands before its ciphertext: NTLM and Kerberos. */
export function signedPart(signature: Uint8Array, ciphertext: Uint8Array): SealedPart {
  return { length: ciphertext.length, signatureLength: signature.length, bytes: Buffer.concat([signature, ciphertext]) };
}

/** Takes `signedPart` apart again. */
export function splitSignedPart({ signatureLength, bytes }: SealedPart): { signature: Uint8Array; ciphertext: Uint8Array } {
  return { signature: bytes.subarray(0, signatureLength), ciphertext: bytes.subarray(signatureLength) };
}

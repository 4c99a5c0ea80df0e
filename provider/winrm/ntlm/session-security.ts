import { createHash, timingSafeEqual } from "node:crypto";
import { NtlmError } from "./ntlm-error.ts";
import { hmacMd5 } from "./ntlmv2.ts";
import { Rc4 } from "./rc4.ts";

export type NtlmRole = "client" | "server";

/** MS-NLMP 3.4.5.2 and 3.4.5.3, extended session security with 128 bits: a key for each use and direction. */
export function directionKey(sessionKey: Uint8Array, sender: NtlmRole, use: "signing" | "sealing"): Buffer {
  const direction = sender === "client" ? "client-to-server" : "server-to-client";
  return createHash("md5").update(sessionKey).update(`session key to ${direction} ${use} key magic constant\0`, "latin1").digest();
}

export interface SealedMessage {
  /** 16 bytes. */
  readonly signature: Buffer;
  /** As long as the plain message. */
  readonly ciphertext: Buffer;
}

const SIGNATURE_SIZE = 16;
const SIGNATURE_VERSION = 1;
const CHECKSUM_END = 12;

/** One direction: its keys, its cipher stream, and the number of the next message. */
class Direction {
  readonly #signingKey: Buffer;
  readonly #sealingKey: Buffer;
  readonly #sealsChecksum: boolean;
  #stream: Rc4;
  #sequence = 0;

  constructor(sessionKey: Uint8Array, sender: NtlmRole, sealsChecksum: boolean) {
    this.#signingKey = directionKey(sessionKey, sender, "signing");
    this.#sealingKey = directionKey(sessionKey, sender, "sealing");
    this.#stream = new Rc4(this.#sealingKey);
    this.#sealsChecksum = sealsChecksum;
  }

  restartStream(): void {
    this.#stream = new Rc4(this.#sealingKey);
  }

  cipher(data: Uint8Array, out?: Buffer): Buffer {
    return this.#stream.update(data, out);
  }

  /** Must follow `cipher` of the same message: the checksum goes through the same stream (MS-NLMP 3.4.4.2). */
  signature(plain: Uint8Array): Buffer {
    const signature = Buffer.alloc(SIGNATURE_SIZE);
    signature.writeUInt32LE(SIGNATURE_VERSION, 0);
    signature.writeUInt32LE(this.#sequence, CHECKSUM_END);
    const checksum = hmacMd5(this.#signingKey, signature.subarray(CHECKSUM_END), plain).subarray(0, 8);
    signature.set(this.#sealsChecksum ? this.#stream.update(checksum) : checksum, 4);
    this.#sequence = (this.#sequence + 1) >>> 0;
    return signature;
  }
}

export interface NtlmSessionOptions {
  /** ExportedSessionKey, 16 bytes. */
  readonly sessionKey: Uint8Array;
  /** Which side we are. */
  readonly role: NtlmRole;
  /** Whether the key was exchanged: then the checksum in a signature is encrypted too. */
  readonly keyExchange: boolean;
}

/**
 * Seals and unseals messages of one connection, in order (MS-NLMP 3.4). A message lost, repeated or changed puts the two
 * sides out of step for good: after a failed `unseal` the session refuses everything, and its connection must be closed.
 */
export class NtlmSession {
  readonly #out: Direction;
  readonly #in: Direction;
  #broken = false;

  constructor({ sessionKey, role, keyExchange }: NtlmSessionOptions) {
    this.#out = new Direction(sessionKey, role, keyExchange);
    this.#in = new Direction(sessionKey, role === "client" ? "server" : "client", keyExchange);
  }

  /** @throws NtlmError `signature` after a failed `unseal` */
  seal(plain: Uint8Array): SealedMessage {
    this.#refuseWhenBroken();
    const ciphertext = this.#out.cipher(plain);
    return { signature: this.#out.signature(plain), ciphertext };
  }

  /** Into `out`, which may be the ciphertext itself; by default a new buffer. @throws NtlmError `signature` */
  unseal(signature: Uint8Array, ciphertext: Uint8Array, out?: Buffer): Buffer {
    this.#refuseWhenBroken();
    const plain = this.#in.cipher(ciphertext, out);
    this.#check(signature, plain);
    return plain;
  }

  /**
   * Signs SPNEGO's list of mechanisms, before any message is sealed. That direction's cipher stream then begins anew, while
   * its numbers go on (MS-SPNG 3.3.5.1).
   */
  signMechanisms(list: Uint8Array): Buffer {
    this.#refuseWhenBroken();
    const signature = this.#out.signature(list);
    this.#out.restartStream();
    return signature;
  }

  /** The other side of `signMechanisms`. @throws NtlmError `signature` */
  checkMechanisms(list: Uint8Array, signature: Uint8Array): void {
    this.#refuseWhenBroken();
    this.#check(signature, list);
    this.#in.restartStream();
  }

  #check(signature: Uint8Array, plain: Uint8Array): void {
    const expected = this.#in.signature(plain);
    if (signature.length === SIGNATURE_SIZE && timingSafeEqual(signature, expected)) return;
    this.#broken = true;
    throw new NtlmError("signature", "a sealed message was changed on its way, or belongs to another connection");
  }

  #refuseWhenBroken(): void {
    if (this.#broken) throw new NtlmError("signature", "this session failed before; its connection must be closed");
  }
}

import type { SealedPart } from "../sealing/sealed-body.ts";
import { type KerberosTarget, kerberosFailure } from "./failure-reason.ts";
import { KerberosError } from "./kerberos-error.ts";
import { GSS_FLAGS, KERBEROS_MECHANISM, type KerberosClient, type KerberosPackage } from "./kerberos-package.ts";
import { fromSealedPart, notFromThisContext, toSealedPart } from "./sealed-token.ts";

/** Sequence and replay: a message lost, repeated or out of order is refused. */
const FLAGS = GSS_FLAGS.mutual | GSS_FLAGS.replay | GSS_FLAGS.sequence | GSS_FLAGS.confidentiality | GSS_FLAGS.integrity;

/**
 * One security context with one service, for one connection. It speaks Kerberos itself and leaves SPNEGO to us: the library's own
 * SPNEGO could choose a weaker mechanism, and hides why Kerberos failed.
 */
export class KerberosContext {
  readonly #client: KerberosClient;
  readonly #target: KerberosTarget;
  /** To be sent first. */
  readonly request: Buffer;

  private constructor(client: KerberosClient, target: KerberosTarget, request: Buffer) {
    this.#client = client;
    this.#target = target;
    this.request = request;
  }

  /** Asks the domain controller for a ticket if the cache has none. Rejects with a `KerberosError`. */
  static async open(kerberos: KerberosPackage, target: KerberosTarget): Promise<KerberosContext> {
    const { service, hostname, principal } = target;
    const options = { flags: FLAGS, mechOID: KERBEROS_MECHANISM, ...(principal === undefined ? {} : { principal }) };
    try {
      const client = await kerberos.initializeClient(`${service}@${hostname}`, options);
      const request = await client.step("");
      return new KerberosContext(client, target, Buffer.from(request ?? "", "base64"));
    } catch (cause) {
      throw kerberosFailure(cause, target);
    }
  }

  /** The server's answer, by which it proves that it could read the ticket. Rejects with a `KerberosError`. */
  async accept(answer: Uint8Array | undefined): Promise<void> {
    if (answer !== undefined && answer.length > 0) {
      await this.#client.step(base64(answer)).catch((cause: unknown) => {
        throw kerberosFailure(cause, this.#target, "handshake");
      });
    }
    if (!this.#client.contextComplete) throw noProof(this.#target);
  }

  async seal(plain: Uint8Array): Promise<SealedPart> {
    const token = await this.#client.wrap(base64(plain), { protect: true }).catch((cause: unknown) => {
      throw kerberosFailure(cause, this.#target);
    });
    return toSealedPart(Buffer.from(token, "base64"), plain.length);
  }

  /** Rejects with a `ProtocolError` for what was not sealed, in this order, by the other side. */
  async unseal(part: SealedPart): Promise<Buffer> {
    const token = fromSealedPart(part);
    const plain = await this.#client.unwrap(base64(token)).catch((cause: unknown) => {
      throw notFromThisContext(cause);
    });
    return Buffer.from(plain, "base64");
  }
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("base64");

const noProof = ({ service, hostname }: KerberosTarget) =>
  new KerberosError(
    "no-mutual-proof",
    `${hostname} took a ticket and did not prove that it is ${service}/${hostname}`,
    "something between us and the host may answer in its place; see whether a proxy stands there",
  );

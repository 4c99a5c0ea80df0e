import { ProtocolError } from "../errors.ts";
import { bodyKind, sealedContentType } from "../sealing/content-type.ts";
import { readSealedBody } from "../sealing/sealed-body-reader.ts";
import { writeSealedBody } from "../sealing/sealed-body-writer.ts";
import type { SealingProtocol } from "../sealing/sealing-protocol.ts";
import { HANDSHAKE_HEADERS, SOAP_HEADERS } from "./authenticator.ts";
import type { HttpMessage, HttpReply } from "./http-reply.ts";
import type { BodySealer, Scheme } from "./security-mechanism.ts";

export const handshakeMessage = (scheme: Scheme, token: Uint8Array): HttpMessage => ({
  headers: { ...HANDSHAKE_HEADERS, Authorization: `${scheme} ${Buffer.from(token).toString("base64")}` },
  body: new Uint8Array(0),
});

export const plainMessage = (body: Uint8Array): HttpMessage => ({ headers: SOAP_HEADERS, body });

export interface Sealing {
  readonly scheme: Scheme;
  readonly sealer: BodySealer | undefined;
}

/** @throws ProtocolError without a sealer: nothing goes out in the clear for want of a key */
export async function sealedMessage({ scheme, sealer }: Sealing, body: Uint8Array): Promise<HttpMessage> {
  if (sealer === undefined) throw new ProtocolError("there is no key to seal a message with");
  const protocol: SealingProtocol = scheme === "Kerberos" ? "kerberos" : "spnego";
  const parts = await sealer.seal(body);
  const headers = { ...SOAP_HEADERS, "Content-Type": sealedContentType(protocol, parts.length) };
  return { headers, body: writeSealedBody(protocol, parts) };
}

/** The answer in the clear, or nothing when it did not come sealed. @throws when it cannot be read, or was changed */
export async function unsealedReply(sealer: BodySealer | undefined, reply: HttpReply): Promise<HttpReply | undefined> {
  const kind = bodyKind(reply.headers["content-type"] ?? "");
  if (kind.kind === "plain" || sealer === undefined) return undefined;
  // The parts say how long a plain text is; what came is longer.
  const parts = readSealedBody(kind.protocol, reply.body, { plainBytes: reply.body.length });
  return { ...reply, body: await sealer.unseal(parts) };
}

/** An answer of WinRM itself: a result or a fault. */
export const isSoap = ({ status }: HttpReply): boolean => status === 200 || status === 500;

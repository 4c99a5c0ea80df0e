import { ProtocolError, TransportError } from "../errors.ts";
import { readReply, type WsManReply } from "../wsman/envelope.ts";
import { readFault, WsManFault } from "../wsman/fault.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import type { HttpReply } from "./http-reply.ts";
import { STATUS_HINTS } from "./status-hints.ts";

/**
 * The envelope in an answer, with views on its body. Throws `TransportError` for a status that is none of WS-Man's,
 * `ProtocolError` for what is no answer to the request.
 */
export function understandReply(reply: HttpReply, messageId: string, url: URL): WsManReply {
  const ofHandshake = reply.ofHandshake === true;
  if ((reply.status !== 200 && reply.status !== 500) || ofHandshake) {
    const hint = STATUS_HINTS.get(reply.status);
    const message = `${url.host} answered ${ofHandshake ? "the authentication " : ""}with HTTP status ${reply.status}`;
    const error = new TransportError("receive", message, { hint, status: reply.status });
    // Whatever a proxy means by it: of the request nothing was sent.
    if (ofHandshake) error.outcome = "not-run";
    throw error;
  }
  const answer = parse(reply);
  if (reply.status === 500 && readFault(answer.body) === undefined) {
    throw new ProtocolError("the server answered with HTTP status 500 and no fault");
  }
  if (answer.relatesTo !== undefined && answer.relatesTo.toLowerCase() !== `uuid:${messageId}`.toLowerCase()) {
    throw new ProtocolError("an answer belongs to another request");
  }
  return answer;
}

/** Whether a request was refused because it is larger than the server takes. */
export const isTooLarge = (error: unknown): boolean =>
  (error instanceof TransportError && error.status === 413) || (error instanceof WsManFault && error.subcode === "EncodingLimit");

/** Throws `WsManFault` where that is what the body holds. */
export function bodyOf({ body }: WsManReply): XmlElement {
  const facts = readFault(body);
  if (facts !== undefined) throw new WsManFault(facts);
  return body;
}

function parse(reply: HttpReply): WsManReply {
  try {
    const answer = readReply(reply.body);
    if (answer !== undefined) return answer;
  } catch (cause) {
    throw new ProtocolError("an answer is no XML", { cause });
  }
  throw new ProtocolError("an answer is no SOAP envelope");
}

import { contextTag, type DerElement, DerError, der, objectIdentifier, readDer, readOnlyDer, TAG } from "../asn1/der.ts";
import { SpnegoError } from "./spnego-error.ts";

/** NegTokenInit (RFC 4178, 4.2.1), and Microsoft's NegTokenInit2 with its hints, which say nothing (MS-SPNG 2.2.1). */
export interface NegTokenInit {
  readonly kind: "init";
  /** As `MECHANISM` writes them, the sender's favourite first. */
  readonly mechanisms: readonly string[];
  /** The SEQUENCE as it came, which the checksum covers. */
  readonly mechanismList: Buffer;
  /** First token of the first mechanism. */
  readonly token: Buffer | undefined;
  readonly checksum: Buffer | undefined;
}

export type NegState = "completed" | "incomplete" | "reject" | "request-mic";

/** NegTokenResp (RFC 4178, 4.2.2). */
export interface NegTokenResponse {
  readonly kind: "response";
  readonly state: NegState | undefined;
  readonly mechanism: string | undefined;
  readonly token: Buffer | undefined;
  readonly checksum: Buffer | undefined;
}

const STATES: readonly NegState[] = ["completed", "incomplete", "reject", "request-mic"];
const SPNEGO = objectIdentifier("1.3.6.1.5.5.2");
/** `[APPLICATION 0]`, around the first token of any GSS mechanism (RFC 2743, 3.1). */
const APPLICATION = 0x60;
const INIT = contextTag(0);
const RESPONSE = contextTag(1);

/** Whether it begins as a token of SPNEGO does; NTLM's own begin with letters. */
export const isSpnego = (token: Uint8Array): boolean => token[0] === APPLICATION || token[0] === INIT || token[0] === RESPONSE;

export const encodeMechanisms = (mechanisms: readonly string[]): Buffer =>
  der(TAG.sequence, ...mechanisms.map((mechanism) => Buffer.from(mechanism, "hex")));

export function encodeInit(init: Omit<NegTokenInit, "kind" | "mechanismList">): Buffer {
  const fields = der(
    TAG.sequence,
    der(contextTag(0), encodeMechanisms(init.mechanisms)),
    ...octets(2, init.token),
    ...octets(3, init.checksum),
  );
  return der(APPLICATION, SPNEGO, der(INIT, fields));
}

export function encodeResponse({ state, mechanism, token, checksum }: Partial<Omit<NegTokenResponse, "kind">>): Buffer {
  const stateField = state === undefined ? [] : [der(contextTag(0), der(TAG.enumerated, Buffer.from([STATES.indexOf(state)])))];
  const mechanismField = mechanism === undefined ? [] : [der(contextTag(1), Buffer.from(mechanism, "hex"))];
  return der(RESPONSE, der(TAG.sequence, ...stateField, ...mechanismField, ...octets(2, token), ...octets(3, checksum)));
}

const octets = (number: number, value: Uint8Array | undefined): readonly Buffer[] =>
  value === undefined ? [] : [der(contextTag(number), der(TAG.octetString, value))];

/** @throws SpnegoError `malformed` */
export function decodeToken(bytes: Uint8Array): NegTokenInit | NegTokenResponse {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof DerError) throw new SpnegoError("malformed", `the SPNEGO token holds ${error.message}`);
    throw error;
  }
}

function decode(bytes: Uint8Array): NegTokenInit | NegTokenResponse {
  const [outer, more] = readDer(bytes);
  if (outer === undefined || more !== undefined) throw new DerError("more or less than one element");
  if (outer.tag === RESPONSE) return decodeResponse(fieldsOf(outer.content));
  // Windows' own first token from the server side comes without the frame.
  if (outer.tag === INIT) return decodeInit(fieldsOf(outer.content));
  if (outer.tag !== APPLICATION) throw new DerError("an unknown choice");
  const [identifier, choice] = readDer(outer.content);
  if (identifier?.raw.equals(SPNEGO) !== true || choice?.tag !== INIT) throw new DerError("another mechanism's token");
  return decodeInit(fieldsOf(choice.content));
}

type Fields = ReadonlyMap<number, DerElement>;

/** What stands in the SEQUENCE, by the number of its tag. */
function fieldsOf(content: Uint8Array): Fields {
  const elements = readDer(readOnlyDer(content, TAG.sequence).content);
  return new Map(
    elements.map(({ tag, content: field }) => {
      const [value, more] = readDer(field);
      if (value === undefined || more !== undefined) throw new DerError("a field that is not one element");
      return [tag - contextTag(0), value];
    }),
  );
}

function decodeInit(fields: Fields): NegTokenInit {
  const list = fields.get(0);
  if (list?.tag !== TAG.sequence) throw new DerError("no list of mechanisms");
  return {
    kind: "init",
    mechanisms: readDer(list.content).map(({ raw }) => raw.toString("hex")),
    mechanismList: list.raw,
    token: octetsOf(fields.get(2)),
    // In NegTokenInit2 the hints have taken the checksum's place, and it stands one further.
    checksum: fields.get(3)?.tag === TAG.sequence ? octetsOf(fields.get(4)) : octetsOf(fields.get(3)),
  };
}

function decodeResponse(fields: Fields): NegTokenResponse {
  const state = fields.get(0);
  const named = state === undefined ? undefined : STATES[state.content[0] ?? STATES.length];
  if (state !== undefined && (named === undefined || state.content.length !== 1)) throw new DerError("an unknown state");
  return {
    kind: "response",
    state: named,
    mechanism: fields.get(1)?.raw.toString("hex"),
    token: octetsOf(fields.get(2)),
    checksum: octetsOf(fields.get(3)),
  };
}

function octetsOf(element: DerElement | undefined): Buffer | undefined {
  if (element === undefined) return undefined;
  if (element.tag !== TAG.octetString) throw new DerError("a token that is no octet string");
  return element.content;
}

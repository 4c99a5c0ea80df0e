import { parseDuration, writeDuration } from "./duration.ts";
import { ANONYMOUS, NS, type Prefix } from "./namespaces.ts";
import { attribute, child, children, descendant, parseXml, parseXmlBytes, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/** A name with a value: a selector of a resource, or an option of an operation. */
export interface NamedValue {
  readonly name: string;
  readonly value: string;
}
export interface WsManOption extends NamedValue {
  readonly mustComply?: true;
}

/**
 * Robust connections (MS-WSMV 3.1.4.1.39): a server that has them keeps its answer to an operation for a while, and gives it
 * again to a request that is marked as a resend, instead of carrying that out.
 */
export interface OperationMark {
  /** A GUID, upper case; one a request. */
  readonly id: string;
  readonly resend: boolean;
}

/** What requests of one kind have in common. */
export interface RequestKind {
  readonly action: string;
  readonly to: string;
  /** A GUID, upper case. */
  readonly sessionId: string;
  readonly resourceUri: string;
  readonly maxEnvelopeBytes: number;
  readonly operationTimeoutSeconds: number;
  /** The whole set that the server gave at creation. */
  readonly selectors: readonly NamedValue[];
  readonly options: readonly WsManOption[];
}

export interface RequestHeaders extends RequestKind {
  /** A GUID, upper case. */
  readonly messageId: string;
  readonly mark?: OperationMark | undefined;
}

const MUST = { "s:mustUnderstand": "true" };
const MAY = { "s:mustUnderstand": "false" };

const start = (prefixes: readonly Prefix[]): string => {
  const declared = prefixes.map((prefix) => ` xmlns:${prefix}="${NS[prefix]}"`).join("");
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope${declared}><s:Header>`;
};
const REQUEST_START = start(["s", "a", "w", "p", "rsp"]);
const REPLY_START = start(["s", "a", "w", "p", "rsp", "x", "f"]);

const ending = (body: string): string => `</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

/** `body` is finished XML, in the prefixes of `NS`; empty for an empty body. */
export const writeRequest = (headers: RequestHeaders, body: string): string =>
  requestWriter(headers)({ messageId: headers.messageId, mark: headers.mark }, body);

export type RequestWriter = (own: Pick<RequestHeaders, "messageId" | "mark">, body: string) => string;

/** Writes requests of one kind. What they have in common is written once. */
export function requestWriter(headers: RequestKind): RequestWriter {
  const selectors = headers.selectors.map(({ name, value }) => textElement("w:Selector", value, { Name: name }));
  const options = headers.options.map(({ name, value, mustComply }) =>
    textElement("w:Option", value, { Name: name, MustComply: mustComply === true ? "true" : undefined }),
  );
  const beforeId = REQUEST_START + textElement("a:Action", headers.action, MUST) + textElement("a:To", headers.to);
  const beforeMark = [
    element("a:ReplyTo", {}, textElement("a:Address", ANONYMOUS, MUST)),
    textElement("w:ResourceURI", headers.resourceUri, MUST),
    textElement("w:MaxEnvelopeSize", String(headers.maxEnvelopeBytes), MUST),
    textElement("w:OperationTimeout", writeDuration(headers.operationTimeoutSeconds)),
    element("w:Locale", { ...MAY, "xml:lang": "en-US" }),
    element("p:DataLocale", { ...MAY, "xml:lang": "en-US" }),
    textElement("p:SessionId", `uuid:${headers.sessionId}`, MAY),
  ].join("");
  const afterMark = [
    selectors.length === 0 ? "" : element("w:SelectorSet", {}, ...selectors),
    options.length === 0 ? "" : element("w:OptionSet", MUST, ...options),
  ].join("");
  return ({ messageId, mark }, body) =>
    beforeId +
    textElement("a:MessageID", `uuid:${messageId}`) +
    beforeMark +
    (mark === undefined ? "" : markHeaders(mark)) +
    afterMark +
    ending(body);
}

/** Each operation of ours is one message. */
const markHeaders = ({ id, resend }: OperationMark): string =>
  textElement("p:OperationID", `uuid:${id}`, resend ? MUST : MAY) + textElement("p:SequenceId", "1", MAY);

export interface WsManRequest {
  readonly action: string;
  /** As it came, `uuid:` included: replies name it unchanged. */
  readonly messageId: string;
  readonly sessionId: string | undefined;
  /** As it came, `uuid:` included. */
  readonly operation: (OperationMark & { readonly sequence: number }) | undefined;
  readonly resourceUri: string;
  readonly maxEnvelopeBytes: number | undefined;
  readonly operationTimeoutSeconds: number | undefined;
  readonly selectors: readonly NamedValue[];
  readonly options: readonly NamedValue[];
  readonly body: XmlElement;
  /** Local name of a header that asks to be understood and that we do not know. */
  readonly notUnderstood: string | undefined;
}

const KNOWN_HEADERS = new Set([
  ...["Action", "To", "MessageID", "ReplyTo", "FaultTo", "From", "RelatesTo"].map((local) => `${NS.a} ${local}`),
  ...["ResourceURI", "MaxEnvelopeSize", "OperationTimeout", "Locale", "SelectorSet", "OptionSet"].map((local) => `${NS.w} ${local}`),
  ...["DataLocale", "SessionId", "OperationID", "SequenceId", "ActivityId"].map((local) => `${NS.p} ${local}`),
  // A wish for compression: answered by what the shell says, NoCompression.
  `${NS.rsp} CompressionType`,
]);

const isTrue = (value: string | undefined) => value === "true" || value === "1";

/** Any prefixes, any order. Throws `XmlError` for what is no XML; undefined for XML that is no WS-Man request. */
export function readRequest(xml: string): WsManRequest | undefined {
  const root = parseXml(xml);
  const header = child(root, NS.s, "Header");
  const body = child(root, NS.s, "Body");
  const textOf = (uri: string, local: string) => child(header, uri, local)?.text.trim();
  const [action, messageId] = [textOf(NS.a, "Action"), textOf(NS.a, "MessageID")];
  if (header === undefined || body === undefined || action === undefined || messageId === undefined) return undefined;
  const size = Number(textOf(NS.w, "MaxEnvelopeSize"));
  const unknown = header.children.find((h) => isTrue(attribute(h, "mustUnderstand")) && !KNOWN_HEADERS.has(`${h.uri} ${h.local}`));
  return {
    action,
    messageId,
    sessionId: textOf(NS.p, "SessionId"),
    operation: readOperation(header),
    resourceUri: textOf(NS.w, "ResourceURI") ?? "",
    maxEnvelopeBytes: Number.isSafeInteger(size) && size > 0 ? size : undefined,
    operationTimeoutSeconds: parseDuration(textOf(NS.w, "OperationTimeout") ?? ""),
    selectors: namedValues(child(header, NS.w, "SelectorSet"), "Selector"),
    options: namedValues(child(header, NS.w, "OptionSet"), "Option"),
    body,
    notUnderstood: unknown?.local,
  };
}

function readOperation(header: XmlElement): WsManRequest["operation"] {
  const id = child(header, NS.p, "OperationID");
  if (id === undefined) return undefined;
  const sequence = Number(child(header, NS.p, "SequenceId")?.text.trim() ?? "1");
  return { id: id.text.trim(), resend: isTrue(attribute(id, "mustUnderstand")), sequence };
}

const namedValues = (set: XmlElement | undefined, local: string): NamedValue[] =>
  children(set, NS.w, local).map((item) => ({ name: attribute(item, "Name") ?? "", value: item.text.trim() }));

/** The selectors of a reference to a resource, as in the answer to Create. */
export const readSelectors = (reference: XmlElement): readonly NamedValue[] =>
  namedValues(descendant(reference, NS.w, "SelectorSet"), "Selector");

export interface ReplyHeaders {
  readonly action: string;
  readonly messageId: string;
  /** The request's message id, unchanged. */
  readonly relatesTo: string;
  /** The request's operation id, unchanged: tells the client that a resend would get the same answer. */
  readonly operationId?: string | undefined;
}

export const writeReply = (headers: ReplyHeaders, body: string): string =>
  REPLY_START +
  textElement("a:Action", headers.action) +
  textElement("a:MessageID", `uuid:${headers.messageId}`) +
  textElement("a:To", ANONYMOUS) +
  textElement("a:RelatesTo", headers.relatesTo) +
  (headers.operationId === undefined
    ? ""
    : textElement("p:OperationID", headers.operationId, MAY) + textElement("p:SequenceId", "1", MAY)) +
  ending(body);

export interface WsManReply {
  readonly action: string;
  readonly relatesTo: string | undefined;
  /** Whether the server keeps its answer for a resend. */
  readonly robust: boolean;
  readonly body: XmlElement;
}

/**
 * Throws `XmlError` for what is no XML; undefined for XML that is no SOAP envelope. Of bytes it may write some over, and keep
 * views on them (`XmlElement.bytes`).
 */
export function readReply(xml: string | Buffer): WsManReply | undefined {
  const root = typeof xml === "string" ? parseXml(xml) : parseXmlBytes(xml);
  const body = child(root, NS.s, "Body");
  if (root.uri !== NS.s || root.local !== "Envelope" || body === undefined) return undefined;
  const header = child(root, NS.s, "Header");
  return {
    action: child(header, NS.a, "Action")?.text.trim() ?? "",
    relatesTo: child(header, NS.a, "RelatesTo")?.text.trim(),
    robust: child(header, NS.p, "OperationID") !== undefined,
    body,
  };
}

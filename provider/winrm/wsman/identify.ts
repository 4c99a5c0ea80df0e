import { NS } from "./namespaces.ts";
import { child, descendant, parseXml, XmlError } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

const IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd";

/** What a WS-Man service says of itself (DSP0226 11). */
export interface ProductFacts {
  /** E.g. `Microsoft Corporation`. */
  readonly vendor: string;
  /** E.g. `OS: 10.0.17763 SP: 0.0 Stack: 3.0`; the OS is left out for those who have not authenticated. */
  readonly version: string;
}

const envelope = (...body: readonly string[]) =>
  element("s:Envelope", { "xmlns:s": NS.s, "xmlns:wsmid": IDENTITY }, element("s:Header", {}), element("s:Body", {}, ...body));

/** The one message of WS-Man that has no headers. */
export const writeIdentify = (): string => envelope(element("wsmid:Identify", {}));

export const writeIdentifyReply = ({ vendor, version }: ProductFacts): string =>
  envelope(
    element(
      "wsmid:IdentifyResponse",
      {},
      textElement("wsmid:ProtocolVersion", NS.w),
      textElement("wsmid:ProductVendor", vendor),
      textElement("wsmid:ProductVersion", version),
    ),
  );

export function isIdentify(xml: string): boolean {
  return child(bodyOf(xml), IDENTITY, "Identify") !== undefined;
}

/** undefined for anything that is no answer to Identify. */
export function readIdentifyReply(xml: string): ProductFacts | undefined {
  const reply = child(bodyOf(xml), IDENTITY, "IdentifyResponse");
  if (reply === undefined) return undefined;
  const text = (local: string) => descendant(reply, IDENTITY, local)?.text.trim() ?? "";
  return { vendor: text("ProductVendor"), version: text("ProductVersion") };
}

function bodyOf(xml: string) {
  try {
    return child(parseXml(xml), NS.s, "Body");
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

import { WinRmError } from "../errors.ts";
import { FAULT_TABLE, type FaultRemedy, type FaultSense, UNKNOWN_FAULT } from "./fault-table.ts";
import { NS } from "./namespaces.ts";
import { attribute, child, descendant, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/** A fault as it crosses the wire (MS-WSMV 2.2.4.43; DSP0226 14). */
export interface FaultFacts {
  readonly code: number | undefined;
  /** Local name of the subcode, e.g. `TimedOut`. */
  readonly subcode: string | undefined;
  /** For people; localised. */
  readonly reason: string;
}

/** A refusal by WS-Man. */
export class WsManFault extends WinRmError {
  /** WS-Man's number, when the fault has one. */
  readonly faultCode: number | undefined;
  readonly subcode: string | undefined;
  readonly remedy: FaultRemedy;

  constructor(facts: FaultFacts) {
    const sense = senseOf(facts);
    const number = facts.code === undefined ? (facts.subcode ?? "no code") : String(facts.code);
    super("WINRM_FAULT", `${sense.meaning} (${number}): ${facts.reason}`, sense.hint, sense.outcome ?? "not-run");
    this.faultCode = facts.code;
    this.subcode = facts.subcode;
    this.remedy = sense.remedy;
  }

  get retryable(): boolean {
    return this.remedy !== "give-up";
  }
}

const BY_SUBCODE: Readonly<Record<string, number>> = { TimedOut: 2150858793, InvalidSelectors: 2150858843, AccessDenied: 5 };

/** The number first, the subcode where there is none. */
function senseOf({ code, subcode }: FaultFacts): FaultSense {
  return FAULT_TABLE.get(code ?? BY_SUBCODE[subcode ?? ""] ?? -1) ?? { ...UNKNOWN_FAULT, outcome: "unknown" };
}

const SUBCODE_PREFIX: Readonly<Record<string, "a" | "n" | "w">> = {
  ActionNotSupported: "a",
  DestinationUnreachable: "a",
  InvalidMessageInformationHeader: "a",
  MessageInformationHeaderRequired: "a",
  InvalidEnumerationContext: "n",
};

export function writeFault({ code, subcode, reason }: FaultFacts): string {
  const name = subcode ?? "InternalError";
  const prefix = SUBCODE_PREFIX[name] ?? "w";
  const detail =
    code === undefined
      ? []
      : [element("s:Detail", {}, element("f:WSManFault", { Code: String(code), Machine: "localhost" }, textElement("f:Message", reason)))];
  return element(
    "s:Fault",
    {},
    element(
      "s:Code",
      {},
      textElement("s:Value", name === "InternalError" ? "s:Receiver" : "s:Sender"),
      element("s:Subcode", {}, textElement("s:Value", `${prefix}:${name}`, prefix === "n" ? { "xmlns:n": NS.n } : {})),
    ),
    element("s:Reason", {}, textElement("s:Text", reason, { "xml:lang": "en-US" })),
    ...detail,
  );
}

/** The fault in a body, or undefined when there is none. Its detail comes as a WSManFault, as a WMI error, or not at all. */
export function readFault(body: XmlElement): FaultFacts | undefined {
  const fault = child(body, NS.s, "Fault");
  if (fault === undefined) return undefined;
  const reason = child(child(fault, NS.s, "Reason"), NS.s, "Text")?.text.trim() ?? "";
  const detail = descendant(fault, NS.f, "WSManFault");
  const message = detail === undefined ? undefined : descendant(detail, NS.f, "Message")?.text.trim();
  const wmi =
    descendant(fault, NS.p, "error_Code") ?? fault.children.map((c) => findLocal(c, "error_Code")).find((found) => found !== undefined);
  const subcode = child(child(child(fault, NS.s, "Code"), NS.s, "Subcode"), NS.s, "Value")?.text.trim();
  return {
    code: unsigned(detail === undefined ? wmi?.text : attribute(detail, "Code")),
    subcode: subcode?.slice(subcode.indexOf(":") + 1),
    reason: message || reason,
  };
}

function findLocal(from: XmlElement, local: string): XmlElement | undefined {
  return from.local === local ? from : from.children.map((c) => findLocal(c, local)).find((found) => found !== undefined);
}

/** Codes are HRESULTs: some servers write them as negative numbers. */
function unsigned(text: string | undefined): number | undefined {
  const number = Number(text?.trim() || "x");
  return Number.isInteger(number) ? number >>> 0 : undefined;
}

import { boolean, type ClixmlValue, NIL, primitiveOf, property, propertyOf, text } from "../clixml/value.ts";

/** WARNING_RECORD, VERBOSE_RECORD, DEBUG_RECORD (MS-PSRP 2.2.2.23): a text, here always without invocation info. */
export const writeInformationalRecord = (kind: "Warning" | "Verbose" | "Debug", message: string): ClixmlValue => ({
  kind: "object",
  typeNames: [`System.Management.Automation.${kind}Record`, "System.Management.Automation.InformationalRecord", "System.Object"],
  toText: message,
  content: null,
  adapted: [],
  extended: [
    property("InformationalRecord_Message", text(message)),
    property("InformationalRecord_SerializeInvocationInfo", boolean(false)),
  ],
});

export function readInformationalRecord(body: ClixmlValue): string {
  const message = primitiveOf(propertyOf(body, "InformationalRecord_Message") ?? NIL);
  if (message?.kind === "string") return message.value;
  return body.kind === "object" ? (body.toText ?? "") : "";
}

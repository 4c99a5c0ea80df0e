import { NS } from "./namespaces.ts";
import { attribute, child, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/** `stop` is misspelt in Windows itself, which compares exactly; any other code ends the command. */
const CODES = { terminate: `${NS.rsp}/signal/terminate`, stop: "powershell/signal/crtl_c" } as const;
export type SignalKind = keyof typeof CODES;

/** Signal for a command (MS-WSMV 3.1.4.12). */
export const writeSignal = (commandId: string, kind: SignalKind): string =>
  element("rsp:Signal", { CommandId: commandId }, textElement("rsp:Code", CODES[kind]));

export function readSignal(body: XmlElement): { readonly commandId: string | undefined; readonly kind: SignalKind } | undefined {
  const signal = child(body, NS.rsp, "Signal");
  const code = child(signal, NS.rsp, "Code")?.text.trim();
  if (signal === undefined || code === undefined) return undefined;
  return { commandId: attribute(signal, "CommandId"), kind: code === CODES.stop ? "stop" : "terminate" };
}

export const writeSignalReply = (): string => element("rsp:SignalResponse", {});

import { NS } from "./namespaces.ts";
import { attribute, bytesOf, child, descendant, type XmlElement } from "./xml-tree.ts";
import { base64, element, textElement } from "./xml-writer.ts";

/** Command: starts a pipeline (MS-WSMV 3.1.4.11). `data` holds the first fragments of CREATE_PIPELINE. */
export interface StartCommand {
  readonly commandId: string;
  readonly data: Uint8Array;
}

export const writeCommand = ({ commandId, data }: StartCommand): string =>
  element("rsp:CommandLine", { CommandId: commandId }, element("rsp:Command", {}), element("rsp:Arguments", {}, base64(data)));

export function readCommand(body: XmlElement): { readonly commandId: string | undefined; readonly data: Uint8Array } | undefined {
  const line = child(body, NS.rsp, "CommandLine");
  if (line === undefined) return undefined;
  const data = child(line, NS.rsp, "Arguments");
  return { commandId: attribute(line, "CommandId"), data: data === undefined ? new Uint8Array() : bytesOf(data) };
}

export const writeCommandReply = (commandId: string): string => element("rsp:CommandResponse", {}, textElement("rsp:CommandId", commandId));

export const readCommandReply = (body: XmlElement): string | undefined => {
  const reply = descendant(body, NS.rsp, "CommandResponse");
  return child(reply, NS.rsp, "CommandId")?.text.trim();
};

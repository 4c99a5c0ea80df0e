import { NS } from "./namespaces.ts";
import { attribute, bytesOf, child, type XmlElement } from "./xml-tree.ts";
import { base64, element } from "./xml-writer.ts";

/** Send: whole fragments for the pool or, with a command id, for a pipeline (MS-WSMV 3.1.4.13). */
export interface SendData {
  readonly commandId: string | undefined;
  readonly data: Uint8Array;
  /** `pr` carries answers to calls of the host; default `stdin`. */
  readonly stream?: InputStream;
}

export type InputStream = "stdin" | "pr";

export const writeSend = ({ commandId, data, stream = "stdin" }: SendData): string =>
  element("rsp:Send", {}, element("rsp:Stream", { Name: stream, CommandId: commandId }, base64(data)));

/** Each stream element is base64 of its own. */
export function readSend(body: XmlElement): readonly Required<SendData>[] | undefined {
  const send = child(body, NS.rsp, "Send");
  return send?.children
    .filter((stream) => stream.uri === NS.rsp && stream.local === "Stream")
    .map((stream) => ({
      commandId: attribute(stream, "CommandId"),
      data: bytesOf(stream),
      stream: attribute(stream, "Name") === "pr" ? "pr" : "stdin",
    }));
}

export const writeSendReply = (): string => element("rsp:SendResponse", {});

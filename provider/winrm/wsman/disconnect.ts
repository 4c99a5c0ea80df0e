import { parseDuration, writeDuration } from "./duration.ts";
import { NS } from "./namespaces.ts";
import { child, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/** Disconnect (MS-WSMV 3.1.4.15): the shell lives on without a client, for so long. */
export const writeDisconnect = (idleSeconds: number): string =>
  element(
    "rsp:Disconnect",
    {},
    textElement("rsp:IdleTimeOut", writeDuration(idleSeconds)),
    // What comes meanwhile waits for the next client instead of being lost.
    textElement("rsp:BufferMode", "Block"),
  );

export function readDisconnect(body: XmlElement): { readonly idleSeconds: number | undefined } | undefined {
  const disconnect = child(body, NS.rsp, "Disconnect");
  if (disconnect === undefined) return undefined;
  return { idleSeconds: parseDuration(child(disconnect, NS.rsp, "IdleTimeOut")?.text ?? "") };
}

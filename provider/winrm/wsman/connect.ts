import { NS, PS_NAMESPACE } from "./namespaces.ts";
import { attribute, bytesOf, child, type XmlElement } from "./xml-tree.ts";
import { base64, element, textElement } from "./xml-writer.ts";

/** Connect (MS-WSMV 3.1.4.17): another client takes a disconnected shell over. `data` holds the PSRP messages that ask for the pool. */
export const writeConnect = (data: Uint8Array): string =>
  element("rsp:Connect", {}, element("connectXml", { xmlns: PS_NAMESPACE }, base64(data)));

/** To a command of a shell that was taken over; its output comes with Receive. */
export const writeCommandConnect = (commandId: string): string => element("rsp:Connect", { CommandId: commandId });

/** Without data: a client that takes a command of the shell over. */
export function readConnect(
  body: XmlElement,
): { readonly commandId: string | undefined; readonly data: Uint8Array | undefined } | undefined {
  const connect = child(body, NS.rsp, "Connect");
  if (connect === undefined) return undefined;
  const data = child(connect, PS_NAMESPACE, "connectXml");
  return { commandId: attribute(connect, "CommandId"), data: data && bytesOf(data) };
}

export const writeConnectReply = (data: Uint8Array): string =>
  element(
    "rsp:ConnectResponse",
    {},
    textElement("rsp:InputStreams", "stdin pr"),
    textElement("rsp:OutputStreams", "stdout"),
    element("connectResponseXml", { xmlns: PS_NAMESPACE }, base64(data)),
  );

/** To one who takes a command over: its output is there to be received. */
export const writeCommandConnectReply = (): string => element("rsp:ConnectResponse", {});

/** The pool's first messages: its capability and its numbers of runspaces. */
export function readConnectReply(body: XmlElement): Uint8Array | undefined {
  const data = child(child(body, NS.rsp, "ConnectResponse"), PS_NAMESPACE, "connectResponseXml");
  return data && bytesOf(data);
}

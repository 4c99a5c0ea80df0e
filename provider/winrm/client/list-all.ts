import { ProtocolError } from "../errors.ts";
import { type ListedPage, writePull } from "../wsman/enumerate.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import type { WsManCall, WsManClient } from "./ws-man-client.ts";

/** A server that never comes to the end is none to wait for. */
const MAX_PAGES = 1000;

/** All that an Enumerate finds, in as many answers as the server needs for it. Rejects with a `WinRmError`. */
export async function listAll<T>(
  wsman: WsManClient,
  enumerate: Omit<WsManCall, "operation">,
  read: (body: XmlElement) => ListedPage<T> | undefined,
): Promise<readonly T[]> {
  const items: T[] = [];
  let call: WsManCall = { ...enumerate, operation: "Enumerate" };
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await wsman.call(call, read);
    if (page === undefined) throw new ProtocolError(`the answer to ${call.operation} holds no list`);
    items.push(...page.items);
    if (page.context === undefined) return items;
    call = { ...enumerate, operation: "Pull", body: writePull(page.context) };
  }
  throw new ProtocolError("the answers to Pull come to no end");
}

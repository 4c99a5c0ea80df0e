import { ProtocolError } from "../errors.ts";
import { type ReceivedData, readReceiveReply } from "../wsman/receive.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";

/** What Receive has brought. Throws `ProtocolError`. */
export function receivedData(body: XmlElement): ReceivedData {
  const received = readReceiveReply(body);
  if (received === undefined) throw new ProtocolError("the answer to Receive has no data");
  return received;
}

import type { WsManOption } from "./envelope.ts";
import { NS } from "./namespaces.ts";
import { attribute, bytesOf, child, children, type XmlElement } from "./xml-tree.ts";
import { base64, element, textElement } from "./xml-writer.ts";

const STREAM = "stdout";
const STATE_PREFIX = `${NS.rsp}/CommandState/`;
const STATES = ["Pending", "Running", "Done"] as const;
export type CommandState = (typeof STATES)[number];

/** The server answers with what it has and, when it has nothing, holds the request until its time-out. */
export const RECEIVE_OPTIONS: readonly WsManOption[] = [{ name: "WSMAN_CMDSHELL_OPTION_KEEPALIVE", value: "TRUE" }];

/** Receive: output of the pool or, with a command id, of a pipeline (MS-WSMV 3.1.4.14). */
export const writeReceive = (commandId: string | undefined): string =>
  element("rsp:Receive", {}, textElement("rsp:DesiredStream", STREAM, { CommandId: commandId }));

export function readReceive(body: XmlElement): { readonly commandId: string | undefined } | undefined {
  const receive = child(body, NS.rsp, "Receive");
  const desired = child(receive, NS.rsp, "DesiredStream");
  return desired === undefined ? undefined : { commandId: attribute(desired, "CommandId") };
}

export interface ReceivedData {
  /** Of an answer that came as bytes: views on it. */
  readonly chunks: readonly Uint8Array[];
  readonly state: CommandState | undefined;
}

export function writeReceiveReply(commandId: string | undefined, { chunks, state }: ReceivedData): string {
  const streams = chunks.map((chunk) => element("rsp:Stream", { Name: STREAM, CommandId: commandId }, base64(chunk)));
  const exitCode = state === "Done" ? textElement("rsp:ExitCode", "0") : "";
  const ended = state === undefined ? "" : element("rsp:CommandState", { CommandId: commandId, State: STATE_PREFIX + state }, exitCode);
  return element("rsp:ReceiveResponse", {}, ...streams, ended);
}

export function readReceiveReply(body: XmlElement): ReceivedData | undefined {
  const reply = child(body, NS.rsp, "ReceiveResponse");
  if (reply === undefined) return undefined;
  const reported = child(reply, NS.rsp, "CommandState");
  const uri = reported === undefined ? "" : (attribute(reported, "State") ?? "");
  return {
    chunks: children(reply, NS.rsp, "Stream").map(bytesOf),
    state: STATES.find((state) => uri === STATE_PREFIX + state),
  };
}

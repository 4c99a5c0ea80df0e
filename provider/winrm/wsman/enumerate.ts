import { readIdleTime } from "./create.ts";
import { type NamedValue, readSelectors } from "./envelope.ts";
import { NS } from "./namespaces.ts";
import { child, children, descendant, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/**
 * Enumerate (DSP0226 8.2, MS-WSMV 3.1.4.3) of shells or, with a shell's id, of its commands. All come with the first answer: there
 * are too few of them for a Pull.
 */
export const writeEnumerate = (ofShell?: readonly NamedValue[]): string =>
  element(
    "n:Enumerate",
    { "xmlns:n": NS.n },
    element("w:OptimizeEnumeration", {}),
    textElement("w:MaxElements", "32000"),
    ...(ofShell === undefined ? [] : [filter(ofShell)]),
  );

const filter = (selectors: readonly NamedValue[]): string =>
  element(
    "w:Filter",
    { Dialect: "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter" },
    element("w:SelectorSet", {}, ...selectors.map(({ name, value }) => textElement("w:Selector", value, { Name: name }))),
  );

/** `filter` is empty where all are asked for. Undefined also for a client that wants to pull what is found, which it cannot here. */
export function readEnumerate(body: XmlElement): { readonly filter: readonly NamedValue[] } | undefined {
  const enumerate = child(body, NS.n, "Enumerate");
  if (enumerate === undefined || child(enumerate, NS.w, "OptimizeEnumeration") === undefined) return undefined;
  const wanted = child(enumerate, NS.w, "Filter");
  return { filter: wanted === undefined ? [] : readSelectors(wanted) };
}

/** Of items that are finished XML. */
export const writeEnumerateReply = (items: readonly string[]): string =>
  element(
    "n:EnumerateResponse",
    { "xmlns:n": NS.n },
    element("n:EnumerationContext", {}),
    ...(items.length === 0 ? [] : [element("w:Items", {}, ...items)]),
    element("w:EndOfSequence", {}),
  );

export interface ListedCommand {
  readonly shellId: string;
  readonly commandId: string;
  readonly state: "Connected" | "Disconnected";
}

export function writeListedCommand({ shellId, commandId, state }: ListedCommand): string {
  const facts = { ShellId: shellId, CommandId: commandId, State: state };
  return element("rsp:Command", {}, ...Object.entries(facts).map(([name, value]) => textElement(`rsp:${name}`, value)));
}

export interface ListedShell {
  readonly shellId: string;
  readonly resourceUri: string;
  readonly owner: string;
  /** Undefined where the server does not say. */
  readonly idleSeconds: number | undefined;
  readonly disconnected: boolean;
}

/** Undefined for what is no list, or not all of one. */
export const readListedShells = (body: XmlElement): readonly ListedShell[] | undefined => listed(body, "Shell")?.flatMap(readListedShell);

/** The commands' ids; undefined for what is no list, or not all of one. */
export const readListedCommands = (body: XmlElement): readonly string[] | undefined =>
  listed(body, "Command")?.flatMap((command) => textOf(command, "CommandId") ?? []);

function listed(body: XmlElement, name: string): readonly XmlElement[] | undefined {
  const reply = child(body, NS.n, "EnumerateResponse");
  if (reply === undefined || descendant(reply, NS.w, "EndOfSequence") === undefined) return undefined;
  return children(child(reply, NS.w, "Items"), NS.rsp, name);
}

function readListedShell(shell: XmlElement): readonly ListedShell[] {
  const shellId = textOf(shell, "ShellId");
  if (shellId === undefined) return [];
  return [
    {
      shellId,
      resourceUri: textOf(shell, "ResourceUri") ?? "",
      owner: textOf(shell, "Owner") ?? "",
      idleSeconds: readIdleTime(shell),
      disconnected: textOf(shell, "State") === "Disconnected",
    },
  ];
}

const textOf = (parent: XmlElement, local: string): string | undefined => child(parent, NS.rsp, local)?.text.trim();

import { readIdleTime } from "./create.ts";
import { type NamedValue, readSelectors } from "./envelope.ts";
import { NS } from "./namespaces.ts";
import { child, children, type XmlElement } from "./xml-tree.ts";
import { element, textElement } from "./xml-writer.ts";

/** More than any server has of them; how many fit one answer is for the server to say. */
const MAX_ELEMENTS = 32_000;

/** Enumerate (DSP0226 8.2, MS-WSMV 3.1.4.3) of shells or, with a shell's id, of its commands. What fits comes with the first answer. */
export const writeEnumerate = (ofShell?: readonly NamedValue[]): string =>
  element(
    "n:Enumerate",
    { "xmlns:n": NS.n },
    element("w:OptimizeEnumeration", {}),
    textElement("w:MaxElements", String(MAX_ELEMENTS)),
    ...(ofShell === undefined ? [] : [filter(ofShell)]),
  );

const filter = (selectors: readonly NamedValue[]): string =>
  element(
    "w:Filter",
    { Dialect: "http://schemas.dmtf.org/wbem/wsman/1/wsman/SelectorFilter" },
    element("w:SelectorSet", {}, ...selectors.map(({ name, value }) => textElement("w:Selector", value, { Name: name }))),
  );

/** Pull (DSP0226 8.4): what comes next of an enumeration. */
export const writePull = (context: string): string =>
  element("n:Pull", { "xmlns:n": NS.n }, textElement("n:EnumerationContext", context), textElement("n:MaxElements", String(MAX_ELEMENTS)));

export interface EnumerateRequest {
  /** Empty where all are asked for. */
  readonly filter: readonly NamedValue[];
  /** How many may come with the answer: none where the client wants to pull them all. */
  readonly maxElements: number;
}

export function readEnumerate(body: XmlElement): EnumerateRequest | undefined {
  const enumerate = child(body, NS.n, "Enumerate");
  if (enumerate === undefined) return undefined;
  const wanted = child(enumerate, NS.w, "Filter");
  const optimized = child(enumerate, NS.w, "OptimizeEnumeration") !== undefined;
  return {
    filter: wanted === undefined ? [] : readSelectors(wanted),
    maxElements: optimized ? countOf(child(enumerate, NS.w, "MaxElements")) : 0,
  };
}

export function readPull(body: XmlElement): { readonly context: string; readonly maxElements: number } | undefined {
  const pull = child(body, NS.n, "Pull");
  const context = child(pull, NS.n, "EnumerationContext")?.text.trim();
  return context === undefined ? undefined : { context, maxElements: countOf(child(pull, NS.n, "MaxElements")) };
}

/** One is what counts where nothing is said (DSP0226 8.4). */
function countOf(element: XmlElement | undefined): number {
  const count = Number(element?.text.trim() ?? "1");
  return Number.isSafeInteger(count) && count > 0 ? count : 1;
}

/** A part of an enumeration. Items are finished XML; without a context there are no more. */
export interface EnumeratedPage {
  readonly items: readonly string[];
  readonly context: string | undefined;
}

export const writeEnumerateReply = (page: EnumeratedPage): string => writePage("n:EnumerateResponse", "w", page);
export const writePullReply = (page: EnumeratedPage): string => writePage("n:PullResponse", "n", page);

/** What an answer to Enumerate adds to its specification is in another namespace than the same of Pull. */
const writePage = (name: string, prefix: "w" | "n", { items, context }: EnumeratedPage): string =>
  element(
    name,
    { "xmlns:n": NS.n },
    textElement("n:EnumerationContext", context ?? ""),
    ...(items.length === 0 ? [] : [element(`${prefix}:Items`, {}, ...items)]),
    ...(context === undefined ? [element(`${prefix}:EndOfSequence`, {})] : []),
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

/** A part of a list, and what to pull the next one with; undefined where it is the last. */
export interface ListedPage<T> {
  readonly items: readonly T[];
  readonly context: string | undefined;
}

/** Of an answer to Enumerate or to Pull. Undefined for what is no part of a list, or has more and no way to it. */
export const readListedShells = (body: XmlElement): ListedPage<ListedShell> | undefined => listed(body, "Shell", readListedShell);

/** The commands' ids; else the same. */
export const readListedCommands = (body: XmlElement): ListedPage<string> | undefined =>
  listed(body, "Command", (command) => [textOf(command, "CommandId") ?? []].flat());

function listed<T>(body: XmlElement, name: string, read: (item: XmlElement) => readonly T[]): ListedPage<T> | undefined {
  const pulled = child(body, NS.n, "PullResponse");
  const [reply, namespace] = pulled === undefined ? [child(body, NS.n, "EnumerateResponse"), NS.w] : [pulled, NS.n];
  if (reply === undefined) return undefined;
  const context = child(reply, NS.n, "EnumerationContext")?.text.trim() ?? "";
  const ended = child(reply, namespace, "EndOfSequence") !== undefined;
  if (!ended && context === "") return undefined;
  const items = children(child(reply, namespace, "Items"), NS.rsp, name).flatMap(read);
  return { items, context: ended ? undefined : context };
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

import { parseDuration, writeDuration } from "./duration.ts";
import { type NamedValue, readSelectors, type WsManOption } from "./envelope.ts";
import { ANONYMOUS, NS, PS_NAMESPACE } from "./namespaces.ts";
import { attribute, bytesOf, child, descendant, type XmlElement } from "./xml-tree.ts";
import { base64, element, textElement } from "./xml-writer.ts";

/** Create of a shell for PSRP (MS-WSMV 3.1.4.5.2, MS-PSRP 3.1.5.3.1). */
export interface CreateShell {
  readonly shellId: string;
  /** The fragments that open the pool. */
  readonly creation: Uint8Array;
  /** How long the shell may be unused. Default: the server's own time. */
  readonly idleSeconds?: number | undefined;
}

export const createOptions = (protocolVersion: string): readonly WsManOption[] => [
  { name: "protocolversion", value: protocolVersion, mustComply: true },
];

const PSRP_STREAMS = { input: "stdin pr", output: "stdout" };

export const writeCreate = ({ shellId, creation, idleSeconds }: CreateShell): string =>
  element(
    "rsp:Shell",
    { ShellId: shellId },
    ...(idleSeconds === undefined ? [] : [textElement("rsp:IdleTimeOut", writeDuration(idleSeconds))]),
    textElement("rsp:InputStreams", PSRP_STREAMS.input),
    textElement("rsp:OutputStreams", PSRP_STREAMS.output),
    element("creationXml", { xmlns: PS_NAMESPACE }, base64(creation)),
  );

/** Without an id of its own the client leaves the choice to the server. */
export function readCreate(
  body: XmlElement,
): { readonly shellId: string | undefined; readonly creation: Uint8Array; readonly idleSeconds: number | undefined } | undefined {
  const shell = child(body, NS.rsp, "Shell");
  const creation = child(shell, PS_NAMESPACE, "creationXml");
  if (shell === undefined || creation === undefined) return undefined;
  return {
    shellId: attribute(shell, "ShellId"),
    creation: bytesOf(creation),
    idleSeconds: readIdleTime(shell),
  };
}

/** How long a shell may be unused, where its creator says so. */
export const readIdleTime = (shell: XmlElement): number | undefined => parseDuration(child(shell, NS.rsp, "IdleTimeOut")?.text ?? "");

export interface ShellFacts {
  readonly shellId: string;
  readonly resourceUri: string;
  readonly url: string;
  readonly owner: string;
  readonly clientAddress: string;
  readonly idleSeconds?: number;
  readonly state?: "Connected" | "Disconnected";
  /** Default: those of PSRP. */
  readonly streams?: { readonly input: string; readonly output: string } | undefined;
}

export function writeCreated(shell: ShellFacts): string {
  const reference = element(
    "a:ReferenceParameters",
    {},
    textElement("w:ResourceURI", shell.resourceUri),
    element("w:SelectorSet", {}, textElement("w:Selector", shell.shellId, { Name: "ShellId" })),
  );
  const created = element("x:ResourceCreated", {}, textElement("a:Address", shell.url || ANONYMOUS), reference);
  return created + writeShell(shell);
}

/** What a server tells of a shell, at its creation and to a Get. */
export function writeShell(shell: ShellFacts): string {
  const { input, output } = shell.streams ?? PSRP_STREAMS;
  const facts = {
    ShellId: shell.shellId,
    ResourceUri: shell.resourceUri,
    Owner: shell.owner,
    ClientIP: shell.clientAddress,
    IdleTimeOut: `PT${(shell.idleSeconds ?? 7200).toFixed(3)}S`,
    InputStreams: input,
    OutputStreams: output,
    MaxIdleTimeOut: "PT2147483.647S",
    Locale: "en-US",
    DataLocale: "en-US",
    CompressionMode: "NoCompression",
    ProfileLoaded: "Yes",
    Encoding: "UTF8",
    BufferMode: "Block",
    State: shell.state ?? "Connected",
    ShellRunTime: "P0DT0H0M0S",
    ShellInactivity: "P0DT0H0M0S",
  };
  return element("rsp:Shell", {}, ...Object.entries(facts).map(([name, value]) => textElement(`rsp:${name}`, value)));
}

/** The selectors that every later request must carry: old servers choose ids of their own. */
export function readCreated(body: XmlElement): readonly NamedValue[] | undefined {
  const created = descendant(body, NS.x, "ResourceCreated");
  const selectors = created === undefined ? [] : readSelectors(created);
  if (selectors.length > 0) return selectors;
  const id = child(child(body, NS.rsp, "Shell"), NS.rsp, "ShellId")?.text.trim();
  return id === undefined || id === "" ? undefined : [{ name: "ShellId", value: id }];
}

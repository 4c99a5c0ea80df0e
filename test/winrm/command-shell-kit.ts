import type { CommandHandler } from "../../provider/winrm/server.ts";
import { ACTIONS, NS, type Operation } from "../../provider/winrm/wsman/namespaces.ts";
import { COMMAND_SHELL_RESOURCE } from "../../provider/winrm/wsman/win-rs.ts";
import { attribute, descendant, parseXml, type XmlElement } from "../../provider/winrm/wsman/xml-tree.ts";
import { credential, type Loopback, PASSWORD } from "./loopback.ts";

export const handler = (run: CommandHandler["run"]) => ({ openCommandShell: (): CommandHandler => ({ run, close: () => {} }) });

/** A client of the barest kind: text in, tree out. */
export function client(
  { server }: Pick<Loopback, "server">,
  maxEnvelopeBytes = 153_600,
  account = { username: credential.username, password: PASSWORD },
) {
  let shellId = "";
  return {
    async ask(operation: Operation, body: string, options: Readonly<Record<string, string>> = {}, timeout = "PT20S") {
      const set = Object.entries(options).map(([name, value]) => `<w:Option Name="${name}">${value}</w:Option>`);
      const selector = shellId === "" ? "" : `<w:SelectorSet><w:Selector Name="ShellId">${shellId}</w:Selector></w:SelectorSet>`;
      const xml = `<e:Envelope xmlns:e="${NS.s}" xmlns:a="${NS.a}" xmlns:w="${NS.w}" xmlns:rsp="${NS.rsp}"><e:Header>
<a:Action>${ACTIONS[operation]}</a:Action><a:MessageID>uuid:1</a:MessageID><w:ResourceURI>${COMMAND_SHELL_RESOURCE}</w:ResourceURI>
<w:MaxEnvelopeSize>${maxEnvelopeBytes}</w:MaxEnvelopeSize><w:OperationTimeout>${timeout}</w:OperationTimeout>${selector}
<w:OptionSet>${set.join("")}</w:OptionSet></e:Header><e:Body>${body}</e:Body></e:Envelope>`;
      const authorization = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString("base64")}`;
      const reply = await fetch(server.url, { method: "POST", body: xml, headers: { authorization } });
      const text = await reply.text();
      return { status: reply.status, bytes: text.length, body: parseXml(text) };
    },
    /** `attributes` and `idle` are finished XML. */
    async open(options: Readonly<Record<string, string>> = {}, attributes = "", idle = "") {
      const body = `<rsp:Shell ${attributes}><rsp:InputStreams>stdin</rsp:InputStreams>${idle}</rsp:Shell>`;
      const { body: answer } = await this.ask("Create", body, options);
      shellId = descendant(answer, NS.rsp, "ShellId")?.text ?? "";
      return answer;
    },
    /** Goes on with another's shell. */
    use(id: string) {
      shellId = id;
    },
    async start(command: string, ...given: readonly string[]) {
      const line = [`<rsp:Command>${command}</rsp:Command>`, ...given.map((text) => `<rsp:Arguments>${text}</rsp:Arguments>`)];
      const { body } = await this.ask("Command", `<rsp:CommandLine>${line.join("")}</rsp:CommandLine>`);
      return descendant(body, NS.rsp, "CommandId")?.text ?? "";
    },
    receive(id: string, timeout?: string) {
      return this.ask(
        "Receive",
        `<rsp:Receive><rsp:DesiredStream CommandId="${id}">stdout stderr</rsp:DesiredStream></rsp:Receive>`,
        {},
        timeout,
      );
    },
    signal(id: string, code: string) {
      return this.ask("Signal", `<rsp:Signal CommandId="${id}"><rsp:Code>${NS.rsp}/signal/${code}</rsp:Code></rsp:Signal>`);
    },
    send(id: string, text: string, end: boolean) {
      const data = Buffer.from(text).toString("base64");
      return this.ask("Send", `<rsp:Send><rsp:Stream Name="stdin" CommandId="${id}" End="${end}">${data}</rsp:Stream></rsp:Send>`);
    },
  };
}

export interface Outcome {
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  readonly exitCode: number;
}

/** Receives until the end. */
export async function outcome(shell: ReturnType<typeof client>, id: string): Promise<Outcome> {
  const pieces: Record<string, Buffer[]> = { stdout: [], stderr: [] };
  while (true) {
    const { body } = await shell.receive(id);
    const reply = descendant(body, NS.rsp, "ReceiveResponse") as XmlElement;
    for (const stream of reply.children.filter(({ local }) => local === "Stream"))
      pieces[attribute(stream, "Name") ?? ""]?.push(Buffer.from(stream.text, "base64"));
    const state = attribute(descendant(reply, NS.rsp, "CommandState") as XmlElement, "State") ?? "";
    const [stdout, stderr] = [Buffer.concat(pieces["stdout"] ?? []), Buffer.concat(pieces["stderr"] ?? [])];
    if (state.endsWith("/Done")) return { stdout, stderr, exitCode: Number(descendant(reply, NS.rsp, "ExitCode")?.text) };
  }
}

export const faultOf = (body: XmlElement) => attribute(descendant(body, NS.f, "WSManFault") as XmlElement, "Code");

import { expect, test } from "vitest";
import { readCommand, readCommandReply, writeCommand, writeCommandReply } from "../../provider/winrm/wsman/command.ts";
import { readConnect, readConnectReply, writeConnect, writeConnectReply } from "../../provider/winrm/wsman/connect.ts";
import { createOptions, readCreate, readCreated, writeCreate, writeCreated } from "../../provider/winrm/wsman/create.ts";
import { readDisconnect, writeDisconnect } from "../../provider/winrm/wsman/disconnect.ts";
import { readReply, readRequest, writeReply, writeRequest } from "../../provider/winrm/wsman/envelope.ts";
import { readFault, writeFault } from "../../provider/winrm/wsman/fault.ts";
import { readIdentifyReply, writeIdentifyReply } from "../../provider/winrm/wsman/identify.ts";
import { ACTIONS, operationOf } from "../../provider/winrm/wsman/namespaces.ts";
import { readReceive, readReceiveReply, writeReceive, writeReceiveReply } from "../../provider/winrm/wsman/receive.ts";
import { readSend, writeSend } from "../../provider/winrm/wsman/send.ts";
import { readSignal, writeSignal } from "../../provider/winrm/wsman/signal.ts";
import { type XmlElement, XmlError } from "../../provider/winrm/wsman/xml-tree.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "./fuzz-kit.ts";

const ID = "AAAAAAAA-0000-1111-2222-BBBBBBBBBBBB";
const DATA = Buffer.alloc(60, 7);

const request = (body: string) =>
  writeRequest(
    {
      action: ACTIONS.Command,
      to: "http://h:5985/wsman",
      messageId: ID,
      sessionId: ID,
      resourceUri: "http://schemas.microsoft.com/powershell/Microsoft.PowerShell",
      maxEnvelopeBytes: 512_000,
      operationTimeoutSeconds: 20,
      selectors: [{ name: "ShellId", value: ID }],
      options: createOptions("2.3"),
    },
    body,
  );
const reply = (body: string) => writeReply({ action: "a", messageId: ID, relatesTo: `uuid:${ID}` }, body);

const REQUESTS = [
  writeCreate({ shellId: ID, creation: DATA }),
  writeCommand({ commandId: ID, data: DATA }),
  writeSend({ commandId: ID, data: DATA, stream: "pr" }),
  writeReceive(ID),
  writeSignal(ID, "stop"),
  writeConnect(DATA),
  writeDisconnect(60),
].map(request);
const REPLIES = [
  ...[
    writeCreated({ shellId: ID, resourceUri: "r", url: "u", owner: "o", clientAddress: "1.2.3.4" }),
    writeCommandReply(ID),
    writeReceiveReply(ID, { chunks: [DATA, DATA], state: "Done" }),
    writeConnectReply(DATA),
    writeFault({ code: 2150858843, subcode: "InvalidSelectors", reason: "gone" }),
  ].map(reply),
  writeIdentifyReply({ vendor: "v", version: "1" }),
];
const TOKENS = [
  ...["<s:Body>", "</s:Body>", "<s:Header/>", "<w:Selector Name='ShellId'>", "<rsp:Stream Name='stdout'>", "<a/>", "</a>", "<a:Action>"],
  ...["<!DOCTYPE a [<!ENTITY e 'x'>]>", "&e;", "&#0;", "&#xD800;", "<!--", "-->", "<![CDATA[", "]]>", "<?x?>", "\u0000", "\ufeff", "PT-1S"],
  ...[
    ' xmlns:s=""',
    ' xmlns="u"',
    ' xmlns:q="http://www.w3.org/2003/05/soap-envelope"',
    ' s:mustUnderstand="1"',
    "99999999999999999999",
    "<".repeat(20),
  ],
];

/** What the server reads of a request's body. */
const BODIES: readonly ((body: XmlElement) => unknown)[] = [
  readCreate,
  readCommand,
  readSend,
  readReceive,
  readSignal,
  readConnect,
  readDisconnect,
];
/** What the client reads of an answer's. */
const ANSWERS: readonly ((body: XmlElement) => unknown)[] = [readCreated, readCommandReply, readReceiveReply, readConnectReply, readFault];

test(
  "requests: any envelope is read or refused",
  () => {
    const outcomes = fuzz({
      seed: 8,
      runs: fuzzRuns(3000),
      corpus: REQUESTS.map((xml) => Buffer.from(xml)),
      tokens: TOKENS,
      refusals: [XmlError],
      decode: (input) => {
        const read = readRequest(input.toString("utf8"));
        if (read === undefined) return;
        operationOf(read.action);
        expect(read.operationTimeoutSeconds ?? 0).not.toBeNaN();
        for (const readBody of BODIES) readBody(read.body);
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

test(
  "answers: any envelope is read or refused",
  () => {
    const outcomes = fuzz({
      seed: 9,
      runs: fuzzRuns(3000),
      corpus: REPLIES.map((xml) => Buffer.from(xml)),
      tokens: TOKENS,
      refusals: [XmlError],
      decode: (input) => {
        const xml = input.toString("utf8");
        const read = readReply(xml);
        if (read !== undefined) for (const readBody of ANSWERS) readBody(read.body);
        readIdentifyReply(xml);
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

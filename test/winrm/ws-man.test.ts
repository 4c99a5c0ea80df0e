import { describe, expect, test } from "vitest";
import { fragmentCapacity } from "../../provider/winrm/client/fragment-capacity.ts";
import { readCommand, readCommandReply, writeCommand, writeCommandReply } from "../../provider/winrm/wsman/command.ts";
import { readCreate, readCreated, writeCreate, writeCreated } from "../../provider/winrm/wsman/create.ts";
import { parseDuration, writeDuration } from "../../provider/winrm/wsman/duration.ts";
import { readReply, readRequest, writeReply, writeRequest } from "../../provider/winrm/wsman/envelope.ts";
import { readFault, WsManFault, writeFault } from "../../provider/winrm/wsman/fault.ts";
import { ACTIONS, FAULT_ACTION } from "../../provider/winrm/wsman/namespaces.ts";
import { readReceive, readReceiveReply, writeReceive, writeReceiveReply } from "../../provider/winrm/wsman/receive.ts";
import { readSend, writeSend } from "../../provider/winrm/wsman/send.ts";
import { readSignal, writeSignal } from "../../provider/winrm/wsman/signal.ts";
import { type XmlElement, XmlError } from "../../provider/winrm/wsman/xml-tree.ts";

const headers = {
  action: ACTIONS.Command,
  to: "http://host:5985/wsman?a=1&b=2",
  messageId: "AAAAAAAA-0000-0000-0000-000000000001",
  sessionId: "AAAAAAAA-0000-0000-0000-000000000002",
  resourceUri: "http://schemas.microsoft.com/powershell/Microsoft.PowerShell",
  maxEnvelopeBytes: 153_600,
  operationTimeoutSeconds: 20,
  selectors: [{ name: "ShellId", value: "ID" }],
  options: [{ name: "protocolversion", value: "2.3", mustComply: true as const }],
};

const requestBody = (body: string): XmlElement => {
  const request = readRequest(writeRequest(headers, body));
  if (request === undefined) throw new Error("no request");
  return request.body;
};
const replyBody = (body: string): XmlElement => {
  const reply = readReply(writeReply({ action: "x", messageId: "m", relatesTo: "r" }, body));
  if (reply === undefined) throw new Error("no reply");
  return reply.body;
};

describe("envelopes", () => {
  test("a request is read as it was written", () => {
    expect(readRequest(writeRequest(headers, ""))).toMatchObject({
      action: headers.action,
      messageId: `uuid:${headers.messageId}`,
      resourceUri: headers.resourceUri,
      maxEnvelopeBytes: 153_600,
      operationTimeoutSeconds: 20,
      selectors: headers.selectors,
      options: [{ name: "protocolversion", value: "2.3" }],
      notUnderstood: undefined,
    });
  });

  test("the headers that Windows wants", () => {
    const xml = writeRequest(headers, "");
    expect(xml).toContain('<a:Action s:mustUnderstand="true">http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Command</a:Action>');
    expect(xml).toContain("<a:To>http://host:5985/wsman?a=1&amp;b=2</a:To>");
    expect(xml).toContain(
      '<w:MaxEnvelopeSize s:mustUnderstand="true">153600</w:MaxEnvelopeSize><w:OperationTimeout>PT20S</w:OperationTimeout>',
    );
    expect(xml).toContain('<w:SelectorSet><w:Selector Name="ShellId">ID</w:Selector></w:SelectorSet>');
    expect(xml).toContain(
      '<w:OptionSet s:mustUnderstand="true"><w:Option Name="protocolversion" MustComply="true">2.3</w:Option></w:OptionSet>',
    );
    expect(xml).toContain('<p:SessionId s:mustUnderstand="false">uuid:AAAAAAAA-0000-0000-0000-000000000002</p:SessionId>');
  });

  test("other prefixes, a default namespace, unqualified attributes, other orders", () => {
    const request = readRequest(`
      <Envelope xmlns="http://www.w3.org/2003/05/soap-envelope" xmlns:ad="http://schemas.xmlsoap.org/ws/2004/08/addressing">
        <Header>
          <q:SelectorSet xmlns:q="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"><q:Selector Name="ShellId"> 7 </q:Selector></q:SelectorSet>
          <ad:MessageID mustUnderstand="1">uuid:1</ad:MessageID><ad:Action mustUnderstand="true"> act </ad:Action>
          <other xmlns="urn:other" mustUnderstand="false"/>
        </Header><Body/></Envelope>`);
    expect(request).toMatchObject({
      action: "act",
      messageId: "uuid:1",
      selectors: [{ name: "ShellId", value: "7" }],
      notUnderstood: undefined,
    });
  });

  test("a header that must be understood and is not known", () => {
    const xml = writeRequest(headers, "").replace("</s:Header>", '<o:Magic xmlns:o="urn:o" s:mustUnderstand="1"/></s:Header>');
    expect(readRequest(xml)?.notUnderstood).toBe("Magic");
  });

  test("XML that is no envelope, and no XML at all", () => {
    expect(readRequest("<a/>")).toBeUndefined();
    expect(readReply("<html/>")).toBeUndefined();
    for (const xml of ["", "<a>", "text", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "<a>&b;</a>", "<a>".repeat(100)]) {
      expect(() => readReply(xml)).toThrow(XmlError);
    }
  });
});

describe("operations", () => {
  const data = Buffer.from([0, 1, 254, 255]);

  test("both roles agree", () => {
    expect(readCreate(requestBody(writeCreate({ shellId: "S", creation: data })))).toEqual({ shellId: "S", creation: data });
    expect(readCommand(requestBody(writeCommand({ commandId: "C", data })))).toEqual({ commandId: "C", data });
    expect(readCommandReply(replyBody(writeCommandReply("C")))).toBe("C");
    expect(readSend(requestBody(writeSend({ commandId: "C", data })))).toEqual([{ commandId: "C", data, stream: "stdin" }]);
    expect(readSend(requestBody(writeSend({ commandId: undefined, data })))).toEqual([{ commandId: undefined, data, stream: "stdin" }]);
    expect(readReceive(requestBody(writeReceive("C")))).toEqual({ commandId: "C" });
    expect(readReceive(requestBody(writeReceive(undefined)))).toEqual({ commandId: undefined });
    expect(readSignal(requestBody(writeSignal("C", "stop")))).toEqual({ commandId: "C", kind: "stop" });
    expect(readSignal(requestBody(writeSignal("C", "terminate")))).toEqual({ commandId: "C", kind: "terminate" });
    for (const state of [undefined, "Running", "Done"] as const) {
      const received = { chunks: [data, Buffer.alloc(0)], state };
      expect(readReceiveReply(replyBody(writeReceiveReply("C", received)))).toEqual(received);
    }
  });

  test("only the misspelt code stops; any other ends the command", () => {
    const signal = (code: string) => readSignal(requestBody(`<rsp:Signal CommandId="C"><rsp:Code>${code}</rsp:Code></rsp:Signal>`))?.kind;
    expect(signal("powershell/signal/crtl_c")).toBe("stop");
    expect(["powershell/signal/ctrl_c", "http://schemas.microsoft.com/wbem/wsman/1/windows/shell/signal/Terminate"].map(signal)).toEqual([
      "terminate",
      "terminate",
    ]);
  });

  test("all selectors of the new shell are kept", () => {
    const shell = { shellId: "S1", resourceUri: "r", url: "u", owner: "o", clientAddress: "::1" };
    expect(readCreated(replyBody(writeCreated(shell)))).toEqual([{ name: "ShellId", value: "S1" }]);
    const two = '<w:SelectorSet><w:Selector Name="ShellId">S1</w:Selector><w:Selector Name="Other">O</w:Selector></w:SelectorSet>';
    const reply = `<x:ResourceCreated><a:ReferenceParameters>${two}</a:ReferenceParameters></x:ResourceCreated>`;
    expect(readCreated(replyBody(reply))).toHaveLength(2);
    expect(readCreated(replyBody(""))).toBeUndefined();
  });

  test("a body of another operation is none of these", () => {
    const other = requestBody("<rsp:Other/>");
    expect([readCreate, readCommand, readSend, readReceive, readSignal, readReceiveReply].map((read) => read(other))).toEqual(
      Array(6).fill(undefined),
    );
  });
});

describe("faults", () => {
  const fault = (detail: string, subcode = "w:TimedOut") =>
    readFault(
      replyBody(
        `<s:Fault><s:Code><s:Value>s:Receiver</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="de-DE">Grund</s:Text></s:Reason><s:Detail>${detail}</s:Detail></s:Fault>`,
      ),
    );

  test("the number is found in all the forms that servers use", () => {
    expect(fault('<f:WSManFault Code="2150858793" Machine="m"><f:Message>Text</f:Message></f:WSManFault>')).toEqual({
      code: 2150858793,
      subcode: "TimedOut",
      reason: "Text",
    });
    expect(fault('<f:WSManFault Code="-2144108503"/>')).toMatchObject({ code: 2150858793, reason: "Grund" });
    expect(fault("<p:MSFT_WmiError><p:error_Code>2150859174</p:error_Code></p:MSFT_WmiError>")).toMatchObject({ code: 2150859174 });
    expect(fault('<e:MSFT_WmiError xmlns:e="urn:other"><e:error_Code>5</e:error_Code></e:MSFT_WmiError>')).toMatchObject({ code: 5 });
    expect(fault("")).toEqual({ code: undefined, subcode: "TimedOut", reason: "Grund" });
    expect(readFault(replyBody("<rsp:SendResponse/>"))).toBeUndefined();
  });

  test("what they mean", () => {
    const sense = (code: number | undefined, subcode?: string) => {
      const { remedy, retryable, outcome } = new WsManFault({ code, subcode, reason: "r" });
      return { remedy, retryable, outcome };
    };
    expect(sense(2150858793)).toEqual({ remedy: "repeat", retryable: true, outcome: "unknown" });
    expect(sense(undefined, "TimedOut")).toEqual({ remedy: "repeat", retryable: true, outcome: "unknown" });
    expect(sense(2150858843)).toEqual({ remedy: "reopen", retryable: true, outcome: "not-run" });
    expect(sense(2150859173)).toEqual({ remedy: "back-off", retryable: true, outcome: "not-run" });
    expect(sense(5)).toEqual({ remedy: "give-up", retryable: false, outcome: "not-run" });
    expect(sense(4711)).toEqual({ remedy: "give-up", retryable: false, outcome: "unknown" });
  });

  test("both roles agree", () => {
    const facts = { code: 2150858843, subcode: "InvalidSelectors", reason: "gone <é>" };
    const reply = readReply(writeReply({ action: FAULT_ACTION, messageId: "m", relatesTo: "r" }, writeFault(facts)));
    expect(reply?.body && readFault(reply.body)).toEqual(facts);
  });
});

test("durations", () => {
  expect(["PT20S", "PT20.5S", "PT1M", "P1DT2H3M4S", "P0DT0H0M0S", "-PT1S", " PT2H "].map(parseDuration)).toEqual([
    20, 20.5, 60, 93784, 0, -1, 7200,
  ]);
  expect(["", "20", "PT", "P1Y"].map(parseDuration)).toEqual([undefined, undefined, 0, undefined]);
  expect(parseDuration(writeDuration(20))).toBe(20);
});

test("the largest fragment fits its envelope", () => {
  for (const size of [153_600, 512_000]) {
    const request = { ...headers, maxEnvelopeBytes: size };
    const capacity = fragmentCapacity(size, Buffer.byteLength(writeRequest(request, "")));
    for (const body of [
      writeSend({ commandId: headers.messageId, data: Buffer.alloc(capacity) }),
      writeCommand({ commandId: headers.messageId, data: Buffer.alloc(capacity) }),
    ]) {
      const bytes = Buffer.byteLength(writeRequest(request, body));
      expect(bytes).toBeLessThanOrEqual(size);
      expect(bytes).toBeGreaterThan(size - 400);
    }
  }
});

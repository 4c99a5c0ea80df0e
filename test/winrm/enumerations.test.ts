import { describe, expect, test } from "vitest";
import { listAll } from "../../provider/winrm/client/list-all.ts";
import type { WsManCall, WsManClient } from "../../provider/winrm/client/ws-man-client.ts";
import { ProtocolError } from "../../provider/winrm/errors.ts";
import { Enumerations } from "../../provider/winrm/server/enumerations.ts";
import { ServerFault } from "../../provider/winrm/server/server-fault.ts";
import {
  type EnumeratedPage,
  readEnumerate,
  readListedCommands,
  readPull,
  writeEnumerate,
  writeEnumerateReply,
  writeListedCommand,
  writePull,
  writePullReply,
} from "../../provider/winrm/wsman/enumerate.ts";
import { readRequest, type WsManRequest, writeRequest } from "../../provider/winrm/wsman/envelope.ts";
import { parseXml, type XmlElement } from "../../provider/winrm/wsman/xml-tree.ts";
import { element } from "../../provider/winrm/wsman/xml-writer.ts";

const NAMESPACES = {
  "xmlns:w": "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd",
  "xmlns:n": "http://schemas.xmlsoap.org/ws/2004/09/enumeration",
  "xmlns:rsp": "http://schemas.microsoft.com/wbem/wsman/1/windows/shell",
};
const asBody = (xml: string) => parseXml(element("Body", NAMESPACES, xml));
const command = (id: number) => writeListedCommand({ shellId: "S", commandId: `C${id}`, state: "Connected" });
const commands = (count: number) => Array.from({ length: count }, (_, index) => command(index));
const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `C${index}`);

function requestOf(body: string, maxEnvelopeBytes: number): WsManRequest {
  const headers = { action: "a", to: "t", messageId: "M", sessionId: "S", resourceUri: "r", operationTimeoutSeconds: 1 };
  const request = readRequest(writeRequest({ ...headers, maxEnvelopeBytes, selectors: [], options: [] }, body));
  if (request === undefined) throw new Error("no request");
  return request;
}

/** A client whose server has so many commands, and answers as `change` makes it. */
function against(count: number, maxEnvelopeBytes: number, change: (page: EnumeratedPage) => EnumeratedPage = (page) => page) {
  const enumerations = new Enumerations();
  const asked: string[] = [];
  const client = {
    async call({ operation, body }: WsManCall, read: (body: XmlElement) => unknown) {
      asked.push(operation);
      const request = requestOf(body, maxEnvelopeBytes);
      const [enumerate, pull] = [readEnumerate(request.body), readPull(request.body)];
      if (enumerate !== undefined) {
        return read(asBody(writeEnumerateReply(change(enumerations.first(commands(count), enumerate.maxElements, request, "me")))));
      }
      return read(asBody(writePullReply(change(enumerations.next(pull?.context ?? "", pull?.maxElements ?? 0, request, "me")))));
    },
  };
  const list = (body = writeEnumerate()) => listAll(client as unknown as WsManClient, { body }, readListedCommands);
  return { list, asked };
}

describe("an enumeration", () => {
  test.each([
    [0, 153_600, 1],
    [5, 153_600, 1],
    [2000, 153_600, 2],
    [20, 3072, 3],
    [3, 1, 1],
  ])("of %i in envelopes of %i bytes takes %i answers, and is whole", async (count, envelope, answers) => {
    const { list, asked } = against(count, envelope);
    expect(await list()).toEqual(idsOf(count));
    expect(asked).toEqual(["Enumerate", ...Array(answers - 1).fill("Pull")]);
  });

  test("brings nothing with the first answer where the client does not ask for it", async () => {
    const { list, asked } = against(3, 153_600);
    expect(await list(element("n:Enumerate", NAMESPACES))).toEqual(idsOf(3));
    expect(asked).toEqual(["Enumerate", "Pull"]);
  });

  test.each([
    ["says neither that it ends nor how it goes on", ({ items }: EnumeratedPage) => ({ items, context: " " }), "holds no list"],
    ["never ends", ({ items }: EnumeratedPage) => ({ items, context: "again" }), "enumeration|no end|not any more"],
  ])("that %s is no list", async (_what, change, message) => {
    const error = await against(3, 153_600, change)
      .list()
      .catch((caught: unknown) => caught);
    expect(error instanceof ProtocolError || error instanceof ServerFault).toBe(true);
    expect(String(error)).toMatch(new RegExp(message));
  });

  test("is pulled by its owner alone, and each part once", () => {
    const enumerations = new Enumerations();
    const request = requestOf(writePull("x"), 153_600);
    const { context = "", items } = enumerations.first(commands(3), 1, request, "me");
    expect(items).toEqual([command(0)]);
    expect(() => enumerations.next(context, 1, request, "other")).toThrow(ServerFault);
    const second = enumerations.next(context, 5, request, "me");
    expect(second).toEqual({ items: [command(1), command(2)], context: undefined });
    expect(() => enumerations.next(context, 5, request, "me")).toThrow(ServerFault);
  });

  test("that nobody pulls is forgotten when there are too many", () => {
    const enumerations = new Enumerations();
    const request = requestOf(writePull("x"), 153_600);
    const open = Array.from({ length: 101 }, () => enumerations.first(commands(2), 1, request, "me").context ?? "");
    expect(() => enumerations.next(open[0] ?? "", 1, request, "me")).toThrow(ServerFault);
    expect(enumerations.next(open[1] ?? "", 1, request, "me").items).toEqual([command(1)]);
  });
});

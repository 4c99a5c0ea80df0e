import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { PoolControl } from "../../provider/winrm/client/pool-control.ts";
import type { WsManCall, WsManClient } from "../../provider/winrm/client/ws-man-client.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";
import { Outbox } from "../../provider/winrm/server/outbox.ts";
import { readReceive, writeReceiveReply } from "../../provider/winrm/wsman/receive.ts";
import { readSend, writeSendReply } from "../../provider/winrm/wsman/send.ts";
import { parseXml, type XmlElement } from "../../provider/winrm/wsman/xml-tree.ts";
import { element } from "../../provider/winrm/wsman/xml-writer.ts";

const ID = "AAAAAAAA-0000-1111-2222-BBBBBBBBBBBB";
const NS = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell";
const asBody = (xml: string) => parseXml(element("Body", { "xmlns:rsp": NS }, xml));

/** Both pools, over a wire that answers a Send only after `sendMs`; what the server says is there at once. */
function overSlowWire(sendMs: number) {
  const server = new ServerPool({ id: ID, powerShellVersion: "5.1", newSessionKey: () => randomBytes(32), availableRunspaces: () => 7 });
  const pool = new ClientPool({ id: ID, maxRunspaces: 7 });
  pool.poolData(Buffer.concat(server.poolData(Buffer.concat(pool.open(1000))).fragments));
  const outbox = new Outbox();
  const sent = { atOnce: 0, most: 0 };
  const wire = {
    maxEnvelopeBytes: 100_000,
    overhead: () => 1000,
    async call({ operation, body }: WsManCall, read?: (body: XmlElement) => unknown) {
      if (operation === "Send") {
        sent.atOnce += 1;
        sent.most = Math.max(sent.most, sent.atOnce);
        for (const { data } of readSend(asBody(body)) ?? []) outbox.push(server.poolData(data).fragments);
        await sleep(sendMs);
        sent.atOnce -= 1;
        return read?.(asBody(writeSendReply()));
      }
      expect(readReceive(asBody(body))).toEqual({ commandId: undefined });
      const taken = await outbox.take({ maxBytes: 100_000, timeoutMs: 5000, gone: new AbortController().signal });
      if (taken.kind !== "data") throw new Error(`the Receive got ${taken.kind}`);
      return read?.(asBody(writeReceiveReply(undefined, { chunks: taken.chunks, state: undefined })));
    },
  };
  return { control: new PoolControl(wire as unknown as WsManClient, pool), sent };
}

test("an answer that another's Receive brings before the own Send is answered is not lost", async () => {
  const { control } = overSlowWire(40);
  const first = control.request({ kind: "count-available" });
  await sleep(30);
  const all = [first, control.request({ kind: "count-available" }), control.exchangeKeys(), control.request({ kind: "reset" })];
  expect(await Promise.all(all)).toEqual([7, 7, undefined, true]);
});

test("one Send at a time goes out, and one Receive", async () => {
  const { control, sent } = overSlowWire(5);
  const answers = await Promise.all(Array.from({ length: 12 }, () => control.request({ kind: "count-available" })));
  expect(answers).toEqual(Array(12).fill(7));
  expect(sent.most).toBe(1);
});

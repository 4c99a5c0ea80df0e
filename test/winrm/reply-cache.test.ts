import { describe, expect, test } from "vitest";
import { ReplyCache } from "../../provider/winrm/server/reply-cache.ts";
import { WireFaults } from "../../provider/winrm/server/wire-fault.ts";
import { readReply, readRequest, writeReply, writeRequest } from "../../provider/winrm/wsman/envelope.ts";

const envelope = (mark: { readonly id: string; readonly resend: boolean } | undefined, spoil = (xml: string) => xml) => {
  const headers = {
    action: "a",
    to: "t",
    messageId: "M",
    sessionId: "S",
    resourceUri: "r",
    maxEnvelopeBytes: 1,
    operationTimeoutSeconds: 1,
    selectors: [],
    options: [],
  };
  const request = readRequest(spoil(writeRequest({ ...headers, mark }, "")));
  if (request === undefined) throw new Error("no request");
  return request;
};

/** Answers with how often it was asked. */
function counted() {
  let count = 0;
  return async () => ({ action: "done", body: String(++count) });
}

const BAD_HEADER = { facts: { code: 2150858767, subcode: "InvalidMessageInformationHeader" } };

describe("answers that are kept (MS-WSMV 3.1.4.1.39)", () => {
  test("a resend gets the first one, also while that is not ready yet; anything else is carried out", async () => {
    const [cache, perform] = [new ReplyCache(), counted()];
    const from = { owner: "me", connection: {} };
    const first = cache.answer(envelope({ id: "1", resend: false }), from, perform);
    const again = cache.answer(envelope({ id: "1", resend: true }), { owner: "me", connection: {} }, perform);
    expect([await first, await again].map(({ body }) => body)).toEqual(["1", "1"]);
    expect((await cache.answer(envelope({ id: "2", resend: true }), { owner: "me", connection: {} }, perform)).body).toBe("2");
    expect((await cache.answer(envelope(undefined), from, perform)).body).toBe("3");
  });

  test("a number that was used is refused to a request that is no resend, and so is a second message of an operation", async () => {
    const [cache, perform] = [new ReplyCache(), counted()];
    const from = () => ({ owner: "me", connection: {} });
    void cache.answer(envelope({ id: "1", resend: false }), from(), perform);
    await expect(cache.answer(envelope({ id: "1", resend: false }), from(), perform)).rejects.toMatchObject(BAD_HEADER);
    const second = (xml: string) => xml.replace(/>1<\/p:SequenceId>/, ">2</p:SequenceId>");
    await expect(cache.answer(envelope({ id: "2", resend: false }, second), from(), perform)).rejects.toMatchObject(BAD_HEADER);
  });

  test("nobody gets another user's, and a further request on a connection shows that the last answer came", async () => {
    const [cache, perform] = [new ReplyCache(), counted()];
    const connection = {};
    await cache.answer(envelope({ id: "1", resend: false }), { owner: "me", connection }, perform);
    expect((await cache.answer(envelope({ id: "1", resend: true }), { owner: "you", connection: {} }, perform)).body).toBe("2");
    await cache.answer(envelope({ id: "3", resend: false }), { owner: "me", connection }, perform);
    await cache.answer(envelope({ id: "4", resend: false }), { owner: "me", connection }, perform);
    expect((await cache.answer(envelope({ id: "3", resend: true }), { owner: "me", connection: {} }, perform)).body).toBe("5");
  });

  test("a refusal is kept too", async () => {
    const cache = new ReplyCache();
    const refuse = () => Promise.reject(new Error("no"));
    await expect(cache.answer(envelope({ id: "1", resend: false }), { owner: "me", connection: {} }, refuse)).rejects.toThrow("no");
    await expect(cache.answer(envelope({ id: "1", resend: true }), { owner: "me", connection: {} }, counted())).rejects.toThrow("no");
  });
});

test("marks and echoes cross the wire", () => {
  expect(envelope({ id: "ID", resend: true })).toMatchObject({
    operation: { id: "uuid:ID", resend: true, sequence: 1 },
    notUnderstood: undefined,
  });
  expect(envelope(undefined).operation).toBeUndefined();
  const headers = { action: "a", messageId: "m", relatesTo: "r" };
  expect(readReply(writeReply({ ...headers, operationId: "uuid:ID" }, ""))?.robust).toBe(true);
  expect(readReply(writeReply(headers, ""))?.robust).toBe(false);
});

test("disturbances strike at the number that was asked for, of all requests or of one action", () => {
  const faults = new WireFaults([
    { what: "cut-before", atRequest: 2 },
    { what: "cut-after", action: "Receive", atRequest: 2, times: 2 },
    { what: "status", status: 503, action: "Delete" },
  ]);
  const whats = ["Create", "Receive", "Receive", "Receive", "Receive", "Delete", "Delete"].map((action) => faults.next(action)?.what);
  expect(whats).toEqual([undefined, "cut-before", "cut-after", "cut-after", undefined, "status", "status"]);
});

import { expect, test } from "vitest";
import { ReusedBytes } from "../../provider/winrm/bytes/reused-bytes.ts";
import type { HttpReply } from "../../provider/winrm/client/http-reply.ts";
import { HttpReplyReader, HttpSyntaxError } from "../../provider/winrm/client/http-reply-reader.ts";
import { ProtocolError } from "../../provider/winrm/errors.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "./fuzz-kit.ts";

const MAX_BYTES = 20_000;

interface Read {
  readonly reply: HttpReply | undefined;
  readonly keepsAlive: boolean;
}

/** The body is copied: it is a view on memory that is used again. */
function read(pieces: readonly Buffer[], ends = false): Read {
  const reader = new HttpReplyReader(MAX_BYTES, new ReusedBytes());
  for (const piece of pieces) {
    const passing = Buffer.from(piece);
    reader.push(passing);
    passing.fill(0);
  }
  if (ends) reader.end();
  const { reply, keepsAlive } = reader;
  return { reply: reply && { ...reply, body: Buffer.from(reply.body) }, keepsAlive };
}
const readText = (text: string, ends = false) => read([Buffer.from(text, "latin1")], ends);

const SIZED = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nServer: Microsoft-HTTPAPI/2.0\r\nContent-Length: 5\r\n\r\nhello";
const CHUNKED = "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nhel\r\n2 \r\nlo\r\n0\r\nTrailer: t\r\n\r\n";
const OFFERS =
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 401\r\nWWW-Authenticate: Negotiate\r\nwww-authenticate:  Basic realm="x" \r\nContent-Length: 0\r\n\r\n';
const TO_THE_END = "HTTP/1.0 500 No\r\nX:\r\n\r\nhello";

test.each([
  ["with a length", SIZED, false, true, { status: 200, body: "hello", header: ["content-length", "5"] }],
  ["in chunks, with extensions and a trailer", CHUNKED, false, true, { status: 200, body: "hello", header: ["trailer", undefined] }],
  [
    "after a 100, headers twice",
    OFFERS,
    false,
    true,
    { status: 401, body: "", header: ["www-authenticate", 'Negotiate, Basic realm="x"'] },
  ],
  ["to the end of the connection", TO_THE_END, true, false, { status: 500, body: "hello", header: ["x", ""] }],
  ["without a body", "HTTP/1.1 204 No Content\r\n\r\n", false, true, { status: 204, body: "", header: ["x", undefined] }],
  [
    "that closes",
    SIZED.replace("Server:", "Connection: x, Close\r\nServer:"),
    false,
    false,
    { status: 200, body: "hello", header: ["x", undefined] },
  ],
  ["of HTTP/1.0", SIZED.replace("1.1", "1.0"), false, false, { status: 200, body: "hello", header: ["x", undefined] }],
  [
    "of HTTP/1.0 that stays",
    SIZED.replace("1.1", "1.0").replace("Server:", "Connection: Keep-Alive\r\nServer:"),
    false,
    true,
    { status: 200, body: "hello", header: ["x", undefined] },
  ],
  ["with more behind it", `${SIZED}HTTP/1.1 408`, false, false, { status: 200, body: "hello", header: ["x", undefined] }],
])("an answer %s, at every split point", (_what, text, ends, keepsAlive, { status, body, header: [name = "", value] }) => {
  const bytes = Buffer.from(text, "latin1");
  for (let a = 0; a <= bytes.length; a += 1) {
    for (let b = a; b <= bytes.length; b += 7) {
      const found = read([bytes.subarray(0, a), bytes.subarray(a, b), bytes.subarray(b)], ends);
      expect([found.reply?.status, found.reply?.body.toString(), found.reply?.headers[name]]).toEqual([status, body, value]);
      expect(found.keepsAlive).toBe(keepsAlive);
    }
  }
  expect(
    read(
      [...bytes].map((byte) => Buffer.of(byte)),
      ends,
    ).reply?.body.toString(),
  ).toBe(body);
});

test.each([
  ["no HTTP", "SSH-2.0-OpenSSH\r\n\r\n"],
  ["a greeting that is never followed by more", "SSH-2.0-OpenSSH\r\n"],
  ["an alert of TLS", "\x15\x03\x03\x00\x02\x02\x0a"],
  ["HTTP/2", "HTTP/2.0 200 OK\r\n\r\n"],
  ["a status that is none", "HTTP/1.1 000 OK\r\n\r\n"],
  ["a header with a lone line feed", "HTTP/1.1 200 OK\r\nA: b\nContent-Length: 5\r\n\r\n"],
  ["another protocol", "HTTP/1.1 101 Switching\r\n\r\n"],
  ["a header without a colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"],
  ["a folded header", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\n\r\n"],
  ["two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n"],
  ["a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"],
  ["a length and chunks", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ["a compressed transfer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
  ["a chunk without a size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n"],
  ["a chunk longer than its size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"],
  ["a head without an end", `HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(20_000)}`],
  ["a line without an end", `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${"0".repeat(2000)}`],
])("%s is refused", (_what, text) => {
  expect(() => readText(text)).toThrow(HttpSyntaxError);
});

const BLANKS = " ".repeat(30_000);
test.each([
  ["a lone carriage return", `A:${BLANKS}\rb`, 0],
  ["a text on both sides", `A: a${BLANKS}b`, 200],
])("a header of many blanks and %s takes no time", (_what, header, status) => {
  const started = process.cpuUsage();
  const outcome = () => readText(`HTTP/1.1 200 OK\r\n${header}\r\nContent-Length: 0\r\n\r\n`).reply?.status;
  if (status === 0) expect(outcome).toThrow(HttpSyntaxError);
  else expect(outcome()).toBe(status);
  // By the square of their number it would be a second, by the cube hours.
  expect(process.cpuUsage(started).user).toBeLessThan(300_000);
});

test.each([
  ["by its length, before it comes", `HTTP/1.1 200 OK\r\nContent-Length: ${MAX_BYTES + 1}\r\n\r\n`],
  ["by its chunks", `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n${MAX_BYTES.toString(16)}\r\n`],
  ["by what came", `HTTP/1.1 200 OK\r\n\r\n${"x".repeat(MAX_BYTES + 1)}`],
])("too long a body is refused: %s", (_what, text) => {
  expect(() => readText(text)).toThrow(ProtocolError);
});

test.each([
  ["in its head", SIZED.slice(0, 40)],
  ["in its body", SIZED.slice(0, -1)],
  ["in a chunk", CHUNKED.slice(0, 60)],
  ["before its trailer ends", CHUNKED.slice(0, -2)],
])("an answer that ends %s is none", (_what, text) => {
  expect(readText(text, true)).toEqual({ reply: undefined, keepsAlive: false });
});

test(
  "read, or refused, and the same wherever it is cut",
  () => {
    const outcomes = fuzz({
      seed: 11,
      runs: fuzzRuns(5000),
      corpus: [SIZED, CHUNKED, OFFERS, TO_THE_END].map((text) => Buffer.from(text, "latin1")),
      tokens: [
        "\r\n",
        "\r\n\r\n",
        ":",
        "HTTP/1.1 200 OK\r\n",
        "Transfer-Encoding: chunked\r\n",
        "Content-Length: 3\r\n",
        "fffffff\r\n",
        "0\r\n\r\n",
      ],
      refusals: [HttpSyntaxError, ProtocolError],
      decode: (bytes, next) => {
        const at = next() % (bytes.length + 1);
        const outcome = (pieces: readonly Buffer[]) => {
          try {
            return read(pieces, true);
          } catch (error) {
            return error;
          }
        };
        const [whole, cut] = [outcome([bytes]), outcome([bytes.subarray(0, at), bytes.subarray(at)])];
        expect(cut).toEqual(whole);
        if (whole instanceof Error) throw whole;
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

import type { ReusedBytes } from "../bytes/reused-bytes.ts";
import { ProtocolError } from "../errors.ts";
import type { HttpReply } from "./http-reply.ts";

/** What came is no HTTP. */
export class HttpSyntaxError extends Error {
  readonly code = "EHTTP";
}

const MAX_HEAD_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 1024;
const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d{2})(?: |$)/;
const START = Buffer.from("HTTP/1.", "latin1");
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const BREAK = /[\r\n\0]/;
const DIGITS = /^\d{1,15}$/;
const CHUNK_SIZE = /^([0-9a-fA-F]{1,8})[ \t]*(?:;.*)?$/;
const CLOSE = /(?:^|,)\s*close\s*(?:,|$)/i;
const KEEP_ALIVE = /(?:^|,)\s*keep-alive\s*(?:,|$)/i;
const NOTHING = Buffer.alloc(0);

interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly keepAlive: boolean;
}

/** What the bytes that come next are. */
type Due = "head" | "sized" | "to-the-end" | "chunk-size" | "chunk" | "after-chunk" | "trailer" | "nothing";

/** Reads one answer of HTTP/1.1 to a POST (RFC 9112), from bytes as they come. What it does not expect it refuses. */
export class HttpReplyReader {
  readonly #maxBytes: number;
  readonly #body: ReusedBytes;
  #due: Due = "head";
  /** The start of a line, or of the head. */
  #held: Buffer = NOTHING;
  #head: Head | undefined;
  /** Of the body, or of its chunk. */
  #left = 0;
  #closes = false;

  /** `body` takes the body, of which there are at most `maxBytes`. */
  constructor(maxBytes: number, body: ReusedBytes) {
    this.#maxBytes = maxBytes;
    this.#body = body;
    body.clear();
  }

  /** Whether the server has begun to answer. */
  get answered(): boolean {
    return this.#head !== undefined;
  }

  /** Of an answer that has begun, whole or not. */
  get status(): number | undefined {
    return this.#head?.status;
  }

  /** Whether the connection can carry another request. */
  get keepsAlive(): boolean {
    return this.#due === "nothing" && !this.#closes;
  }

  /** Undefined before the end. */
  get reply(): HttpReply | undefined {
    if (this.#head === undefined || this.#due !== "nothing") return undefined;
    const { status, headers } = this.#head;
    return { status, headers, body: this.#body.gathered };
  }

  /** The bytes are not needed any more when it returns. Throws `HttpSyntaxError`, and `ProtocolError` for too long a body. */
  push(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#due === "nothing") {
        // Nobody has asked for this.
        this.#closes = true;
        return;
      }
      rest = this.#take(rest);
    }
  }

  /** There will be no more. The end of the connection is the end of a body whose length nobody told. */
  end(): void {
    this.#closes = true;
    if (this.#due === "to-the-end") this.#due = "nothing";
  }

  /** What is left of the bytes. */
  #take(bytes: Buffer): Buffer {
    switch (this.#due) {
      case "head":
        return this.#takeHead(bytes);
      case "sized":
      case "chunk":
        return this.#takeSized(bytes);
      case "to-the-end":
        this.#add(bytes);
        return NOTHING;
      case "chunk-size":
      case "after-chunk":
      case "trailer":
        return this.#takeLine(bytes);
      case "nothing":
        return NOTHING;
    }
  }

  #takeHead(bytes: Buffer): Buffer {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = all.indexOf("\r\n\r\n");
    if ((end < 0 ? all.length : end) > MAX_HEAD_BYTES) throw new HttpSyntaxError("the head of an answer is too long");
    if (end < 0) {
      // Another service greets and waits, and would for ever.
      if (START.compare(all, 0, Math.min(all.length, START.length), 0, Math.min(all.length, START.length)) !== 0) throw noHttp();
      this.#held = Buffer.from(all);
      return NOTHING;
    }
    this.#held = NOTHING;
    const head = readHead(all.toString("latin1", 0, end));
    if (head.status >= 200) this.#begin(head);
    else if (head.status === 101) throw new HttpSyntaxError("the server wants to speak another protocol");
    return all.subarray(end + 4);
  }

  #begin(head: Head): void {
    this.#head = head;
    const { "content-length": length, "transfer-encoding": coding } = head.headers;
    this.#closes = !head.keepAlive;
    if (coding !== undefined) {
      if (coding.toLowerCase() !== "chunked" || length !== undefined) throw new HttpSyntaxError("the end of an answer cannot be known");
      this.#due = "chunk-size";
    } else if (head.status === 204 || head.status === 304) this.#due = "nothing";
    else if (length === undefined) {
      this.#closes = true;
      this.#due = "to-the-end";
    } else {
      if (!DIGITS.test(length)) throw new HttpSyntaxError("the length of an answer is no number");
      this.#expect(Number(length), "sized");
    }
  }

  #expect(length: number, due: "sized" | "chunk"): void {
    if (this.#body.length + length > this.#maxBytes) throw this.#tooLarge();
    this.#left = length;
    this.#due = length === 0 ? "nothing" : due;
  }

  #takeSized(bytes: Buffer): Buffer {
    const count = Math.min(bytes.length, this.#left);
    this.#add(bytes.subarray(0, count));
    this.#left -= count;
    if (this.#left === 0) this.#due = this.#due === "chunk" ? "after-chunk" : "nothing";
    return bytes.subarray(count);
  }

  #takeLine(bytes: Buffer): Buffer {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = all.indexOf("\r\n");
    if ((end < 0 ? all.length : end) > MAX_LINE_BYTES) throw new HttpSyntaxError("a line of an answer is too long");
    if (end < 0) {
      this.#held = Buffer.from(all);
      return NOTHING;
    }
    this.#held = NOTHING;
    this.#understandLine(all.toString("latin1", 0, end));
    return all.subarray(end + 2);
  }

  #understandLine(line: string): void {
    if (this.#due === "chunk-size") {
      const size = CHUNK_SIZE.exec(line)?.[1];
      if (size === undefined) throw new HttpSyntaxError("the length of a part of an answer is no number");
      this.#expect(Number.parseInt(size, 16), "chunk");
      if (this.#left === 0) this.#due = "trailer";
    } else if (this.#due === "trailer") {
      if (line === "") this.#due = "nothing";
    } else if (line === "") this.#due = "chunk-size";
    else throw new HttpSyntaxError("a part of an answer is longer than its length");
  }

  #add(bytes: Buffer): void {
    if (this.#body.length + bytes.length > this.#maxBytes) throw this.#tooLarge();
    this.#body.add(bytes);
  }

  #tooLarge(): ProtocolError {
    return new ProtocolError(`an answer is larger than ${this.#maxBytes} bytes`);
  }
}

const noHttp = () => new HttpSyntaxError("what answers does not speak HTTP/1.1");

function readHead(text: string): Head {
  const [first = "", ...lines] = text.split("\r\n");
  const [, minor, status] = STATUS_LINE.exec(first) ?? [];
  if (status === undefined) throw noHttp();
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(":");
    // Not by one pattern for all of it: with many blanks that would try each way to share them out.
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
    if (colon < 0 || !NAME.test(name) || BREAK.test(line)) throw new HttpSyntaxError("a header of an answer cannot be read");
    const key = name.toLowerCase();
    const known = Object.hasOwn(headers, key) ? headers[key] : undefined;
    headers[key] = known === undefined ? value : `${known}, ${value}`;
  }
  const connection = headers["connection"] ?? "";
  return { status: Number(status), headers, keepAlive: minor === "1" ? !CLOSE.test(connection) : KEEP_ALIVE.test(connection) };
}

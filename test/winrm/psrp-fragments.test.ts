import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Collector, encodeFragments, FragmentAssembler } from "../../provider/winrm/psrp/fragment.ts";
import { guidFromBytes, guidToBytes } from "../../provider/winrm/psrp/guid.ts";
import { encodeMessage, MESSAGE_TYPES } from "../../provider/winrm/psrp/message.ts";
import { decodeMessage, MessageReader } from "../../provider/winrm/psrp/message-reader.ts";
import { PsrpError } from "../../provider/winrm/psrp/protocol-error.ts";

const LIMIT = 1_000_000;
/** The object as its bytes. */
function joined(): Collector<Buffer> {
  const blobs: Buffer[] = [];
  const add = (blob: Buffer) => void blobs.push(Buffer.from(blob));
  return {
    add,
    end: (blob) => {
      add(blob);
      return Buffer.concat(blobs);
    },
  };
}
/** What is pushed is written over at once, as the memory of an answer is by the next one. */
function pushPassing<T>(assembler: FragmentAssembler<T>, bytes: Uint8Array): T[] {
  const passing = Buffer.from(bytes);
  const objects = assembler.push(passing);
  passing.fill(0xff);
  return objects;
}

/** An encoder of its own, by hand from the layout in the specification. */
const fragment = (object: number, index: number, flags: number, blob: string | Buffer): Buffer => {
  const data = Buffer.from(blob);
  const hex = (value: number, bytes: number) => value.toString(16).padStart(bytes * 2, "0");
  return Buffer.concat([Buffer.from(hex(object, 8) + hex(index, 8) + hex(flags, 1) + hex(data.length, 4), "hex"), data]);
};

test("GUIDs: the first three groups are reversed", () => {
  expect(Buffer.from(guidToBytes("76056A84-51DC-4F24-9262-CA2A55464B2B")).toString("hex")).toBe("846a0576dc51244f9262ca2a55464b2b");
  fc.assert(fc.property(fc.uuid(), (guid) => guidFromBytes(guidToBytes(guid)) === guid.toUpperCase()));
});

describe("fragments", () => {
  test("as recorded from Windows: object 1, both flags, then the message", () => {
    const body = '<Obj RefId="0"><MS><Version N="protocolversion">2.3</Version></MS></Obj>';
    const poolId = "76056A84-51DC-4F24-9262-CA2A55464B2B";
    const message = encodeMessage({
      destination: "server",
      type: "SESSION_CAPABILITY",
      poolId,
      pipelineId: "00000000-0000-0000-0000-000000000000",
      body,
    });
    const [only] = encodeFragments(1n, message, 32_768);
    const header = `0000000000000001000000000000000003${(40 + body.length).toString(16).padStart(8, "0")}`;
    const messageHeader = `0200000002000100846a0576dc51244f9262ca2a55464b2b${"00".repeat(16)}`;
    expect(Buffer.from(only ?? []).toString("hex")).toBe(header + messageHeader + Buffer.from(body).toString("hex"));
  });

  test("cut to size", () => {
    const pieces = encodeFragments(2n, Buffer.from("abcdefgh"), 24);
    expect(pieces.map((piece) => Buffer.from(piece))).toEqual([
      fragment(2, 0, 1, "abc"),
      fragment(2, 1, 0, "def"),
      fragment(2, 2, 2, "gh"),
    ]);
    expect(encodeFragments(3n, Buffer.alloc(0), 24).map((piece) => Buffer.from(piece))).toEqual([fragment(3, 0, 3, "")]);
    expect(() => encodeFragments(1n, Buffer.alloc(1), 21)).toThrow(RangeError);
  });

  const stream = Buffer.concat([
    fragment(1, 0, 3, "one"),
    fragment(7, 0, 1, "tw"),
    fragment(7, 1, 0, ""),
    fragment(7, 2, 2, "o"),
    fragment(9, 0, 3, ""),
  ]);
  const messages = ["one", "two", ""];

  test("put together at every split point", () => {
    for (let a = 0; a <= stream.length; a += 1) {
      for (let b = a; b <= stream.length; b += 5) {
        const assembler = new FragmentAssembler(LIMIT, joined);
        const parts = [stream.subarray(0, a), stream.subarray(a, b), stream.subarray(b)];
        expect(parts.flatMap((part) => pushPassing(assembler, part)).map(String)).toEqual(messages);
      }
    }
  });

  test("put together byte by byte", () => {
    const assembler = new FragmentAssembler(LIMIT, joined);
    expect([...stream].flatMap((byte) => pushPassing(assembler, Uint8Array.of(byte))).map(String)).toEqual(messages);
  });

  test("any messages, any sizes of fragments, any pieces", () => {
    const pieces = fc.array(fc.nat(60), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }),
        fc.integer({ min: 22, max: 90 }),
        pieces,
        (sent, size, cuts) => {
          const bytes = Buffer.concat(sent.flatMap((message, index) => encodeFragments(BigInt(index + 1), message, size)));
          const assembler = new FragmentAssembler(LIMIT, joined);
          const received: Buffer[] = [];
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const length = 1 + (cuts[turn % cuts.length] ?? 0);
            received.push(...pushPassing(assembler, bytes.subarray(at, at + length)));
            at += length;
          }
          expect(received.map((message) => message.toString("hex"))).toEqual(sent.map((message) => Buffer.from(message).toString("hex")));
        },
      ),
    );
  });

  test("a start resets what was open", () => {
    const assembler = new FragmentAssembler(LIMIT, joined);
    expect(assembler.push(Buffer.concat([fragment(1, 0, 1, "lost"), fragment(2, 0, 3, "kept")])).map(String)).toEqual(["kept"]);
  });

  test("a stream that begins amid an object: the rest of it is passed over, and told", () => {
    let missed = 0;
    const assembler = new FragmentAssembler(LIMIT, joined, () => {
      missed += 1;
    });
    const pieces = [fragment(1, 3, 0, "lost"), fragment(1, 4, 2, "too"), fragment(2, 0, 3, "kept"), fragment(3, 1, 2, "x")];
    expect(assembler.push(Buffer.concat(pieces.slice(0, 3))).map(String)).toEqual(["kept"]);
    expect(missed).toBe(2);
    expect(() => assembler.push(pieces[3] ?? Buffer.alloc(0))).toThrow(PsrpError);
  });

  test.each([
    ["without a start", [fragment(1, 0, 2, "x")]],
    ["with a gap", [fragment(1, 0, 1, "x"), fragment(1, 2, 2, "y")]],
    ["twice", [fragment(1, 0, 1, "x"), fragment(1, 1, 0, "y"), fragment(1, 1, 2, "y")]],
    ["of another object", [fragment(1, 0, 1, "x"), fragment(2, 1, 2, "y")]],
  ])("a fragment %s is refused", (_what, parts) => {
    expect(() => new FragmentAssembler(LIMIT, joined).push(Buffer.concat(parts))).toThrow(PsrpError);
  });

  test("objects are bounded, whatever their length fields say", () => {
    const header = fragment(1, 0, 3, "").fill(0xff, 17, 21);
    expect(() => new FragmentAssembler(LIMIT, joined).push(header)).toThrow(PsrpError);
    const assembler = new FragmentAssembler(10, joined);
    assembler.push(fragment(1, 0, 1, "12345678"));
    expect(() => assembler.push(fragment(1, 1, 2, "901"))).toThrow(PsrpError);
  });
});

describe("messages", () => {
  const guid = "11111111-2222-3333-4444-555555555555";

  test("round trip, for every type", () => {
    for (const type of Object.keys(MESSAGE_TYPES) as (keyof typeof MESSAGE_TYPES)[]) {
      const message = { destination: "client", type, poolId: guid, pipelineId: guid, body: "<S>é\u{1f600}</S>" } as const;
      expect(decodeMessage(encodeMessage(message))).toEqual(message);
    }
  });

  test("a byte order mark is dropped; an empty body stays empty", () => {
    const header = encodeMessage({ destination: "client", type: "PIPELINE_OUTPUT", poolId: guid, pipelineId: guid, body: "" });
    expect(header.length).toBe(40);
    expect(decodeMessage(header).body).toBe("");
    expect(decodeMessage(Buffer.concat([header, Buffer.from("efbbbf", "hex"), Buffer.from("<Nil/>")])).body).toBe("<Nil/>");
  });

  test("in pieces: the same text, or the same refusal, wherever it is cut", () => {
    const header = encodeMessage({ destination: "client", type: "PIPELINE_OUTPUT", poolId: guid, pipelineId: guid, body: "" });
    const unit = fc.oneof(fc.constantFrom("é", "\u20ac", "\u{1f600}", "\ufeff", "a"), fc.string({ unit: "grapheme" }));
    const bytes = fc.oneof(
      fc.array(unit).map((all) => Buffer.from(all.join(""))),
      fc.array(fc.constantFrom(0x41, 0x80, 0xbf, 0xc3, 0xe2, 0x82, 0xac, 0xef, 0xbb, 0xf0, 0x9f, 0xff)).map((all) => Buffer.from(all)),
    );
    const outcome = (read: () => unknown) => {
      try {
        return read();
      } catch (error) {
        return String(error);
      }
    };
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(9), { minLength: 1 }), fc.integer({ min: 40, max: 60 }), (body, sizes, pieceBytes) => {
        const message = Buffer.concat([header, body]);
        const whole = outcome(() => decodeMessage(message));
        const pieced = outcome(() => {
          const reader = new MessageReader(pieceBytes);
          let at = 0;
          for (const size of sizes) {
            // Written over afterwards, as the memory of an answer is.
            const blob = Buffer.from(message.subarray(at, at + size));
            reader.add(blob);
            blob.fill(0);
            at += size;
          }
          return reader.end(message.subarray(at));
        });
        expect(pieced).toEqual(whole);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ["too short", (message: Buffer) => message.subarray(0, 39)],
    ["of an unknown type", (message: Buffer) => message.fill(0x77, 4, 8)],
    ["for nobody", (message: Buffer) => message.fill(3, 0, 1)],
    ["no UTF-8", (message: Buffer) => Buffer.concat([message, Buffer.from([0xc3])])],
  ])("a message that is %s is refused", (_what, spoil) => {
    const message = encodeMessage({ destination: "client", type: "PIPELINE_OUTPUT", poolId: guid, pipelineId: guid, body: "" });
    expect(() => decodeMessage(spoil(message))).toThrow(PsrpError);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Message, MessageError, message, nested, repeated, text } from "../../provider/terraform/protocol/message.ts";
import {
  applyResourceChange,
  dynamicValue,
  getProviderSchema,
  importResourceState,
  planResourceChange,
} from "../../provider/terraform/protocol/messages.ts";
import { RPCS } from "../../provider/terraform/protocol/rpcs.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

describe("messages of the plugin protocol", () => {
  // Worked out by hand from the encoding's specification: tag = number << 3 | wire type.
  it.each([
    ["a text field", importResourceState.request, { typeName: "a", id: "b" }, "0a0161120162"],
    ["nothing where all is default", importResourceState.request, { typeName: "", id: "" }, ""],
    ["a message in a message", applyResourceChange.request, { priorState: { msgpack: Uint8Array.of(0xc0) } }, "12030a01c0"],
    ["a message that is empty", applyResourceChange.request, { priorState: {} }, "1200"],
    [
      "index 0 of a path, which is no default",
      planResourceChange.response,
      { requiresReplace: [{ steps: [{ attributeName: "disk" }, { elementKeyInt: 0 }] }] },
      "120c0a060a046469736b0a021800",
    ],
    ["a map", getProviderSchema.response, { resourceSchemas: { x: { version: 2 } } }, "12070a017812020802"],
  ] as const)("write %s", (_, type, value, expected) => {
    expect(hex((type as Message<object>).encode(value))).toBe(expected);
    expect((type as Message<object>).decode(Uint8Array.from(Buffer.from(expected, "hex")))).toMatchObject(value);
  });

  it("read what is absent as the default, and skip what they do not know", () => {
    expect(RPCS.UpgradeResourceState.request.decode(Buffer.from("0a0161", "hex"))).toEqual({
      typeName: "a",
      version: 0,
      rawState: undefined,
    });
    expect(dynamicValue.decode(Uint8Array.from(Buffer.from("7a0141f8010a0a01c0", "hex"))).msgpack).toEqual(Uint8Array.of(0xc0));
  });

  it("come back as they were written", () => {
    const bytes = fc.uint8Array({ maxLength: 20 });
    const value = fc.record({ msgpack: bytes, json: bytes });
    const name = fc.string({ unit: "grapheme" });
    const path = fc.record({
      steps: fc.array(fc.oneof(fc.record({ attributeName: name }), fc.record({ elementKeyInt: fc.maxSafeInteger() }))),
    });
    const severity = fc.constantFrom(1, 2);
    const diagnostic = fc.record({ severity, summary: name, detail: name, attribute: path });
    const plan = fc.record({
      plannedState: value,
      plannedPrivate: bytes,
      requiresReplace: fc.array(path),
      diagnostics: fc.array(diagnostic),
    });
    fc.assert(
      fc.property(plan, (response) => {
        expect(planResourceChange.response.decode(planResourceChange.response.encode(response))).toMatchObject(response);
      }),
      { numRuns: 100 },
    );
  });

  it("replace half a character, which no encoder of UTF-8 writes", () => {
    const one = message({ name: text(1) });
    expect(one.decode(one.encode({ name: "a\ud800b" })).name).toBe("a\ufffdb");
  });

  it("keep a number below 2^53 exact and refuse others", () => {
    const { request } = RPCS.UpgradeResourceState;
    expect(request.decode(request.encode({ version: Number.MAX_SAFE_INTEGER })).version).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => request.decode(Buffer.from("10ffffffffffffffff7f", "hex"))).toThrow(MessageError);
  });

  it("read ten thousand items in a time that grows with their number", () => {
    const list = message({ items: repeated(1, () => message({ inner: nested(1, () => message({ name: text(1) })) })) });
    const items = Array.from({ length: 10_000 }, (_, at) => ({ inner: { name: `n${at}` } }));
    const started = performance.now();
    expect(list.decode(list.encode({ items })).items).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

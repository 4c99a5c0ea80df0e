import { decode, ExtData, ExtensionCodec } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { type Message, MessageError } from "../../provider/terraform/protocol/message.ts";
import { RPCS } from "../../provider/terraform/protocol/rpcs.ts";
import { providerSchema } from "../../provider/terraform/provider-block/schema.ts";
import { blankState } from "../../provider/terraform/schema/conform.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { schemaMessage } from "../../provider/terraform/schema/schema-message.ts";
import { decodeValue, encodeValue, parseJson, ValueError } from "../../provider/terraform/value/dynamic-value.ts";
import { sameValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "../winrm/fuzz-kit.ts";

const VALUES: readonly Value[] = [
  null,
  { ...blankState(mappings[0]?.schema ?? providerSchema), name: "web-1", cpu_count: 4, disks: { boot: { size: UNKNOWN } } },
  [1, -1, 127, -33, 255, -129, 65_535, 2 ** 31, -(2 ** 31), 2 ** 53 - 1, -(2 ** 53) + 1, 1.5, true, false, ""],
  { "": "x".repeat(300), é: ["x".repeat(40), Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`k${at}`, at]))] },
  [[[[[UNKNOWN]]]], Array.from({ length: 17 }, () => null)],
];
const bytesOf = (value: Value): Uint8Array => encodeValue(value).msgpack ?? new Uint8Array();
/** Types and lengths that lie. */
const TYPES = [
  "\xdd\xff\xff\xff\xff",
  "\xdf\x00\x10\x00\x00",
  "\xdb\xff\xff\xff\xff",
  "\xc9\x7f\xff\xff\xff\x00",
  "\xc6\x00",
  "\xc1",
  "\xd6\xff",
];

test(
  "what is read of msgpack is written and read again, and is what another reader reads",
  () => {
    const outcomes = fuzz({
      seed: 21,
      runs: fuzzRuns(3000),
      corpus: [...VALUES.map(bytesOf), ...TYPES.map((text) => Buffer.from(text, "latin1"))],
      refusals: [ValueError],
      decode: (input) => {
        const value = decodeValue({ msgpack: input });
        expect(sameValue(decodeValue(encodeValue(value)), value)).toBe(true);
        if (input.length > 0) expect(sameValue(otherwise(input), value)).toBe(true);
      },
    });
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
  },
  FUZZ_TIMEOUT_MS,
);

/** A time is an ext too. */
const everyExtUnread = new ExtensionCodec();
everyExtUnread.register({ type: -1, encode: () => null, decode: (data) => new ExtData(-1, data) });

/** By the library that the other way is written with. */
function otherwise(input: Uint8Array): Value {
  const plain = (raw: unknown): Value => {
    if (raw instanceof ExtData) return UNKNOWN;
    if (typeof raw === "bigint") return Number(raw);
    if (Array.isArray(raw)) return raw.map(plain);
    if (typeof raw !== "object" || raw === null) return (raw ?? null) as Value;
    return Object.fromEntries(Object.entries(raw).map(([name, item]): [string, Value] => [name, plain(item)]));
  };
  // It forbids a name that only a careless reader minds.
  const options = {
    extensionCodec: everyExtUnread,
    useBigInt64: true,
    mapKeyConverter: (key: unknown) => (key === "__proto__" ? "_" : String(key)),
  };
  return plain(decode(input, options));
}

test(
  "what is read of a state file's JSON is a value",
  () => {
    const corpus = ['{"a":[1,2.5e3,"\\ud800",null,{"b":true}]}', "[9007199254740993]", '{"__proto__":{"a":1}}', "1e999", "\ufeff{}"];
    const outcomes = fuzz({
      seed: 22,
      runs: fuzzRuns(2000),
      corpus: corpus.map((text) => Buffer.from(text)),
      tokens: ["[".repeat(70), "]", "{", '"__proto__":', "\\u0000", "-0", "1e400", "null", ","],
      refusals: [ValueError],
      decode: (input) => {
        const value = parseJson(input);
        expect(sameValue(decodeValue(encodeValue(value)), value)).toBe(true);
      },
    });
    expect(outcomes.read).toBeGreaterThan(50);
  },
  FUZZ_TIMEOUT_MS,
);

const value = { msgpack: bytesOf(VALUES[1] ?? null) };
const path = { steps: [{ attributeName: "disks" }, { elementKeyString: "boot" }, { elementKeyInt: 0 }] };
const SAMPLE = {
  typeName: "scvmm_virtual_machine",
  config: value,
  priorState: value,
  plannedState: value,
  rawState: { json: Buffer.from('{"name":"web-1"}') },
  version: 7,
  id: "web-1",
  private: Uint8Array.of(1, 2, 3),
  diagnostics: [{ severity: 1, summary: "s", detail: "d", attribute: path }],
  requiresReplace: [path],
  provider: schemaMessage(providerSchema),
  resourceSchemas: Object.fromEntries(mappings.map(({ name, schema }) => [name, schemaMessage(schema)])),
};

test(
  "a message of any type is read or refused",
  () => {
    const types = Object.values(RPCS).flatMap(({ request, response }) => [request, response]) as readonly Message<object>[];
    const outcomes = fuzz({
      seed: 23,
      runs: fuzzRuns(3000),
      corpus: types.map((type) => type.encode(SAMPLE)),
      tokens: ["\x0a", "\x12\x00", "\x0a\x0a\x0a\x0a\x0a\x0a\x0a\x0a", "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", "\x0b", "\x0c"],
      refusals: [MessageError],
      decode: (input, next) => {
        const type = types[next() % types.length] as Message<object>;
        const read = type.decode(Uint8Array.from(input));
        expect(type.decode(type.encode(read))).toEqual(read);
      },
    });
    expect(outcomes.read).toBeGreaterThan(100);
    expect(outcomes.refused).toBeGreaterThan(100);
  },
  FUZZ_TIMEOUT_MS,
);

/** User time of the processor for one run. */
function cost(run: () => void): number {
  const started = process.cpuUsage();
  run();
  return process.cpuUsage(started).user;
}

test.each([
  [
    "a list that says it is longer than it is, in lists that do so too",
    (n: number) => Buffer.concat(Array.from({ length: n / 5 }, () => Buffer.from("dd0000ffff", "hex"))),
  ],
  ["a list in a list in a list", (n: number) => Buffer.alloc(n, 0x91)],
  ["many names", (n: number) => bytesOf(Object.fromEntries(Array.from({ length: n / 10 }, (_, at) => [`k${at}`, at])))],
  ["a long text", (n: number) => bytesOf("x".repeat(n))],
  ["a long list", (n: number) => bytesOf(Array.from({ length: n }, () => 1))],
])("the time for %s grows with the bytes", (_, make) => {
  const [small, large] = [make(2 ** 14), make(2 ** 18)];
  const read = (bytes: Uint8Array) => () => {
    try {
      decodeValue({ msgpack: bytes });
    } catch (error) {
      expect(error).toBeInstanceOf(ValueError);
    }
  };
  cost(read(small));
  // Sixteen times the bytes: a reader of quadratic time takes 256 times as long.
  expect(cost(read(large))).toBeLessThan(60 * (cost(read(small)) + 2_000));
});

test("the time for a message with many entries grows with them", () => {
  const { response } = RPCS.GetProviderSchema as { response: Message<object> };
  const bytesFor = (n: number) =>
    response.encode({ resourceSchemas: Object.fromEntries(Array.from({ length: n }, (_, at) => [`t${at}`, { version: 1 }])) });
  const [small, large] = [bytesFor(500), bytesFor(8_000)];
  cost(() => response.decode(small));
  expect(cost(() => response.decode(large))).toBeLessThan(60 * (cost(() => response.decode(small)) + 2_000));
});

import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromClixml } from "../../provider/winrm/clixml/plain.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import { type ClixmlObject, type ClixmlValue, propertyOf } from "../../provider/winrm/clixml/value.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";

/** Made by psrpcore (test/wire/python/make_goldens.py), so that we are not the only judges of what we read. */
const GOLDENS: {
  readonly ids: { readonly pool: string; readonly pipeline: string };
  readonly hostile: string;
  readonly messages: Readonly<Record<"clientOpen" | "serverOpen" | "clientPipeline" | "serverPipeline", readonly string[]>>;
  readonly clixml: Readonly<Record<string, string>>;
} = JSON.parse(readFileSync(new URL("goldens/psrpcore.json", import.meta.url), "utf8"));

const { ids, hostile, messages, clixml } = GOLDENS;
const bytes = (name: keyof typeof messages) => Buffer.from(messages[name].join(""), "hex");
const server = () =>
  new ServerPool({ id: ids.pool, powerShellVersion: "5.1.1.1", newSessionKey: () => randomBytes(32), availableRunspaces: () => 3 });

/** Whole, byte by byte, and in odd pieces. */
const cuts: readonly (readonly [string, (all: Buffer) => Buffer[]])[] = [
  ["whole", (all) => [all]],
  ["byte by byte", (all) => Array.from(all, (_, at) => all.subarray(at, at + 1))],
  ["in pieces of 37", (all) => Array.from({ length: Math.ceil(all.length / 37) }, (_, n) => all.subarray(n * 37, n * 37 + 37))],
];

describe.each(cuts)("psrpcore's messages, %s", (_name, cut) => {
  it("open our server's pool and start a pipeline with input", () => {
    const pool = server();
    const answers = cut(bytes("clientOpen")).map((piece) => pool.poolData(piece));
    expect(answers.map(({ maxRunspaces }) => maxRunspaces).filter((count) => count !== null)).toEqual([3]);

    const requests = cut(bytes("clientPipeline")).flatMap((piece) => pool.pipelineData(ids.pipeline, piece).requests);
    const [create, ...input] = requests;
    if (create?.kind !== "create") throw new Error("no pipeline");
    const commands = create.commands.map((command) => ({
      ...command,
      parameters: command.parameters.map(({ name, value }) => [name, fromClixml(value)]),
    }));
    expect(commands).toMatchObject([
      {
        text: "Get-Thing",
        isScript: false,
        parameters: [
          ["Name", hostile],
          ["Count", 2 ** 40],
          ["Force", true],
          [null, "by position"],
        ],
      },
      { text: "Select-Object", isScript: false, parameters: [["First", 5]] },
    ]);
    expect(input.map((request) => (request.kind === "input" ? fromClixml(request.value) : request.kind))).toEqual([
      ["one", 2, null],
      "end-of-input",
    ]);
  });

  it("are read by our client, every stream", () => {
    const pool = new ClientPool({ id: ids.pool, maxRunspaces: 3 });
    pool.open(10_000);
    expect(cut(bytes("serverOpen")).flatMap((piece) => pool.poolData(piece).map(({ kind }) => kind))).toEqual([
      "capability",
      "private-data",
      "state",
    ]);
    expect(pool.state).toBe("opened");

    pool.startPipeline(ids.pipeline, { commands: [], hasInput: false, host: "none", withInvocationInfo: false }, 10_000);
    const events = cut(bytes("serverPipeline")).flatMap((piece) => pool.pipelineData(ids.pipeline, piece));
    const outputs = events.flatMap((event) => (event.kind === "output" ? [fromClixml(event.value)] : []));
    expect(outputs).toEqual(["out", null, { key: [1, 2.5, hostile] }]);
    expect(events.filter((event) => event.kind !== "output")).toMatchObject([
      { kind: "state", state: "running" },
      { text: "verbose" },
      { text: "careful" },
      {
        kind: "error",
        record: {
          message: "no such thing: <é>",
          fullyQualifiedErrorId: "801,Test.GetThing",
          category: "ObjectNotFound",
          activity: "Get-Thing",
          targetName: "thing",
        },
      },
      { kind: "state", state: "completed", failure: null },
    ]);
  });
});

describe("psrpcore's CLIXML", () => {
  const text = (tag: string, value: string): ClixmlValue => ({ kind: "text", tag, value }) as ClixmlValue;
  const integer = (tag: string, value: number): ClixmlValue => ({ kind: "integer", tag, value }) as ClixmlValue;
  const plain: Readonly<Record<string, ClixmlValue>> = {
    nil: { kind: "nil" },
    string: { kind: "string", value: "text" },
    "empty string": { kind: "string", value: "" },
    "hostile string": { kind: "string", value: hostile },
    char: { kind: "char", value: 223 },
    true: { kind: "boolean", value: true },
    byte: integer("By", 255),
    "signed byte": integer("SB", -128),
    int16: integer("I16", -32768),
    uint16: integer("U16", 65535),
    int32: integer("I32", -(2 ** 31)),
    uint32: integer("U32", 2 ** 32 - 1),
    int64: { kind: "long", tag: "I64", value: -(2n ** 63n) },
    uint64: { kind: "long", tag: "U64", value: 2n ** 64n - 1n },
    single: { kind: "float", tag: "Sg", value: 1.5 },
    double: { kind: "float", tag: "Db", value: -2.25e300 },
    decimal: text("D", "79228162514264337593543950335"),
    date: text("DT", "2026-01-02T03:04:05.6789012"),
    duration: text("TS", "P1DT2H3M4.5S"),
    guid: text("G", ids.pipeline.toLowerCase()),
    address: text("URI", "https://vmm.example.org/a?b=c&d"),
    version: text("Version", "10.0.17763.1"),
    xml: text("XD", "<a b='c'>d</a>"),
    script: text("SBK", "Get-VM | Where-Object { $_.Name -eq 'a' }"),
  };

  it.each(Object.entries(plain))("%s", (name, value) => {
    expect(readClixml(clixml[name] ?? "")).toEqual(value);
  });

  const structured: Readonly<Record<string, unknown>> = {
    list: ["a", 1, null],
    stack: ["a", "b"],
    queue: ["first", "second"],
    dictionary: { a: 1, b: { c: true } },
  };
  it.each(Object.entries(structured))("%s", (name, value) => {
    expect(fromClixml(readClixml(clixml[name] ?? ""))).toEqual(value);
  });

  it("bytes, an object, an enumeration, a shared object", () => {
    expect(fromClixml(readClixml(clixml["bytes"] ?? ""))).toEqual(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const object = readClixml(clixml["object"] ?? "");
    expect(["Name", "Memory", "Tags"].map((name) => fromClixml(propertyOf(object, name) ?? { kind: "nil" }))).toEqual([
      "vm-01",
      4096,
      ["x", "y"],
    ]);
    expect(readClixml(clixml["enum"] ?? "")).toMatchObject({ toText: "ObjectNotFound", content: { value: { value: 13 } } });
    const shared = readClixml(clixml["shared"] ?? "") as ClixmlObject;
    const items = shared.content?.kind === "list" ? shared.content.items : [];
    expect(items).toHaveLength(2);
    expect(items[0]).toBe(items[1]);
  });
});

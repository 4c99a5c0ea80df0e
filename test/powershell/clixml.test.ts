import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fromClixml, type Plain, toClixml } from "../../provider/winrm/clixml/plain.ts";
import {
  type ClixmlValue,
  customObject,
  enumeration,
  hashtable,
  int32,
  list,
  NIL,
  property,
  text,
} from "../../provider/winrm/clixml/value.ts";
import type { PipelineEvent } from "../../provider/winrm/psrp/client-pool.ts";
import { has, powerShell } from "../parts.ts";
import { StdioClient } from "./stdio-client.ts";

const available = has("CLIXML against the real engine", powerShell());

const script = (source: string, ...values: readonly ClixmlValue[]) => [
  { text: source, isScript: true, parameters: values.map((value) => ({ name: null, value })) },
];

const outputs = (events: readonly PipelineEvent[]): readonly ClixmlValue[] => {
  expect(events.at(-1)).toEqual({ kind: "state", state: "completed", failure: null });
  return events.flatMap((event) => (event.kind === "output" ? [event.value] : []));
};

/** Strings that break writers: what looks like an escape, halves of pairs, what XML forbids or changes. */
const PIECES = [
  "_",
  "x",
  "X",
  "_x0041_",
  "_x005F_",
  "_x0001F600_",
  "\r\n",
  "\r",
  "\n",
  "\t",
  "\u0000",
  "\u0085",
  "\u007f",
  "\u2028",
  "\ud800",
];
const MORE_PIECES = [
  "\udc00",
  "\u{1f600}",
  "\ufffe",
  "\uffff",
  "\ufeff",
  "&",
  "<",
  "]]>",
  '"',
  "'",
  " ",
  "é",
  "&#xFFFE;",
  "&amp;",
  "0",
  "a",
];
const hostileText = fc.array(fc.constantFrom(...PIECES, ...MORE_PIECES), { maxLength: 12 }).map((pieces) => pieces.join(""));

describe.skipIf(!available)("Microsoft's engine", () => {
  let client: StdioClient;
  beforeAll(async () => {
    client = new StdioClient();
    const opening = await client.open();
    expect(opening.map((event) => event.kind)).toEqual(["capability", "private-data", "state"]);
    expect(opening[0]).toEqual({ kind: "capability", protocolVersion: "2.3" });
    const versions = opening[1]?.kind === "private-data" ? opening[1].value : undefined;
    expect(fromClixml(versions ?? NIL)).toMatchObject({ PSVersionTable: { PSVersion: expect.stringMatching(/^7\./) } });
  });
  afterAll(() => client.close());

  test("hostile strings: the engine sees the same UTF-16 units, and gives them back", async () => {
    const samples = [...fc.sample(hostileText, { numRuns: 300, seed: 7 }), "", ...PIECES, ...MORE_PIECES];
    const units = "param($all) foreach ($s in $all) { (@(foreach ($c in $s.ToCharArray()) { [int]$c }) -join ',') }";
    const seen = outputs(await client.run(script(units, list(samples.map(text))))).map(fromClixml);
    expect(seen).toEqual(samples.map((sample) => Array.from({ length: sample.length }, (_, i) => sample.charCodeAt(i)).join(",")));
    const back = outputs(await client.run(script("param($all) foreach ($s in $all) { $s }", list(samples.map(text)))));
    expect(back).toEqual(samples.map(text));
  });

  test("hostile strings as keys and as names of properties", async () => {
    const names = [...new Set(fc.sample(hostileText, { numRuns: 80, seed: 8 }))].filter((name) => name !== "");
    const table = hashtable(names.map((name, index) => ({ key: text(name), value: int32(index) })));
    const source = "param($t, $names) foreach ($n in $names) { $t[$n] }";
    expect(outputs(await client.run(script(source, table, list(names.map(text))))).map(fromClixml)).toEqual(names.map((_, index) => index));
    const object = customObject(names.filter((_, index) => index < 10).map((name, index) => property(name, int32(index))));
    const [back] = outputs(await client.run(script("param($o) ,@($o.psobject.Properties | ForEach-Object { $_.Name })", object)));
    expect(fromClixml(back ?? NIL)).toEqual(names.slice(0, 10));
  });

  test("plain values keep their types and come back unchanged", async () => {
    const values: readonly Plain[] = [
      null,
      true,
      false,
      0,
      -1,
      2 ** 31 - 1,
      -(2 ** 31),
      2 ** 31,
      Number.MAX_SAFE_INTEGER,
      2n ** 63n - 1n,
      -(2n ** 63n),
      2n ** 64n - 1n,
      0.1,
      -0.0,
      5e-324,
      1.7976931348623157e308,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      "",
      " ",
      "007",
      new Uint8Array(),
      new Uint8Array([0, 1, 254, 255]),
      [],
      [1, [2, [3, []]], null],
      {},
      { a: 1, A: 2, b: { c: [null, { d: "e" }] } },
    ];
    for (const value of values) {
      const [back = NIL] = outputs(await client.run(script("param($v) ,$v", toClixml(value))));
      expect(fromClixml(back)).toEqual(value);
    }
  });

  test("types are those that were meant", async () => {
    const values = [1, 2 ** 40, 2n ** 64n - 1n, 0.5, "s", true, new Uint8Array(1), {}, []];
    const types = ["Int32", "Int64", "UInt64", "Double", "String", "Boolean", "Byte[]", "Hashtable", "ArrayList"];
    const result = await client.run(script("foreach ($v in $args) { $v.GetType().Name }", ...values.map((value) => toClixml(value))));
    expect(outputs(result).map(fromClixml)).toEqual(types);
  });

  test("what the engine writes for its own types is read with their tags", async () => {
    const source =
      "[sbyte]-1, [byte]1, [int16]-2, [uint16]2, [uint32]3, [single]0.5, [decimal]::Parse('1.10'), [char]'_', [timespan]'1.02:03:04.5', " +
      "[datetime]'2020-01-01T01:02:03.1234567Z', [guid]::Empty, [uri]'http://a/b', [version]'1.2', [xml]'<a>&lt;_x0041_</a>', { 1 + 1 }";
    const seen = outputs(await client.run(script(source)));
    expect(
      seen.map((value) => (value.kind === "integer" || value.kind === "float" || value.kind === "text" ? value.tag : value.kind)),
    ).toEqual(["SB", "By", "I16", "U16", "U32", "Sg", "D", "char", "TS", "DT", "G", "URI", "Version", "XD", "SBK"]);
    const [, , , , , , decimal, , duration, , , , , document] = seen.map(fromClixml);
    expect([decimal, duration, document]).toEqual(["1.10", "P1DT2H3M4.5S", "<a>&lt;_x0041_</a>"]);
    const names = "foreach ($v in $args) { $v.GetType().Name }";
    expect(outputs(await client.run(script(names, ...seen))).map(fromClixml)).toEqual([
      "SByte",
      "Byte",
      "Int16",
      "UInt16",
      "UInt32",
      "Single",
      "Decimal",
      "Char",
      "TimeSpan",
      "DateTime",
      "Guid",
      "Uri",
      "Version",
      "XmlDocument",
      "String",
    ]);
  });

  test("objects, enums, queues and references", async () => {
    const shared = hashtable([{ key: text("k"), value: text("v") }]);
    const object = customObject([
      property("One", shared),
      property("Two", shared),
      property("Day", enumeration("System.DayOfWeek", "Friday", 5)),
    ]);
    const source =
      "param($o) [object]::ReferenceEquals($o.One, $o.Two); $o.Day -eq 5; [DayOfWeek]::Monday; [pscustomobject]@{ a = 1; b = $null }";
    expect(outputs(await client.run(script(source, object))).map(fromClixml)).toEqual([true, true, "Monday", { a: 1, b: null }]);
    const collections = "$q = [Collections.Queue]::new(); $q.Enqueue(1); $s = [Collections.Stack]::new(); $s.Push(2); ,$q; ,$s";
    expect(outputs(await client.run(script(collections))).map(fromClixml)).toEqual([[1], [2]]);
  });

  test("an object that contains itself is read as such", async () => {
    const [value] = outputs(await client.run(script("$l = [Collections.ArrayList]::new(); [void]$l.Add(1); [void]$l.Add($l); ,$l")));
    expect(value?.kind === "object" && value.content?.kind === "list" && value.content.items.length).toBe(2);
  });

  test("values nested as deeply as the engine takes; deeper ones are refused here", async () => {
    const nested = (depth: number): ClixmlValue => (depth === 0 ? int32(1) : list([nested(depth - 1)]));
    const source = "param($x) $n = 0; while ($x -is [Collections.IList]) { $x = $x[0]; $n++ }; $n";
    expect(outputs(await client.run(script(source, nested(42)))).map(fromClixml)).toEqual([42]);
    await expect(client.run(script(source, nested(43)))).rejects.toMatchObject({ code: "limit" });
  });

  test("a message of many fragments in both directions", async () => {
    const bytes = new Uint8Array(300_000).map((_, index) => index * 31);
    const [back = NIL] = outputs(await client.run(script("param($b) ,$b", toClixml(bytes))));
    expect(Buffer.compare(fromClixml(back) as Uint8Array, bytes)).toBe(0);
  });

  test("named parameters, switches and pipelines of several commands", async () => {
    const commands = [
      { text: "1..5", isScript: true, parameters: [] },
      {
        text: "Select-Object",
        isScript: false,
        parameters: [
          { name: "Skip", value: int32(1) },
          { name: "First", value: int32(2) },
        ],
      },
    ];
    expect(outputs(await client.run(commands)).map(fromClixml)).toEqual([2, 3]);
    const select = {
      text: "Where-Object",
      isScript: false,
      parameters: [
        { name: "EQ", value: toClixml(true) },
        { name: "Property", value: text("a") },
        { name: "Value", value: int32(1) },
      ],
    };
    const objects = { text: "@{ a = 1 }, @{ a = 2 }", isScript: true, parameters: [] };
    expect(outputs(await client.run([objects, select])).map(fromClixml)).toEqual([{ a: 1 }]);
  });

  test("errors, warnings and failures", async () => {
    const events = await client.run(
      script("Write-Warning \"w`r`n_x0041_\"; Write-Error -Message 'm <é>' -ErrorId Mine -Category ResourceBusy -TargetObject t; 'on'"),
    );
    expect(events.map((event) => event.kind)).toEqual(["warning", "error", "output", "state"]);
    expect(events[0]).toEqual({ kind: "warning", text: "w\r\n_x0041_" });
    expect(events[1]).toMatchObject({
      record: { message: "m <é>", category: "ResourceBusy", fullyQualifiedErrorId: expect.stringContaining("Mine") },
    });
    const failed = await client.run(script("throw [System.InvalidOperationException]::new('bad')"));
    expect(failed.at(-1)).toMatchObject({
      state: "failed",
      failure: { message: "bad", exceptionType: "System.InvalidOperationException" },
    });
    const missing = await client.run([{ text: "Get-NoSuchThing", isScript: false, parameters: [] }]);
    expect(missing.at(-1)).toMatchObject({
      state: "failed",
      failure: { fullyQualifiedErrorId: "CommandNotFoundException", category: "ObjectNotFound" },
    });
  });
});

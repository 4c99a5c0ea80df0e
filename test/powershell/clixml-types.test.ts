import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readClixmlDocuments, writeClixmlDocument } from "../../provider/winrm/clixml/document.ts";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import {
  char,
  dateTime,
  decimal,
  dotNetVersion,
  guid,
  readDateTime,
  readTimeSpan,
  scriptBlock,
  single,
  timeSpan,
  uri,
  xmlDocument,
} from "../../provider/winrm/clixml/typed.ts";
import {
  type ClixmlObject,
  type ClixmlPrimitive,
  type ClixmlValue,
  customObject,
  entryOf,
  enumeration,
  hashtable,
  int32,
  type ListTag,
  list,
  NIL,
  primitiveOf,
  property,
  propertyOf,
  text,
} from "../../provider/winrm/clixml/value.ts";
import { connectRunspacePool, type RunspacePool } from "../../provider/winrm/index.ts";
import { has, powerShell } from "../parts.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";

const collection = (tag: ListTag, typeName: string, ...items: readonly ClixmlValue[]): ClixmlObject => ({
  ...list(items, [typeName, "System.Object"]),
  content: { kind: "list", tag, items },
});

describe.skipIf(!has("types of CLIXML against the engine", powerShell()))("types of CLIXML", () => {
  let bridge: Bridge;
  let pool: RunspacePool;
  beforeAll(async () => {
    bridge = await startBridge();
    pool = await connectRunspacePool({ url: bridge.url, ...anyone });
  });
  afterAll(async () => {
    await pool?.close();
    await bridge?.close();
  });

  const run = async (source: string, ...values: readonly ClixmlValue[]): Promise<readonly ClixmlValue[]> => {
    const parameters = values.map((value) => ({ name: null, value }));
    const result = await pool.invoke([{ text: source, isScript: true, parameters }]);
    expect([source, result.state, result.failure?.message]).toEqual([source, "completed", undefined]);
    return result.output;
  };
  const plain = async (source: string, ...values: readonly ClixmlValue[]) => (await run(source, ...values)).map(fromClixml);

  // What we write, as the engine sees it; then what it writes back.
  test.each<[name: string, value: ClixmlPrimitive, type: string, shown: string]>([
    ["By", { kind: "integer", tag: "By", value: 255 }, "System.Byte", "255"],
    ["SB", { kind: "integer", tag: "SB", value: -128 }, "System.SByte", "-128"],
    ["U16", { kind: "integer", tag: "U16", value: 65535 }, "System.UInt16", "65535"],
    ["I16", { kind: "integer", tag: "I16", value: -32768 }, "System.Int16", "-32768"],
    ["U32", { kind: "integer", tag: "U32", value: 4294967295 }, "System.UInt32", "4294967295"],
    ["I32", int32(-2147483648), "System.Int32", "-2147483648"],
    ["U64", { kind: "long", tag: "U64", value: 2n ** 64n - 1n }, "System.UInt64", "18446744073709551615"],
    ["I64", { kind: "long", tag: "I64", value: -(2n ** 63n) }, "System.Int64", "-9223372036854775808"],
    ["Sg", single(1.1), "System.Single", "1.1"],
    ["Db", { kind: "float", tag: "Db", value: 1e300 }, "System.Double", "1E+300"],
    ["Db, not a number", { kind: "float", tag: "Db", value: Number.NaN }, "System.Double", "NaN"],
    ["Db, infinite", { kind: "float", tag: "Db", value: Number.NEGATIVE_INFINITY }, "System.Double", "-Infinity"],
    ["D", decimal("79228162514264337593543950335"), "System.Decimal", "79228162514264337593543950335"],
    ["D, with its zeros", decimal("1.10"), "System.Decimal", "1.10"],
    ["C", char("_"), "System.Char", "_"],
    ["C, half a pair", char("\ud800"), "System.Char", "\ud800"],
    ["C, NUL", char("\u0000"), "System.Char", "\u0000"],
    ["B", { kind: "boolean", value: true }, "System.Boolean", "True"],
    ["DT", dateTime(new Date("2024-02-29T12:34:56.789Z")), "System.DateTime", "2024-02-29T12:34:56.7890000Z"],
    ["TS", timeSpan(-(26n * 3600n * 10_000_000n + 1n)), "System.TimeSpan", "-1.02:00:00.0000001"],
    ["G", guid("01234567-89ab-cdef-0123-456789abcdef"), "System.Guid", "01234567-89ab-cdef-0123-456789abcdef"],
    // An escaped space the engine itself writes as a space.
    ["URI", uri("http://a/b?c=d#e"), "System.Uri", "http://a/b?c=d#e"],
    ["Version", dotNetVersion("1.2.3.4"), "System.Version", "1.2.3.4"],
    ["XD", xmlDocument('<a b="c">&lt;_x0041_</a>'), "System.Xml.XmlDocument", '<a b="c">&lt;_x0041_</a>'],
    ["BA", { kind: "bytes", value: new Uint8Array([0, 128, 255]) }, "System.Byte[]", "0 128 255"],
    ["S", text("é_x0041_\r\n"), "System.String", "é_x0041_\r\n"],
  ])("%s", async (_name, value, type, shown) => {
    const source = `param($v) $v.GetType().FullName
      if ($v -is [datetime]) { $v.ToString('o') } elseif ($v -is [xml]) { $v.OuterXml } elseif ($v -is [byte[]]) { "$v" } elseif ($v -is [uri]) { $v.OriginalString }
      else { [System.Management.Automation.LanguagePrimitives]::ConvertTo($v, [string], [cultureinfo]::InvariantCulture) }
      ,$v`;
    const [name, seen, back = NIL] = await run(source, value);
    expect([name, seen].map((v) => fromClixml(v ?? NIL))).toEqual([type, shown]);
    const returned = primitiveOf(back);
    if (value.kind === "text" && value.tag === "DT") expect(returned && readDateTime(returned)).toEqual(readDateTime(value));
    else if (value.kind === "text" && value.tag === "TS") expect(returned && readTimeSpan(returned)).toEqual(readTimeSpan(value));
    else expect(returned).toEqual(value);
  });

  test("a script block arrives as one where the receiver asks for it", async () => {
    const source = "param([object]$v) $v.GetType().Name; & ([scriptblock]::Create($v)) 2";
    expect(await plain(source, scriptBlock("param($n) $n + 1"))).toEqual(["String", 3]);
    expect(await run("{ 1 + 1 }")).toEqual([{ kind: "text", tag: "SBK", value: " 1 + 1 " }]);
  });

  test("dates keep their ticks and say of which clock they are", async () => {
    const dates = "'2024-05-06T07:08:09.1234567Z', '2024-05-06T07:08:09.1234567', '2024-05-06T07:08:09+02:00'";
    const source = `${dates} | ForEach-Object { [datetime]::Parse($_, [cultureinfo]::InvariantCulture, 'RoundtripKind') }`;
    const read = (await run(source)).map((value) => (value.kind === "text" ? readDateTime(value) : undefined));
    expect(read.slice(0, 2).map((date) => [date && date.ticks % 10_000_000n, date?.zone])).toEqual([
      [1_234_567n, "utc"],
      [1_234_567n, "unspecified"],
    ]);
    expect(typeof read[2]?.zone).toBe("number");
    const seen = await plain("param($v) $v.Kind.ToString(); $v.Ticks", { kind: "text", tag: "DT", value: "2024-05-06T07:08:09.1234567" });
    expect(seen[0]).toBe("Unspecified");
  });

  test.each(["P1DT2H3M4.5S", "PT0S", "-PT0.0000001S", "P10675199DT2H48M5.4775807S"])("the duration %s", async (written) => {
    const value: ClixmlPrimitive = { kind: "text", tag: "TS", value: written };
    const [ticks] = await run("param($v) $v.Ticks", value);
    expect(ticks).toEqual({ kind: "long", tag: "I64", value: readTimeSpan(value) });
  });

  test.each<[name: string, value: ClixmlObject, type: string, items: string]>([
    ["LST", list([int32(1), text("a"), NIL]), "System.Collections.ArrayList", "1|a|"],
    ["QUE", collection("QUE", "System.Collections.Queue", int32(1), int32(2)), "System.Collections.Queue", "1|2"],
    ["STK", collection("STK", "System.Collections.Stack", int32(1), int32(2)), "System.Collections.Stack", "1|2"],
    ["IE", collection("IE", "System.Collections.Generic.IEnumerable", int32(1), int32(2)), "System.Collections.ArrayList", "1|2"],
  ])("the collection %s, and back", async (_name, value, type, items) => {
    const [name, joined, back] = await run("param($v) $v.GetType().FullName; @($v) -join '|'; ,$v", value);
    expect([name, joined].map((v) => fromClixml(v ?? NIL))).toEqual([type, items]);
    expect(fromClixml(back ?? NIL)).toEqual(fromClixml(value));
  });

  test("dictionaries with keys that are no strings", async () => {
    const table = hashtable([
      { key: int32(1), value: text("int") },
      { key: { kind: "long", tag: "I64", value: 1n }, value: text("long") },
      { key: guid("01234567-89ab-cdef-0123-456789abcdef"), value: text("guid") },
      { key: { kind: "boolean", value: true }, value: NIL },
    ]);
    const source =
      "param($t) $t.GetType().FullName; $t.Count; $t[1]; $t[1L]; $t[[guid]'01234567-89ab-cdef-0123-456789abcdef']; $t.ContainsKey($true); ,$t";
    const [type, count, ...rest] = await run(source, table);
    expect([type, count, ...rest.slice(0, 4)].map((v) => fromClixml(v ?? NIL))).toEqual([
      "System.Collections.Hashtable",
      4,
      "int",
      "long",
      "guid",
      true,
    ]);
    const back = rest[4];
    expect(back?.kind === "object" && back.content?.kind === "dictionary" && new Set(back.content.entries)).toEqual(
      new Set(table.content?.kind === "dictionary" ? table.content.entries : []),
    );
  });

  test("enums, also of other bases and with flags", async () => {
    expect(await plain("param($v) $v -eq 5; $v.GetType().FullName", enumeration("System.DayOfWeek", "Friday", 5))).toEqual([
      true,
      "System.Int32",
    ]);
    const [day, access, option] = await run("[DayOfWeek]::Friday; [IO.FileAccess]3; [System.Management.Automation.ActionPreference]::Stop");
    expect([day, access, option].map((v) => fromClixml(v ?? NIL))).toEqual(["Friday", "ReadWrite", "Stop"]);
    expect(day).toMatchObject({
      typeNames: ["System.DayOfWeek", "System.Enum", "System.ValueType", "System.Object"],
      content: { value: { tag: "I32" } },
    });
  });

  test("a primitive that carries notes: the value, and the notes", async () => {
    const [noted = NIL] = await run("Add-Member -InputObject 'text' -NotePropertyName Note -NotePropertyValue 7 -PassThru");
    expect([fromClixml(noted), fromClixml(propertyOf(noted, "note") ?? NIL)]).toEqual(["text", 7]);
    const written: ClixmlObject = {
      ...customObject([property("Note", int32(8))]),
      typeNames: ["System.String", "System.Object"],
      content: { kind: "primitive", value: text("ours") },
    };
    expect(await plain("param($v) $v.Length; $v.Note", written)).toEqual([4, 8]);
  });

  test("property bags: what PowerShell adds wins over what .NET has", async () => {
    const [bag = NIL] = await run("$o = [version]'1.2' | Select-Object Major, Minor; $o");
    expect(fromClixml(bag)).toEqual({ Major: 1, Minor: 2 });
    const [process = NIL] = await run(
      "Add-Member -InputObject ([IO.DirectoryInfo]'/tmp') -NotePropertyName Name -NotePropertyValue ours -PassThru -Force",
    );
    expect(fromClixml(propertyOf(process, "name") ?? NIL)).toBe("ours");
    const object: ClixmlObject = {
      ...customObject([property("a", int32(1))]),
      adapted: [property("A", int32(2)), property("b", int32(3))],
    };
    expect(await plain("param($o) $o.a; $o.b", object)).toEqual([1, 3]);
  });

  test("one object met twice stays one; a list that holds itself", async () => {
    const shared = hashtable([]);
    expect(await plain("param($l) [object]::ReferenceEquals($l[0], $l[1])", list([shared, shared]))).toEqual([true]);
    const items: ClixmlValue[] = [];
    const cycle: ClixmlObject = { ...list([]), content: { kind: "list", tag: "LST", items } };
    items.push(cycle);
    expect(await plain("param($l) [object]::ReferenceEquals($l, $l[0])", cycle)).toEqual([true]);
    // The outermost is wrapped, so that the cycle starts one further in.
    const meOf = (value: ClixmlValue | undefined) => (value === undefined ? undefined : entryOf(value, "me"));
    const [back] = await run("$t = @{}; $t.me = $t; $t");
    const inner = meOf(back);
    expect(inner).toMatchObject({ kind: "object" });
    expect(meOf(inner) === inner).toBe(true);
  });

  test("a progress record in the output", async () => {
    const [record = NIL] = await run(
      "$p = [System.Management.Automation.ProgressRecord]::new(7, 'act<', 'stat'); $p.PercentComplete = 40; $p.CurrentOperation = 'op'; $p",
    );
    const value = {
      activity: "act<",
      activityId: 7,
      currentOperation: "op",
      parentActivityId: -1,
      percentComplete: 40,
      completed: false,
      secondsRemaining: -1,
      statusDescription: "stat",
    };
    expect(primitiveOf(record)).toEqual({ kind: "progress", value });
    const source =
      'param($p) $p.GetType().Name; $p.Activity; $p.ActivityId; $p.PercentComplete; $p.CurrentOperation; $p.StatusDescription; "$($p.RecordType)"';
    expect(await plain(source, { kind: "progress", value })).toEqual(["ProgressRecord", "act<", 7, 40, "op", "stat", "Processing"]);
  });

  test("types that CLIXML has no tag for come as text and properties", async () => {
    const [address, big] = await run("[ipaddress]'10.0.0.1'; [bigint]::Pow(10, 30)");
    expect([address, big].map((v) => (v?.kind === "object" ? v.toText : null))).toEqual(["10.0.0.1", "1000000000000000000000000000000"]);
  });

  test("depth: what lies deeper than the engine follows is text", async () => {
    const [deep = NIL] = await run("[pscustomobject]@{ a = [pscustomobject]@{ b = [pscustomobject]@{ c = [pscustomobject]@{ d = 1 } } } }");
    expect(JSON.stringify(fromClixml(deep))).toMatch(/^\{"a":/);
  });

  test("documents: the engine reads ours, and we read the engine's", async () => {
    const ours = writeClixmlDocument([toClixml({ a: [1, "_x0041_\r\n"] }), int32(2), toClixml(null)]);
    const source =
      "param($xml) $o = [System.Management.Automation.PSSerializer]::DeserializeAsList($xml); $o.Count; $o[0].a[0]; $o[0].a[1]; $o[1]; $null -eq $o[2]";
    expect(await plain(source, text(ours))).toEqual([3, 1, "_x0041_\r\n", 2, true]);
    const [theirs = NIL] = await run("[System.Management.Automation.PSSerializer]::Serialize(@(1, @{ k = 'v' }, 'é'), 3)");
    const { values, text: around } = readClixmlDocuments(String(fromClixml(theirs)));
    expect(values.map(({ value, stream }) => [stream, fromClixml(value)])).toEqual([[null, [1, { k: "v" }, "é"]]]);
    expect(around.trim()).toBe("");
  });
});

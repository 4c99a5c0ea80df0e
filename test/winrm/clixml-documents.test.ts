import { describe, expect, test } from "vitest";
import { ClixmlError } from "../../provider/winrm/clixml/clixml-error.ts";
import { readClixmlDocuments, writeClixmlDocument } from "../../provider/winrm/clixml/document.ts";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import {
  char,
  dateTime,
  decimal,
  dotNetVersion,
  guid,
  readDateTime,
  readTimeSpan,
  timeSpan,
  toDate,
} from "../../provider/winrm/clixml/typed.ts";
import { type ClixmlPrimitive, hashtable, text } from "../../provider/winrm/clixml/value.ts";
import { writeClixml } from "../../provider/winrm/clixml/writer.ts";

const OPEN = '<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">';
const PROGRESS =
  '<Obj S="progress" RefId="0"><TN RefId="0"><T>System.Management.Automation.PSCustomObject</T><T>System.Object</T></TN><MS><I64 N="SourceId">1</I64>' +
  '<PR N="Record"><AV>Preparing modules for first use.</AV><AI>0</AI><Nil /><PI>-1</PI><PC>-1</PC><T>Completed</T><SR>-1</SR><SD> </SD></PR></MS></Obj>';
const SECOND = '<Obj S="progress" RefId="1"><TNRef RefId="0" /><MS><I64 N="SourceId">2</I64></MS></Obj>';

describe("documents", () => {
  test("what powershell.exe writes to stderr: values by stream, type names going on from one to the next", () => {
    const { values, text: around } = readClixmlDocuments(
      `#< CLIXML\r\n${OPEN}${PROGRESS}${SECOND}<S S="Error">it failed_x000D__x000A_</S></Objs>`,
    );
    expect(values.map(({ stream }) => stream)).toEqual(["progress", "progress", "Error"]);
    expect(fromClixml(values[2]?.value ?? text(""))).toBe("it failed\r\n");
    expect(values[1]?.value).toMatchObject({ typeNames: ["System.Management.Automation.PSCustomObject", "System.Object"] });
    expect(fromClixml(values[0]?.value ?? text(""))).toMatchObject({
      Record: { activity: "Preparing modules for first use.", completed: true, statusDescription: " " },
    });
    expect(around).toBe("");
  });

  test("several documents, and other text before, between and after", () => {
    const one = (value: string) => `${OPEN}<S>${value}</S></Objs>`;
    const { values, text: around } = readClixmlDocuments(`before\n#< CLIXML\n${one("a")}${one("b")}between${one("c")}after\n`);
    expect(values.map(({ value }) => fromClixml(value))).toEqual(["a", "b", "c"]);
    expect(around).toBe("before\nbetweenafter\n");
  });

  test("none at all, empty ones, an XML declaration", () => {
    expect(readClixmlDocuments("just text")).toEqual({ values: [], text: "just text" });
    expect(readClixmlDocuments('<Objs Version="1.1"/>')).toEqual({ values: [], text: "" });
    expect(readClixmlDocuments(`<?xml version="1.0"?>\n${OPEN}<Nil/></Objs>`)).toMatchObject({
      values: [{ value: { kind: "nil" } }],
      text: "",
    });
  });

  test("an object that several values share is one", () => {
    const shared = hashtable([]);
    const { values } = readClixmlDocuments(writeClixmlDocument([shared, shared, toClixml([1])]));
    expect(values[0]?.value).toBe(values[1]?.value);
    expect(fromClixml(values[2]?.value ?? text(""))).toEqual([1]);
  });

  test.each([
    ["an end is missing", `${OPEN}<S>a</S>`],
    ["what is inside is broken", `${OPEN}<Foo/></Objs>`],
    ["another element", "<Objs2><S/></Objs2></Objs>"],
  ])("%s: refused", (_what, source) => {
    expect(() => readClixmlDocuments(source)).toThrow(ClixmlError);
  });
});

describe("progress records", () => {
  const progress: ClixmlPrimitive = {
    kind: "progress",
    value: {
      activity: "a<\n",
      activityId: 1,
      currentOperation: null,
      parentActivityId: -1,
      percentComplete: 5,
      completed: true,
      secondsRemaining: 9,
      statusDescription: "",
    },
  };
  test("come back, with an operation and without", () => {
    expect(readClixml(writeClixml(progress))).toEqual(progress);
    const other: ClixmlPrimitive = { kind: "progress", value: { ...progress.value, currentOperation: "_x0041_" } };
    expect(readClixml(writeClixml(other))).toEqual(other);
  });
  test.each(["<PR><Foo/></PR>", "<PR><AI>x</AI></PR>", "<PR>text</PR>"])("%s is refused", (xml) => {
    expect(() => readClixml(xml)).toThrow(ClixmlError);
  });
});

describe("typed values", () => {
  const dt = (value: string): ClixmlPrimitive => ({ kind: "text", tag: "DT", value });
  const ts = (value: string): ClixmlPrimitive => ({ kind: "text", tag: "TS", value });

  test.each([
    ["1970-01-01T00:00:00Z", 0n, "utc"],
    ["1970-01-01T00:00:00.0000001", 1n, "unspecified"],
    ["1970-01-01T01:00:00.5+01:30", 36_005_000_000n, 90],
    ["1970-01-01T00:00:00-08:00", 0n, -480],
    ["0001-01-01T00:00:00", -621_355_968_000_000_000n, "unspecified"],
  ])("the date %s", (written, ticks, zone) => {
    expect(readDateTime(dt(written))).toEqual({ ticks, zone });
  });

  test("as a Date, and from one", () => {
    const date = new Date("2024-02-29T23:59:59.999Z");
    const read = readDateTime(dateTime(date));
    expect(read && toDate(read)).toEqual(date);
    const local = readDateTime(dt("2024-02-29T12:00:00+02:00"));
    expect(local && toDate(local).toISOString()).toBe("2024-02-29T10:00:00.000Z");
    expect(() => dateTime(new Date(Number.NaN))).toThrow(ClixmlError);
  });

  test.each(["2024-13-01T00:00:00Z", "2024-01-01", "", "2024-01-01T00:00:00.12345678Z"])("%s is no date", (written) => {
    expect(readDateTime(dt(written))).toBeUndefined();
  });

  test.each([
    ["P1DT2H3M4.5S", 937_845_000_000n],
    ["-PT0.0000001S", -1n],
    ["PT90M", 54_000_000_000n],
    ["P2D", 1_728_000_000_000n],
  ])("the duration %s", (written, ticks) => {
    expect(readTimeSpan(ts(written))).toBe(ticks);
    expect(readTimeSpan(timeSpan(ticks))).toBe(ticks);
  });

  test("what is no such value is refused", () => {
    for (const make of [() => guid("1"), () => decimal("1e5"), () => dotNetVersion("1"), () => char("ab"), () => char("")])
      expect(make).toThrow(ClixmlError);
    expect(readTimeSpan(ts("1 day"))).toBeUndefined();
    expect(readTimeSpan(text("P1D"))).toBeUndefined();
  });
});

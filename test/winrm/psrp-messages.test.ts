import { describe, expect, test } from "vitest";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import { NIL, propertyOf, text } from "../../provider/winrm/clixml/value.ts";
import { writeClixml } from "../../provider/winrm/clixml/writer.ts";
import { type PipelineCommand, readCreatePipeline, writeCreatePipeline } from "../../provider/winrm/psrp/create-pipeline.ts";
import { answerHostCall, effectOf, readHostCall } from "../../provider/winrm/psrp/host-call.ts";
import { readInformationRecord, writeInformationRecord } from "../../provider/winrm/psrp/information-record.ts";
import { readProgressRecord, writeProgressRecord } from "../../provider/winrm/psrp/progress-record.ts";
import { PsrpError } from "../../provider/winrm/psrp/protocol-error.ts";

const command = (name: string, more: Partial<PipelineCommand> = {}): PipelineCommand => ({
  text: name,
  isScript: false,
  parameters: [],
  ...more,
});
const spec = (...commands: readonly PipelineCommand[]) => ({ commands, hasInput: true, host: "none", withInvocationInfo: false }) as const;

describe("CREATE_PIPELINE", () => {
  test("statements, merges and scopes are read as they were written", () => {
    const commands = [
      command("a", { mergeIntoOutput: ["error", "information"] }),
      command("b", { endsStatement: true }),
      command("c", { useLocalScope: true, mergeIntoOutput: ["error"], endsStatement: true }),
    ];
    const body = writeCreatePipeline(spec(...commands), "2.3");
    expect(readCreatePipeline(readClixml(writeClixml(body)))).toEqual({ commands, hasInput: true });
  });

  test("each version gets what it knows, and no more", () => {
    const names = (version: string) => writeClixml(writeCreatePipeline(spec(command("a")), version)).match(/N="Merge\w+"/g)?.length;
    expect(["2.1", "2.2", "2.3"].map(names)).toEqual([3, 7, 8]);
    expect(() => writeCreatePipeline(spec(command("a", { mergeIntoOutput: ["error"] })), "2.1")).not.toThrow();
    expect(() => writeCreatePipeline(spec(command("a", { mergeIntoOutput: ["warning"] })), "2.1")).toThrow(PsrpError);
    expect(() => writeCreatePipeline(spec(command("a", { mergeIntoOutput: ["information"] })), "2.2")).toThrow(PsrpError);
    expect(() => writeCreatePipeline(spec(command("a", { endsStatement: true }), command("b")), "2.1")).toThrow(PsrpError);
  });
});

describe("calls to the host", () => {
  const called = (method: number, name: string, callId: bigint, ...parameters: Parameters<typeof toClixml>[0][]) => {
    const list = writeClixml(toClixml(parameters)).replace("<Obj ", '<Obj N="mp" ').replaceAll("RefId", "RefId");
    const xml = `<Obj RefId="99"><MS><I64 N="ci">${callId}</I64><Obj N="mi" RefId="98"><ToString>${name}</ToString><I32>${method}</I32></Obj>${list}</MS></Obj>`;
    const call = readHostCall(readClixml(xml));
    if (call === undefined) throw new Error("no call");
    return call;
  };

  test("void calls get no answer; what they say is heard", () => {
    expect(answerHostCall(called(16, "WriteLine2", -100n, "x"))).toBeUndefined();
    expect(effectOf(called(16, "WriteLine2", -100n, "x"))).toEqual({ kind: "text", text: "x\n" });
    expect(effectOf(called(14, "Write2", -100n, 7, 0, "x"))).toEqual({ kind: "text", text: "x" });
    expect(effectOf(called(15, "WriteLine1", -100n))).toEqual({ kind: "text", text: "\n" });
    expect(effectOf(called(6, "SetShouldExit", -100n, 3))).toEqual({ kind: "exit", exitCode: 3 });
    expect(effectOf(called(20, "WriteProgress", -100n, 1))).toEqual({ kind: "nothing" });
  });

  test.each([
    [1, "NonInteractiveHost"],
    [4, "en-US"],
    [37, { width: 120, height: 50 }],
    [31, { x: 0, y: 0 }],
    [45, false],
  ])("method %i is answered", (method, value) => {
    const answer = answerHostCall(called(method, "Get", 5n)) ?? NIL;
    expect(fromClixml(propertyOf(answer, "mr") ?? NIL)).toEqual(value);
    expect(fromClixml(propertyOf(answer, "ci") ?? NIL)).toBe(5);
    expect(propertyOf(answer, "me")).toBeUndefined();
  });

  test.each([11, 12, 23, 24, 25, 26, 46, 50, 55, 56, 57, -1, 9999])(
    "method %i gets an error, so that the pipeline does not wait",
    (method) => {
      const answer = answerHostCall(called(method, "Ask", 6n)) ?? NIL;
      expect(propertyOf(answer, "mr")).toBeUndefined();
      expect(fromClixml(propertyOf(propertyOf(answer, "me") ?? NIL, "FullyQualifiedErrorId") ?? NIL)).toBe("HostNotInteractive");
    },
  );

  test("what is no call is none", () => {
    expect(readHostCall(text(""))).toBeUndefined();
    expect(readHostCall(readClixml('<Obj RefId="0"><MS><I64 N="ci">1</I64></MS></Obj>'))).toBeUndefined();
  });
});

describe("records", () => {
  test("progress: what is not known is null", () => {
    const record = { activity: "a", activityId: 1, status: "s", currentOperation: "", completed: false };
    for (const known of [null, 0, 50]) {
      const whole = { ...record, parentActivityId: known, percentComplete: known, secondsRemaining: known };
      expect(readProgressRecord(readClixml(writeClixml(writeProgressRecord(whole))))).toEqual(whole);
    }
  });

  test("information: any data, with its text", () => {
    const texts = [toClixml("t"), toClixml(5), toClixml({ a: 1 }), NIL].map(
      (data) => readInformationRecord(writeInformationRecord({ data })).text,
    );
    expect(texts).toEqual(["t", "5", "", ""]);
    const host = readClixml(
      '<Obj RefId="0"><ToString>x</ToString><MS><S N="Message">from the host</S><B N="NoNewLine">false</B></MS></Obj>',
    );
    expect(readInformationRecord(writeInformationRecord({ data: host, tags: ["PSHOST"] }))).toMatchObject({
      text: "from the host",
      tags: ["PSHOST"],
    });
  });
});

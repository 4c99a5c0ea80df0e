import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../provider/batch/call.ts";
import { BatchError, type BatchExecutor } from "../../provider/batch/executor.ts";
import type { BatchReply } from "../../provider/batch/result.ts";
import { Observation } from "../../provider/observe/index.ts";
import { observedExecutor } from "../../provider/scvmm/observed-executor.ts";

async function observe(batch: Batch, answer: BatchReply | Error) {
  const lines: string[] = [];
  const observation = new Observation({ log: { detail: "calls", format: "json" }, write: (text) => lines.push(text) });
  const executor: BatchExecutor = {
    execute: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close: async () => {},
  };
  const end = await observedExecutor(executor, observation.endpoint("http://a/wsman"))
    .execute(batch)
    .catch((error: unknown) => error);
  return { end, told: JSON.parse(lines[0] ?? ""), text: lines.join("") + observation.metricsText() };
}

const cmdlet = (id: string, name: string, parameters = {}) => ({ id, cmdlet: name, parameters });
const reply = (...results: BatchReply["results"]): BatchReply => ({ format: 1, results });
const done = (id: string) => ({ id, state: "done", count: 1 }) as const;
const failed = (id: string, number: number | null) =>
  ({ id, state: "failed", count: 0, error: { number, errorId: "x", category: "x", type: "x", message: "secret words" } }) as const;

describe("an observed executor", () => {
  it("names a batch after what it writes, else after what it reads first", async () => {
    const reading = [cmdlet("a", "Get-SCCloud"), cmdlet("b", "Get-SCVirtualMachine"), cmdlet("c", "Get-SCCloud"), { id: "d", from: "c" }];
    expect((await observe(reading, reply())).told).toMatchObject({
      operation: "Get-SCCloud",
      cmdlets: { "Get-SCCloud": 2, "Get-SCVirtualMachine": 1 },
      outcome: "ok",
    });
    const writing = [cmdlet("a", "Get-SCCloud"), cmdlet("b", "New-SCVirtualMachine"), cmdlet("c", "Set-SCVirtualMachine")];
    expect((await observe(writing, reply())).told.operation).toBe("New-SCVirtualMachine");
    expect((await observe([], reply())).told).toMatchObject({ operation: "none", cmdlets: {} });
  });

  it("tells of failed calls by VMM's numbers, and hands the reply on as it is", async () => {
    const answer = reply(done("a"), failed("b", 2602), failed("c", null));
    const { end, told, text } = await observe([cmdlet("a", "Get-SCJob")], answer);
    expect(end).toBe(answer);
    expect(told).toMatchObject({ outcome: "failed", error: "VMM_2602,VMM_OTHER" });
    expect(text).toContain('kind="VMM_2602"} 1\n');
    expect(text).not.toContain("secret words");
  });

  it("tells of a batch that brought no reply, and hands the error on as it is", async () => {
    const lost = new BatchError("unknown", "WINRM_RECEIVE", "the connection broke");
    const { end, told } = await observe([cmdlet("a", "Get-SCJob")], lost);
    expect(end).toBe(lost);
    expect(told).toMatchObject({ outcome: "unknown", error: "WINRM_RECEIVE" });
    expect((await observe([], new Error("boo"))).told).toMatchObject({ outcome: "unknown", error: "INTERNAL" });
  });

  it("never tells a parameter", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", minLength: 12 }), async (secret) => {
        const batch = [cmdlet("a", "Set-SCVirtualMachine", { Description: secret, [secret]: true })];
        const { text } = await observe(batch, new BatchError("unknown", "WINRM_RECEIVE", secret, secret));
        expect(text).not.toContain(secret);
        expect(text).not.toContain(JSON.stringify(secret).slice(1, -1));
      }),
      { numRuns: 50 },
    );
  });
});

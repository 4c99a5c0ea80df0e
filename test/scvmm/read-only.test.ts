import { describe, expect, it } from "vitest";
import { CMDLETS } from "../../provider/batch/cmdlets.ts";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import { readOnly } from "../../provider/scvmm/read-only.ts";

describe("an executor that only reads", () => {
  const sent: string[] = [];
  const executor: BatchExecutor = {
    execute: async (batch) => {
      sent.push(...batch.map(({ id }) => id));
      return { format: 1, results: [] };
    },
    close: async () => {},
  };
  const reader = readOnly(executor);

  it("passes getters and selections on", async () => {
    await reader.execute([
      { id: "a", cmdlet: "Get-SCCloud", parameters: {} },
      { id: "b", from: "a" },
    ]);
    expect(sent).toEqual(["a", "b"]);
  });

  it.each([...CMDLETS.filter((cmdlet) => !cmdlet.startsWith("Get-")), "get-SCCloud", "GET-", "", "Get", " Get-SCCloud"])(
    "refuses %s, with the whole batch",
    async (cmdlet) => {
      const before = sent.length;
      const batch = [
        { id: "a", cmdlet: "Get-SCCloud", parameters: {} },
        { id: "b", cmdlet, parameters: {} },
      ];
      await expect(reader.execute(batch)).rejects.toMatchObject({ outcome: "not-run", code: "VMM_READ_ONLY" });
      expect(sent.length).toBe(before);
    },
  );

  it("refuses a job, whatever its cmdlet is called", async () => {
    await expect(reader.execute([{ id: "a", cmdlet: "Get-SCVirtualMachine", parameters: {}, job: true }])).rejects.toThrow("only reads");
  });
});

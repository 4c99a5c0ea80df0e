import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BatchError, type BatchExecutor } from "../../provider/batch/executor.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { connectRunspacePool, type InvokeOptions, type PipelineCommand } from "../../provider/winrm/index.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";
import { engineFor, path } from "./support/engine.ts";

const available = engineFor("batches over PSRP to the real engine");

describe.skipIf(!available)("batches over PSRP to Microsoft's engine", () => {
  let bridge: Bridge;
  let executor: BatchExecutor;
  const invoked: string[] = [];
  let server = "vmm";
  const kept = process.env["PSModulePath"];

  beforeAll(async () => {
    process.env["PSModulePath"] = path("../fixture");
    bridge = await startBridge();
    const pool = await connectRunspacePool({ url: bridge.url, ...anyone });
    const connect = async () => ({
      invoke: (commands: readonly PipelineCommand[], options?: InvokeOptions) => {
        invoked.push(commands.map(({ isScript }) => (isScript ? "script" : "function")).join());
        return pool.invoke(commands, options);
      },
      close: () => pool.close(),
    });
    executor = { execute: (batch, signal) => createWinRmExecutor({ server, connect }).execute(batch, signal), close: () => pool.close() };
  });
  afterAll(async () => {
    await executor.close();
    await bridge.close();
    if (kept === undefined) delete process.env["PSModulePath"];
    else process.env["PSModulePath"] = kept;
  });

  it("the first defines the function in the session, the next finds it there", async () => {
    const batch = [{ id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { Name: "vm-2" }, project: ["Name", "CPUCount", "Status"] }];
    const rows = [["vm-2", 2, "PowerOff"]];
    expect((await executor.execute(batch)).results).toEqual([{ id: "vm", state: "done", count: 1, rows }]);
    expect((await executor.execute(batch)).results[0]?.rows).toEqual(rows);
    expect(invoked).toEqual(["function", "script", "function"]);
  });

  it("carries references, lists, null, large numbers and hostile texts through CLIXML and back", async () => {
    const Description = "'\"$(throw)`n\r\n\u0000_x0041_ ü 😀 \ud800";
    const parameters = { VM: { $ref: "vm" }, Description, Tag: null, CPUCount: 3, AvailabilitySetNames: ["one"] };
    const project = ["Of", "Description", "TagIsNull", "CPUCount", "Sets"];
    const { results } = await executor.execute([
      { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { All: true }, where: { all: [{ path: "Name", op: "eq", value: "VM-3" }] } },
      { id: "set", cmdlet: "Set-SCVirtualMachine", parameters, project },
      {
        id: "list",
        cmdlet: "Set-SCVirtualMachine",
        parameters: { VM: { $ref: "vm", many: true }, AvailabilitySetNames: [2 ** 40, true] },
        project: ["Sets"],
      },
    ]);
    expect(results.map(({ rows }) => rows)).toEqual([undefined, [["vm-3", Description, true, 3, ["one"]]], [[[2 ** 40, true]]]]);
  });

  it("reads a large reply, which comes compressed", async () => {
    const { results } = await executor.execute([
      { id: "vms", cmdlet: "Get-SCVirtualMachine", parameters: { Name: "many-1000" }, project: ["ID", "Name"] },
    ]);
    expect(results[0]?.rows).toHaveLength(1000);
    expect(results[0]?.rows?.[999]).toEqual(["000003e8-aaaa-bbbb-cccc-dddddddddddd", "vm-1000"]);
  });

  it("tells a VMM that cannot be reached from a batch that may have run", async () => {
    server = "nowhere";
    const error = await executor.execute([{ id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: {} }]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BatchError);
    expect(error).toMatchObject({ outcome: "not-run", code: "VMM_CONNECT" });
    server = "vmm";
  });
});

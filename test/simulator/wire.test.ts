import { afterEach, describe, expect, it } from "vitest";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../../provider/batch/bootstrap.ts";
import type { Batch } from "../../provider/batch/call.ts";
import { Secret } from "../../provider/model/secret.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../provider/simulator/start-simulator.ts";
import { connectRunspacePool, type PipelineCommand, type RunspacePool, toClixml } from "../../provider/winrm/index.ts";
import { creation, raw, session } from "./kit.ts";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

async function simulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const started = await startSimulator({ timeScale: 10_000, ...options });
  open.push(started);
  return started;
}

async function pool({ url, username, password }: Simulator): Promise<RunspacePool> {
  const connected = await connectRunspacePool({ url, credential: { username, password: new Secret(password) } });
  open.push(connected);
  return connected;
}

function client(at: Simulator, server = "localhost") {
  const executor = createWinRmExecutor({ server, connect: () => pool(at) });
  open.push(executor);
  return executor;
}

const parameters = (batch: Batch, server = "localhost") => [
  { name: "Server", value: toClixml(server) },
  { name: "Calls", value: toClixml(batch as unknown as object) },
];
const COUNT: Batch = [raw("vms", "Get-SCVirtualMachine", { All: true })];
const FUNCTION: PipelineCommand = { text: BATCH_FUNCTION, isScript: false, parameters: parameters(COUNT) };
const SCRIPT: PipelineCommand = {
  text: BOOTSTRAP_SCRIPT,
  isScript: true,
  parameters: [{ name: "Module", value: toClixml("# text") }, ...parameters(COUNT)],
};

describe("the simulator on the wire", () => {
  it("gives the same replies as in this process, small and large", async () => {
    const at = await simulator({ seed: 5 });
    const project = ["ID", "Name", { each: "VirtualDiskDrives", of: ["ID", "Lun"] }, { table: "CustomProperty" }];
    const batches: Batch[] = [
      COUNT,
      [raw("all", "Get-SCVirtualMachine", { All: true }, { project })],
      [raw("bad", "Get-SCCloud", { Nothing: "ü 😀 \"'$(x)" })],
    ];
    const here = session({ seed: 5 });
    for (const batch of batches) expect(await client(at).execute(batch)).toEqual(await here.vmm.execute(batch));
    expect(at.requestCount).toBeGreaterThan(3);
  });

  it("carries out changes on its own time", async () => {
    const at = await simulator();
    const executor = client(at);
    const { results } = await executor.execute(creation("web-01", { StartVM: true }));
    expect(results.map(({ state }) => state)).toEqual(["done", "done", "done", "done"]);
    const [vm] = (await executor.execute([raw("vm", "Get-SCVirtualMachine", { Name: "web-01" }, { project: ["Status"] })])).results;
    expect(vm?.rows).toEqual([["Running"]]);
  });

  it("knows the function only in a runspace that has been given it", async () => {
    const runspaces = await pool(await simulator());
    const unknown = await runspaces.invoke([FUNCTION]);
    expect(unknown.state).toBe("failed");
    expect(unknown.failure).toMatchObject({
      fullyQualifiedErrorId: "CommandNotFoundException",
      category: "ObjectNotFound",
      targetName: BATCH_FUNCTION,
    });
    expect((await runspaces.invoke([SCRIPT])).state).toBe("completed");
    expect((await runspaces.invoke([FUNCTION])).state).toBe("completed");
  });

  it("runs nothing else", async () => {
    const runspaces = await pool(await simulator());
    const script = await runspaces.invoke([{ ...SCRIPT, text: `${BOOTSTRAP_SCRIPT} ` }]);
    expect(script.failure?.fullyQualifiedErrorId).toBe("SimulatorRefused");
    const command = await runspaces.invoke([{ text: "Get-Process", isScript: false, parameters: [] }]);
    expect(command.failure?.fullyQualifiedErrorId).toBe("CommandNotFoundException");
    expect((await runspaces.invoke([SCRIPT, FUNCTION])).failure?.fullyQualifiedErrorId).toBe("SimulatorRefused");
    const odd = {
      ...SCRIPT,
      parameters: [
        { name: "Server", value: toClixml("localhost") },
        { name: "Calls", value: toClixml(["x"]) },
      ],
    };
    expect((await runspaces.invoke([odd])).failure?.fullyQualifiedErrorId).toBe("SimulatorRefused");
  });

  it("does not connect to another server", async () => {
    await expect(client(await simulator(), "vmm02").execute(COUNT)).rejects.toMatchObject({ outcome: "not-run", code: "VMM_CONNECT" });
  });

  it("lets in nobody without its password, which is another one every time", async () => {
    const [one, other] = [await simulator(), await simulator()];
    expect(one.password).not.toBe(other.password);
    expect(one.password.length).toBeGreaterThanOrEqual(20);
    await expect(client({ ...one, url: other.url } as Simulator).execute(COUNT)).rejects.toMatchObject({ outcome: "not-run" });
  });

  it("serves one VMM to all clients, and closes", async () => {
    const at = await simulator();
    const [one, other] = [client(at), client(at)];
    await Promise.all([one.execute(creation("a")), other.execute(creation("b"))]);
    const count = async (executor: typeof one) => (await executor.execute(COUNT)).results[0]?.count;
    expect([await count(one), await count(other)]).toEqual([202, 202]);
    expect(at.openShells).toBe(2);
    await one.close();
    expect(at.openShells).toBe(1);
  });
});

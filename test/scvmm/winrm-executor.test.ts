import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { BatchError } from "../../provider/batch/executor.ts";
import { Secret } from "../../provider/model/secret.ts";
import { createVmmPort } from "../../provider/scvmm/port.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { startSimulator } from "../../provider/simulator/index.ts";
import {
  AuthError,
  type ClixmlValue,
  connectRunspacePool,
  type PipelineCommand,
  type PipelineResult,
  PoolStateError,
  TransportError,
  toClixml,
} from "../../provider/winrm/index.ts";
import { creation } from "./support/simulated.ts";

const REPLY = { format: 1, results: [{ id: "a", state: "done", count: 0 }] };
const BATCH = [{ id: "a", cmdlet: "Get-SCCloud", parameters: {} }];
const WRITING = [{ id: "a", cmdlet: "Stop-SCVirtualMachine", parameters: {} }];

const ended = (rest: Partial<PipelineResult>): PipelineResult => ({
  state: "completed",
  output: [],
  errors: [],
  failure: null,
  warnings: [],
  verbose: [],
  debug: [],
  information: [],
  progress: [],
  hostText: "",
  exitCode: null,
  interrupted: false,
  requests: 1,
  durationMs: 1,
  ...rest,
});
const answered = (...output: readonly ClixmlValue[]) => ended({ output });
const good = answered(toClixml(JSON.stringify(REPLY)));
const failed = (fullyQualifiedErrorId: string) =>
  ended({
    state: "failed",
    failure: {
      message: "it failed",
      fullyQualifiedErrorId,
      category: "NotSpecified",
      exceptionType: "T",
      activity: "",
      reason: "",
      targetName: "",
      targetType: "",
      categoryMessage: "",
      recommendedAction: "",
      scriptStackTrace: "",
      targetObject: { kind: "nil" },
      exception: { kind: "nil" },
      invocation: null,
    },
  });

type Turn = PipelineResult | Error | (() => Promise<PipelineResult>);

/** Pools that play one script after the other; what they are asked is kept. */
function pools(...scripts: readonly (readonly Turn[])[]) {
  const asked: string[] = [];
  const closed: number[] = [];
  let opened = 0;
  const connect = async () => {
    const number = opened++;
    const turns = [...(scripts[number] ?? [])];
    return {
      invoke: async ([command]: readonly PipelineCommand[]) => {
        asked.push(`${number}:${command?.isScript ? "script" : command?.text}(${command?.parameters.map(({ name }) => name).join()})`);
        const turn = turns.shift();
        if (turn === undefined) throw new Error("nothing more in the script");
        if (turn instanceof Error) throw turn;
        return typeof turn === "function" ? turn() : turn;
      },
      close: async () => {
        closed.push(number);
      },
    };
  };
  return { connect, asked, closed, opened: () => opened };
}

const thrown = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable(),
    (error: BatchError) => error,
  );

describe("the function", () => {
  it("is invoked by name, with server and calls as parameters", async () => {
    const { connect, asked } = pools([good]);
    expect(await createWinRmExecutor({ server: "vmm", connect }).execute(BATCH)).toEqual(REPLY);
    expect(asked).toEqual(["0:Invoke-ScvmmBatch(Server,Calls)"]);
  });

  it("is defined where it is unknown, in every runspace; a new session of the endpoint is given it at once", async () => {
    const unknown = failed("CommandNotFoundException");
    const { connect, asked } = pools([unknown, good, good, unknown, good, new TransportError("receive", "cut")], [good, good]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    for (let turn = 0; turn < 3; turn++) expect(await executor.execute(BATCH)).toEqual(REPLY);
    await thrown(executor.execute(WRITING));
    for (let turn = 0; turn < 2; turn++) expect(await executor.execute(BATCH)).toEqual(REPLY);
    expect(asked.map((text) => text.replace(/\(.*/, ""))).toEqual([
      "0:Invoke-ScvmmBatch",
      "0:script",
      "0:Invoke-ScvmmBatch",
      "0:Invoke-ScvmmBatch",
      "0:script",
      "0:Invoke-ScvmmBatch",
      "1:script",
      "1:Invoke-ScvmmBatch",
    ]);
    expect(asked[1]).toBe("0:script(Module,Server,Calls)");
  });

  it("that may not be defined is told, and nothing has run", async () => {
    for (const id of ["CommandNotFoundException", "ScriptsNotAllowed"]) {
      const { connect } = pools([failed("CommandNotFoundException"), failed(id)]);
      const error = await thrown(createWinRmExecutor({ server: "vmm", connect }).execute(BATCH));
      expect(error).toMatchObject({ outcome: "not-run", code: "VMM_FUNCTION" });
    }
  });
});

describe("an answer", () => {
  const of = async (result: PipelineResult) => createWinRmExecutor({ server: "vmm", ...pools([result]) }).execute(BATCH);

  it("is read as text, or as bytes of its gzip", async () => {
    expect(await of(answered({ kind: "bytes", value: gzipSync(JSON.stringify(REPLY)) }))).toEqual(REPLY);
  });

  it.each<[string, PipelineResult]>([
    ["nothing", answered()],
    ["two objects", answered(toClixml("{}"), toClixml("{}"))],
    ["another text", answered(toClixml("hello"))],
    ["another format", answered(toClixml(JSON.stringify({ ...REPLY, format: 2 })))],
    ["bytes that are no gzip", answered({ kind: "bytes", value: new Uint8Array([1, 2, 3]) })],
    ["a gzip cut short", answered({ kind: "bytes", value: gzipSync(JSON.stringify(REPLY)).subarray(0, 20) })],
    ["null", answered({ kind: "nil" })],
  ])("that is %s leaves open what has happened", async (_, result) => {
    expect(await thrown(of(result))).toMatchObject({ outcome: "unknown", code: "VMM_STRANGE_REPLY" });
  });

  it("that is an error says whether anything ran", async () => {
    expect(await thrown(of(failed("ScvmmBatchNotConnected,1602,X,Invoke-ScvmmBatch")))).toMatchObject({
      outcome: "not-run",
      code: "VMM_CONNECT",
    });
    const noModule = failed("ScvmmBatchNotConnected,Modules_ModuleNotFound,X");
    expect(await thrown(of(noModule))).toMatchObject({ outcome: "not-run", code: "VMM_MODULE" });
    expect(await thrown(of(failed("OutOfMemory")))).toMatchObject({ outcome: "unknown", code: "VMM_BATCH" });
    expect(await thrown(of(ended({ state: "stopped" })))).toMatchObject({ outcome: "unknown", code: "WINRM_STOPPED" });
  });
});

describe("a session", () => {
  it("is opened at the first batch, once for all who ask, and closed with the executor", async () => {
    const { connect, opened, closed } = pools([good, good, good]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    expect(opened()).toBe(0);
    await Promise.all([executor.execute(BATCH), executor.execute(BATCH), executor.execute(BATCH)]);
    expect(opened()).toBe(1);
    await executor.close();
    expect(closed).toEqual([0]);
  });

  it("that has gone before anything ran is replaced, a few times for a batch that reads, once for another", async () => {
    const lost = () => new PoolStateError("gone");
    const { connect, opened, closed } = pools([good, lost()], [good, lost()], [lost()], [lost()], [lost()], [good]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    await executor.execute(WRITING);
    expect(await executor.execute(WRITING)).toEqual(REPLY);
    expect(await thrown(executor.execute(WRITING))).toMatchObject({ outcome: "not-run", code: "WINRM_POOL" });
    expect([opened(), closed]).toEqual([3, [0, 1, 2]]);
    expect(await executor.execute(BATCH)).toEqual(REPLY);
    expect(opened()).toBe(6);
  });

  it("that refuses the account is not replaced: it would be locked out sooner", async () => {
    const { connect, opened } = pools([good, new AuthError("401", "check")], [good]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    await executor.execute(BATCH);
    expect(await thrown(executor.execute(BATCH))).toMatchObject({ outcome: "not-run", code: "WINRM_AUTH" });
    expect(opened()).toBe(1);
  });

  it("whose answer is lost is never asked again by itself: the batch may have run", async () => {
    const { connect, asked } = pools([good, new TransportError("receive", "cut")]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    await executor.execute(BATCH);
    expect(await thrown(executor.execute(WRITING))).toMatchObject({ outcome: "unknown", code: "WINRM_RECEIVE" });
    expect(asked).toHaveLength(2);
  });

  it("whose answer is lost is asked again in a new one when the batch only reads, and not for ever", async () => {
    const cut = () => new TransportError("receive", "cut");
    const { connect, asked } = pools([cut()], [cut()], [good], [cut()], [cut()], [cut()]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    expect(await executor.execute(BATCH)).toEqual(REPLY);
    expect(asked).toHaveLength(3);
    await executor.close();
    expect(await thrown(executor.execute(BATCH))).toMatchObject({ outcome: "unknown", code: "WINRM_RECEIVE" });
    expect(asked).toHaveLength(6);
  });

  it("that starts a job is not read only, whatever its name", async () => {
    const { connect, asked } = pools([new TransportError("receive", "cut")]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    expect(await thrown(executor.execute([{ ...BATCH[0], job: true } as (typeof BATCH)[0]]))).toMatchObject({ outcome: "unknown" });
    expect(asked).toHaveLength(1);
  });

  it("that cannot be had in time is not waited for", async () => {
    const { connect } = pools([good]);
    let given: AbortSignal | undefined;
    let open: () => void = () => {};
    const executor = createWinRmExecutor({
      server: "vmm",
      timeoutMs: 20,
      connect: async (signal) => {
        given = signal;
        await new Promise<void>((resolve) => (open = resolve));
        return connect();
      },
    });
    expect(await thrown(executor.execute(BATCH))).toMatchObject({ outcome: "not-run", code: "WINRM_TIMEOUT" });
    expect(given?.aborted).toBe(true);
    open();
    await executor.close();
  });

  it("that loses one answer still gives the others theirs, and is closed after them", async () => {
    let finish: (result: PipelineResult) => void = () => {};
    const slow = () => new Promise<PipelineResult>((resolve) => (finish = resolve));
    const { connect, closed } = pools([good, slow, new TransportError("receive", "cut")]);
    const executor = createWinRmExecutor({ server: "vmm", connect });
    await executor.execute(BATCH);
    const waiting = executor.execute(BATCH);
    await thrown(executor.execute(WRITING));
    expect(closed).toEqual([]);
    finish(good);
    expect(await waiting).toEqual(REPLY);
    expect(closed).toEqual([0]);
  });

  it("that cannot be opened is tried again by the next batch", async () => {
    const { connect } = pools([good]);
    let refuse = true;
    const executor = createWinRmExecutor({
      server: "vmm",
      connect: async () => {
        if (refuse) throw new AuthError("401", "check the account");
        return connect();
      },
    });
    expect(await thrown(executor.execute(BATCH))).toMatchObject({ outcome: "not-run", code: "WINRM_AUTH", hint: "check the account" });
    refuse = false;
    expect(await executor.execute(BATCH)).toEqual(REPLY);
  });

  it("is not opened for a batch that was given up before", async () => {
    const { connect, opened } = pools([good]);
    const error = await thrown(createWinRmExecutor({ server: "vmm", connect }).execute(BATCH, AbortSignal.abort()));
    expect(error).toMatchObject({ outcome: "not-run", code: "WINRM_STOPPED" });
    expect(opened()).toBe(0);
  });
});

describe("over the wire to a simulated VMM", () => {
  it("reads, creates, follows and finds again", async () => {
    const simulator = await startSimulator({ timeScale: 20_000 });
    const { url, username, password } = simulator;
    const credential = { username, password: new Secret(password) };
    const executor = createWinRmExecutor({ server: "localhost", connect: () => connectRunspacePool({ url, credential, maxRunspaces: 2 }) });
    try {
      const port = createVmmPort(executor, { server: "localhost" });
      const before = await port.readInventory();
      const operation = await creation(port, "web-1");
      const outcome = await port.run(operation);
      if (outcome.state !== "running") throw new Error(JSON.stringify(outcome));
      for (let turn = 0; turn < 500; turn++) if ((await port.pollJobs([outcome.jobId]))[0]?.state === "done") break;
      const after = await port.readInventory();
      expect(after.vms.length).toBe(before.vms.length + 1);
      expect(after.owned).toMatchObject([{ name: "web-1", mark: operation.mark, status: "PowerOff" }]);
    } finally {
      await executor.close();
      await simulator.close();
    }
  });
});

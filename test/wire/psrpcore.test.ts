import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Plain, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";
import { has, PYTHON, python } from "../parts.ts";
import { PythonPeer } from "./python-peer.ts";

const available = has("our messages read by psrpcore", python("psrpcore"));

const POOL = "8E12A5F0-3C47-4D61-9B0E-5F2A7C1D4E93";
const PIPELINE = "1B7C9D2E-4F60-4A83-B5C6-D7E8F9A0B1C2";
const HOSTILE = "a'b\"c`d$(e)<f>&\r\n\t\0_x0041_ größe 😀 ]]>";
const hex = (pieces: readonly Uint8Array[]) => Buffer.concat(pieces).toString("hex");
const parameters = (named: Readonly<Record<string, Plain>>) =>
  Object.entries(named).map(([name, value]) => ({ name, value: toClixml(value) }));

describe.skipIf(!available)("psrpcore", () => {
  it("still makes the stored messages", () => {
    const script = join(import.meta.dirname, "python", "make_goldens.py");
    const stored = readFileSync(join(import.meta.dirname, "..", "winrm", "goldens", "psrpcore.json"), "utf8");
    expect(spawnSync(PYTHON, [script], { encoding: "utf8" }).stdout).toBe(stored);
  });

  it("reads as a server what our client sends, cut small", async () => {
    const client = new ClientPool({ id: POOL, maxRunspaces: 7, minRunspaces: 2 });
    const server = new ServerPool({
      id: POOL,
      powerShellVersion: "5.1.1.1",
      newSessionKey: () => randomBytes(32),
      availableRunspaces: () => 7,
    });
    const open = client.open(300);
    client.poolData(Buffer.concat(server.poolData(Buffer.concat(open)).fragments));
    const given = { Name: HOSTILE, Small: 5, Large: 2 ** 40, Rational: 0.5, Flag: true, Nothing: null, Raw: new Uint8Array([0, 255]) };
    const nested = { List: ["a", 1, [false]], Table: { key: { inner: HOSTILE } } };
    const commands = [
      { text: "Get-Thing", isScript: false, parameters: parameters({ ...given, ...nested }) },
      { text: "param($x) $x", isScript: true, parameters: [{ name: null, value: toClixml("by position") }] },
    ];
    const spec = { commands, hasInput: true, host: "none", withInvocationInfo: false } as const;
    const pieces = client.startPipeline(PIPELINE, spec, 300);
    for (const value of ["one", 2, ["x", null]]) pieces.push(...client.input(PIPELINE, toClixml(value), 300));
    pieces.push(...client.endInput(PIPELINE, 300));
    await using peer = new PythonPeer("psrpcore_peer.py");
    const read = await peer.must({ op: "as_server", open: hex(open), pipeline: hex(pieces), pipelineId: PIPELINE });
    expect(read["opened"]).toEqual(["SessionCapabilityEvent", "InitRunspacePoolEvent"]);
    expect(read["runspaces"]).toEqual([2, 7]);
    expect(read["noInput"]).toBe(false);
    const named = Object.entries({ ...given, Raw: { bytes: "00ff" }, ...nested });
    expect(read["commands"]).toEqual([
      { text: "Get-Thing", script: false, parameters: named.map(([name, value]) => [`-${name}`, value]) },
      { text: "param($x) $x", script: true, parameters: [[null, "by position"]] },
    ]);
    const inputs = ["one", 2, ["x", null]].map((value) => ["PipelineInputEvent", value]);
    expect(read["rest"]).toEqual([...inputs, ["EndOfPipelineInputEvent", null]]);
  });

  it("reads as a client what our server sends", async () => {
    const client = new ClientPool({ id: POOL, maxRunspaces: 3 });
    const server = new ServerPool({
      id: POOL,
      powerShellVersion: "5.1.17763.1",
      newSessionKey: () => randomBytes(32),
      availableRunspaces: () => 3,
    });
    const open = server.poolData(Buffer.concat(client.open(10_000))).fragments;
    const record = {
      message: "no: <é>",
      fullyQualifiedErrorId: "801,X",
      category: "ObjectNotFound",
      exceptionType: "Test.X",
      targetName: "t",
    } as const;
    const long = HOSTILE.repeat(5000);
    const pieces = [
      ...server.output(PIPELINE, toClixml(long)),
      ...server.output(PIPELINE, toClixml(null)),
      ...server.output(PIPELINE, toClixml({ list: [1, 2.5, new Uint8Array([1])] })),
      ...server.text(PIPELINE, "warning", HOSTILE),
      ...server.error(PIPELINE, record),
      ...server.state(PIPELINE, "completed", null),
    ];
    await using peer = new PythonPeer("psrpcore_peer.py");
    const bytes = { open: hex(open), pipeline: hex(pieces), poolId: POOL, pipelineId: PIPELINE };
    expect(await peer.must({ op: "as_client", ...bytes })).toEqual({
      opened: ["SessionCapabilityEvent", "ApplicationPrivateDataEvent", "RunspacePoolStateEvent"],
      version: "5.1.17763.1",
      told: [
        ["PipelineOutputEvent", long],
        ["PipelineOutputEvent", null],
        ["PipelineOutputEvent", { list: [1, 2.5, { bytes: "01" }] }],
        ["WarningRecordEvent", HOSTILE],
        ["ErrorRecordEvent", ["no: <é>", "801,X", 13, "t"]],
        ["PipelineStateEvent", "Completed"],
      ],
    });
  });
});

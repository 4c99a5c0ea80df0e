import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { toClixml } from "../../provider/winrm/clixml/plain.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { type PipelineCommand, readCreatePipeline } from "../../provider/winrm/psrp/create-pipeline.ts";
import { messageAssembler } from "../../provider/winrm/psrp/message-reader.ts";
import { PsrpError } from "../../provider/winrm/psrp/protocol-error.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";

const ID = "AAAAAAAA-0000-1111-2222-BBBBBBBBBBBB";
const PIPELINE = "CCCCCCCC-0000-1111-2222-DDDDDDDDDDDD";

const spec = (commands: readonly PipelineCommand[]) => ({ commands, hasInput: false, host: "none", withInvocationInfo: false }) as const;

const pools = () => ({
  client: new ClientPool({ id: ID, maxRunspaces: 3 }),
  server: new ServerPool({ id: ID, powerShellVersion: "5.1.1.1", newSessionKey: () => randomBytes(32), availableRunspaces: () => 2 }),
});

const opened = () => {
  const both = pools();
  const answer = both.server.poolData(Buffer.concat(both.client.open(1000)));
  return { ...both, answer, events: both.client.poolData(Buffer.concat(answer.fragments)) };
};

describe("opening", () => {
  test("capability and pool go out, capability, versions and state come back", () => {
    const { client, answer, events } = opened();
    expect(answer).toMatchObject({ maxRunspaces: 3, reset: false, released: [] });
    expect(events.map((event) => event.kind)).toEqual(["capability", "private-data", "state"]);
    expect(events[0]).toEqual({ kind: "capability", protocolVersion: "2.3" });
    expect(client.state).toBe("opened");
  });

  test("the same when every byte comes alone", () => {
    const { client, server } = pools();
    const fragments = [...Buffer.concat(client.open(100))].flatMap((byte) => server.poolData(Uint8Array.of(byte)).fragments);
    const events = [...Buffer.concat(fragments)].flatMap((byte) => client.poolData(Uint8Array.of(byte)));
    expect(events.map((event) => event.kind)).toEqual(["capability", "private-data", "state"]);
  });

  // The bodies that Microsoft's engine accepts: winrm-psrp, section 3.4.
  test("the messages are those of the specification", () => {
    const { client } = pools();
    const messages = messageAssembler(10_000).push(Buffer.concat(client.open(1000)));
    expect(messages.map((message) => message.type)).toEqual(["SESSION_CAPABILITY", "INIT_RUNSPACEPOOL"]);
    expect(messages[0]?.body).toBe(
      '<Obj RefId="0"><MS><Version N="protocolversion">2.3</Version><Version N="PSVersion">2.0</Version><Version N="SerializationVersion">1.1.0.1</Version></MS></Obj>',
    );
    expect(messages[1]?.body).toContain('<I32 N="MinRunspaces">1</I32><I32 N="MaxRunspaces">3</I32>');
    expect(messages[1]?.body).toContain(
      '<MS><B N="_isHostNull">true</B><B N="_isHostUINull">true</B><B N="_isHostRawUINull">true</B><B N="_useRunspaceHost">true</B></MS>',
    );
  });

  test("a pipeline cannot start earlier", () => {
    expect(() => pools().client.startPipeline(PIPELINE, spec([]), 1000)).toThrow(PsrpError);
  });

  test("a message for a pipeline is no message for a pool", () => {
    const { client, server } = opened();
    const fragments = client.startPipeline(PIPELINE, spec([{ text: "x", isScript: false, parameters: [] }]), 10_000);
    expect(() => server.poolData(Buffer.concat(fragments))).toThrow(PsrpError);
  });
});

describe("pipelines", () => {
  const commands = [
    {
      text: "Get-Thing",
      isScript: false,
      parameters: [
        { name: "Name", value: toClixml("x") },
        { name: null, value: toClixml(null) },
      ],
    },
    { text: "$input | Out-Null", isScript: true, parameters: [] },
  ];

  test("commands arrive as they were, in fragments of any size", () => {
    for (const size of [22, 100, 5000, 100_000]) {
      const { client, server } = opened();
      const requests = client
        .startPipeline(PIPELINE, spec(commands), size)
        .flatMap((fragment) => server.pipelineData(PIPELINE, fragment).requests);
      expect(requests).toEqual([{ kind: "create", commands, hasInput: false }]);
    }
  });

  test("records of every kind come back", () => {
    const { client, server } = opened();
    client.startPipeline(PIPELINE, spec(commands), 1000);
    const record = { message: "m", fullyQualifiedErrorId: "i", category: "QuotaExceeded", exceptionType: "T.E" } as const;
    const sent = [
      server.output(PIPELINE, toClixml("a")),
      server.output(PIPELINE, { kind: "nil" }),
      server.text(PIPELINE, "warning", "w"),
      server.error(PIPELINE, record),
      server.state(PIPELINE, "failed", record),
    ];
    const events = sent.flat().flatMap((fragment) => client.pipelineData(PIPELINE, fragment));
    expect(events).toMatchObject([
      { kind: "output", value: { kind: "string", value: "a" } },
      { kind: "output", value: { kind: "nil" } },
      { kind: "warning", text: "w" },
      { kind: "error", record: { ...record, reason: "E" } },
      { kind: "state", state: "failed", failure: record },
    ]);
    // $null is a message of a header and nothing else
    expect(Buffer.concat(sent[1] ?? []).length).toBe(21 + 40);
  });

  test("data for a pipeline that has ended is refused", () => {
    const { client, server } = opened();
    client.startPipeline(PIPELINE, spec(commands), 1000);
    client.endPipeline(PIPELINE);
    expect(() => client.pipelineData(PIPELINE, Buffer.concat(server.text(PIPELINE, "warning", "w")))).toThrow(PsrpError);
  });

  test("a parameter's name is read with its dash or without, and with a colon", () => {
    const body = (name: string) =>
      readClixml(
        `<Obj RefId="0"><MS><Obj N="PowerShell" RefId="1"><MS><Obj N="Cmds" RefId="2"><LST><Obj RefId="3"><MS><S N="Cmd">c</S><B N="IsScript">false</B><Obj N="Args" RefId="4"><LST><Obj RefId="5"><MS><S N="N">${name}</S><I32 N="V">1</I32></MS></Obj></LST></Obj></MS></Obj></LST></Obj></MS></Obj></MS></Obj>`,
      );
    const names = ["-Name", "Name", "-Name:"].map((name) => readCreatePipeline(body(name)).commands[0]?.parameters[0]?.name);
    expect(names).toEqual(["Name", "Name", "Name"]);
  });

  test("a message without commands is refused", () => {
    expect(() => readCreatePipeline(toClixml(1))).toThrow(PsrpError);
  });
});

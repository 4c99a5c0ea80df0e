import { generateKeyPairSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { ClixmlError } from "../../provider/winrm/clixml/clixml-error.ts";
import { toClixml } from "../../provider/winrm/clixml/plain.ts";
import { int32 } from "../../provider/winrm/clixml/value.ts";
import { ClientPool } from "../../provider/winrm/psrp/client-pool.ts";
import { encodeFragments, FragmentAssembler } from "../../provider/winrm/psrp/fragment.ts";
import { answerHostCall, effectOf } from "../../provider/winrm/psrp/host-call.ts";
import { encodeMessage } from "../../provider/winrm/psrp/message.ts";
import { PsrpError } from "../../provider/winrm/psrp/protocol-error.ts";
import { ServerPool } from "../../provider/winrm/psrp/server-pool.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "./fuzz-kit.ts";

const ID = "AAAAAAAA-0000-1111-2222-BBBBBBBBBBBB";
const PIPELINE = "CCCCCCCC-0000-1111-2222-DDDDDDDDDDDD";
const COMMAND = {
  text: "c",
  isScript: false,
  parameters: [{ name: "P", value: toClixml({ a: [1, "x"] }) }],
  mergeIntoOutput: ["error" as const],
};
const SPEC = {
  commands: [{ ...COMMAND, endsStatement: true }, COMMAND],
  hasInput: true,
  host: "non-interactive" as const,
  withInvocationInfo: true,
};
const RECORD = { message: "m", fullyQualifiedErrorId: "i", category: "QuotaExceeded", exceptionType: "T.E" } as const;
const PROGRESS = {
  activity: "a",
  activityId: 1,
  parentActivityId: null,
  status: "s",
  currentOperation: "",
  percentComplete: 1,
  secondsRemaining: null,
  completed: false,
};
const TOKENS = [
  "<Nil/>",
  '<S N="a">',
  "</S>",
  '<I32 N="PipelineState">4</I32>',
  "<SS>AAAA</SS>",
  "<Obj>",
  "</Obj>",
  "\u0000".repeat(8),
  "\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001",
];

const joined = (parts: readonly Uint8Array[]) => Buffer.concat(parts);
const newServer = () =>
  new ServerPool({ id: ID, powerShellVersion: "5.1", newSessionKey: () => randomBytes(32), availableRunspaces: () => 1 });
const newClient = () => new ClientPool({ id: ID, maxRunspaces: 2, maxObjectBytes: 1_000_000 });
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** What a real conversation looks like, each way. */
const server = newServer();
const client = newClient();
const fromClient = { opening: joined(client.open(400)) };
const fromServer = { opening: joined(server.poolData(fromClient.opening).fragments) };
client.poolData(fromServer.opening);
const keyOffer = joined(client.offerKey(pair, 400));
const keyAnswer = joined(server.poolData(keyOffer).fragments);
const requests = joined([
  ...client.request({ kind: "set-max", count: 3 }, 400).fragments,
  ...client.request({ kind: "count-available" }, 400).fragments,
  ...client.request({ kind: "reset" }, 400).fragments,
]);
const availability = joined(server.poolData(requests).fragments);
const creation = joined(client.startPipeline(PIPELINE, SPEC, 500));
const input = joined([...client.input(PIPELINE, int32(1), 400), ...client.endInput(PIPELINE, 400)]);
const hostCall =
  '<Obj RefId="0"><MS><I64 N="ci">1</I64><Obj N="mi" RefId="1"><ToString>ReadLine</ToString><I32>11</I32></Obj><Obj N="mp" RefId="2"><LST><S>x</S></LST></Obj></MS></Obj>';
const output = joined([
  ...server.output(PIPELINE, toClixml({ a: [1, "x".repeat(300)] })),
  ...server.error(PIPELINE, RECORD),
  ...server.text(PIPELINE, "verbose", "v"),
  ...server.progress(PIPELINE, PROGRESS),
  ...server.information(PIPELINE, { data: toClixml("i"), tags: ["t"] }),
  ...encodeFragments(
    77n,
    encodeMessage({ destination: "client", type: "PIPELINE_HOST_CALL", poolId: ID, pipelineId: PIPELINE, body: hostCall }),
    400,
  ),
  ...server.state(PIPELINE, "failed", RECORD),
]);

/** Cut anywhere: a stream has no packets. */
function pieces(bytes: Buffer, next: () => number): Buffer[] {
  const at = next() % (bytes.length + 1);
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

test(
  "fragments: no more comes out than went in",
  () => {
    const outcomes = fuzz({
      seed: 3,
      runs: fuzzRuns(10_000),
      corpus: [fromClient.opening, creation, output],
      tokens: TOKENS,
      refusals: [PsrpError],
      decode: (bytes, next) => {
        let taken = 0;
        const count = (blob: Buffer) => {
          taken += blob.length;
        };
        const assembler = new FragmentAssembler(10_000, () => ({ add: count, end: count }));
        for (const piece of pieces(bytes, next)) assembler.push(piece);
        expect(taken).toBeLessThanOrEqual(bytes.length);
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

test(
  "the client: what servers send to pools and pipelines",
  () => {
    fuzz({
      seed: 4,
      runs: fuzzRuns(2000),
      corpus: [fromServer.opening, keyAnswer, availability],
      tokens: TOKENS,
      refusals: [PsrpError, ClixmlError],
      decode: (bytes, next) => {
        const pool = newClient();
        pool.open(1000);
        pool.offerKey(pair, 1000);
        for (const piece of pieces(bytes, next)) pool.poolData(piece);
      },
    });
    const outcomes = fuzz({
      seed: 5,
      runs: fuzzRuns(2000),
      corpus: [output],
      tokens: TOKENS,
      refusals: [PsrpError, ClixmlError],
      decode: (bytes, next) => {
        const pool = newClient();
        pool.poolData(fromServer.opening);
        pool.startPipeline(PIPELINE, SPEC, 10_000);
        for (const event of pieces(bytes, next).flatMap((piece) => pool.pipelineData(PIPELINE, piece))) {
          if (event.kind !== "host-call") continue;
          effectOf(event.call);
          answerHostCall(event.call);
        }
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

test(
  "the server: what clients send to pools and pipelines",
  () => {
    fuzz({
      seed: 6,
      runs: fuzzRuns(4000),
      corpus: [fromClient.opening, requests, keyOffer],
      tokens: TOKENS,
      refusals: [PsrpError, ClixmlError],
      decode: (bytes, next) => {
        const pool = newServer();
        for (const piece of pieces(bytes, next)) pool.poolData(piece);
      },
    });
    const outcomes = fuzz({
      seed: 7,
      runs: fuzzRuns(4000),
      corpus: [creation, input],
      tokens: TOKENS,
      refusals: [PsrpError, ClixmlError],
      decode: (bytes, next) => {
        const pool = newServer();
        for (const piece of pieces(bytes, next)) pool.pipelineData(PIPELINE, piece);
      },
    });
    expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

import { setTimeout as sleep } from "node:timers/promises";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { SecureString } from "../../provider/winrm/clixml/secure-string.ts";
import type { ClixmlValue } from "../../provider/winrm/clixml/value.ts";
import type { PipelineCommand } from "../../provider/winrm/index.ts";
import { PipelineFailure, type PipelineSink, type RunspaceHandler } from "../../provider/winrm/server.ts";

const argumentOf = (commands: readonly PipelineCommand[], name: string): unknown => {
  const value = commands[0]?.parameters.find((parameter) => parameter.name === name)?.value;
  return value === undefined ? undefined : fromClixml(value);
};

/** What the loopback tests run: named by the command's text. */
const VERBS: Readonly<
  Record<
    string,
    (
      commands: readonly PipelineCommand[],
      sink: PipelineSink,
      signal: AbortSignal,
      handler: EchoHandler,
      input: AsyncIterable<ClixmlValue>,
    ) => Promise<void> | void
  >
> = {
  "Test-Echo": (commands, sink) => {
    for (const { value } of commands[0]?.parameters ?? []) sink.output(value);
  },
  "Test-Count": (commands, sink) => {
    for (let n = 1; n <= Number(argumentOf(commands, "To")); n += 1) sink.output(toClixml(n));
  },
  "Test-Text": (commands, sink) => sink.output(toClixml("x".repeat(Number(argumentOf(commands, "Length"))))),
  "Test-Error": (_commands, sink) => {
    sink.output(toClixml("before"));
    sink.warning("careful\r\n_x0041_");
    sink.error({
      message: "no such thing: <é>",
      fullyQualifiedErrorId: "801,Test.GetThing",
      category: "ObjectNotFound",
      exceptionType: "Test.ThingException",
      targetName: "thing",
    });
    sink.output(toClixml("after"));
  },
  "Test-Fail": () => {
    throw new PipelineFailure({
      message: "it ended",
      fullyQualifiedErrorId: "Ended,Test",
      category: "ResourceBusy",
      exceptionType: "Test.EndException",
      recommendedAction: "wait",
    });
  },
  "Test-Break": () => {
    throw new Error("plain error");
  },
  "Test-Sleep": async (commands, sink, signal) => {
    sink.output(toClixml("started"));
    await sleep(Number(argumentOf(commands, "Ms")), undefined, { signal });
    sink.output(toClixml("slept"));
  },
  /** Holds every pipeline until `Width` of them have run at once. */
  "Test-Gate": async (commands, sink, signal, handler) => {
    while (handler.mostRunning < Number(argumentOf(commands, "Width"))) await sleep(5, undefined, { signal });
    sink.output(toClixml("through"));
  },
  "Test-Streams": (_commands, sink) => {
    sink.verbose("v");
    sink.debug("d");
    sink.information({ data: toClixml({ a: 1 }), source: "s", tags: ["t"], user: "u", computer: "c" });
    const bar = { activity: "a", activityId: 3, parentActivityId: null, status: "s", currentOperation: "", secondsRemaining: null };
    sink.progress({ ...bar, percentComplete: 50, completed: false });
    sink.progress({ ...bar, percentComplete: null, completed: true });
    sink.output(toClixml("o"));
  },
  "Test-Sum": async (_commands, sink, _signal, _handler, input) => {
    let [count, sum] = [0, 0];
    for await (const value of input) {
      count += 1;
      sum += Number(fromClixml(value));
    }
    sink.output(toClixml([count, sum]));
  },
  "Test-FirstOf": async (commands, sink, _signal, _handler, input) => {
    let left = Number(argumentOf(commands, "Count"));
    for await (const value of input) {
      sink.output(value);
      left -= 1;
      if (left === 0) return;
    }
  },
  "Test-Reveal": async (commands, sink, _signal, _handler, input) => {
    const secret = argumentOf(commands, "Secret");
    if (secret instanceof SecureString) sink.output(toClixml(secret.reveal()));
    for await (const value of input) sink.output(toClixml((fromClixml(value) as SecureString).reveal()));
  },
  "Test-Secret": (_commands, sink) => sink.output(toClixml(new SecureString("from the server"))),
  "Test-Deaf": async (commands) => {
    await sleep(Number(argumentOf(commands, "Ms")));
  },
};

export interface EchoHandler extends RunspaceHandler {
  running: number;
  mostRunning: number;
  started: number;
  closed: boolean;
  resets: number;
}

export function echoHandler(): EchoHandler {
  return {
    running: 0,
    mostRunning: 0,
    started: 0,
    closed: false,
    resets: 0,
    async run({ commands, input }, sink, signal) {
      this.running += 1;
      this.started += 1;
      this.mostRunning = Math.max(this.mostRunning, this.running);
      try {
        const verb = VERBS[commands[0]?.text ?? ""];
        if (verb === undefined) throw new Error("no such verb");
        await verb(commands, sink, signal, this, input);
      } finally {
        this.running -= 1;
      }
    },
    reset() {
      this.resets += 1;
    },
    close() {
      this.closed = true;
    },
  };
}

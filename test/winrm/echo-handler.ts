import { setTimeout as sleep } from "node:timers/promises";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
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
    (commands: readonly PipelineCommand[], sink: PipelineSink, signal: AbortSignal, handler: EchoHandler) => Promise<void> | void
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
  "Test-Deaf": async (commands) => {
    await sleep(Number(argumentOf(commands, "Ms")));
  },
};

export interface EchoHandler extends RunspaceHandler {
  running: number;
  mostRunning: number;
  started: number;
  closed: boolean;
}

export function echoHandler(): EchoHandler {
  return {
    running: 0,
    mostRunning: 0,
    started: 0,
    closed: false,
    async run({ commands }, sink, signal) {
      this.running += 1;
      this.started += 1;
      this.mostRunning = Math.max(this.mostRunning, this.running);
      try {
        const verb = VERBS[commands[0]?.text ?? ""];
        if (verb === undefined) throw new Error("no such verb");
        await verb(commands, sink, signal, this);
      } finally {
        this.running -= 1;
      }
    },
    close() {
      this.closed = true;
    },
  };
}

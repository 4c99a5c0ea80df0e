import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";
import type { PipelineCommand } from "../../provider/winrm/index.ts";
import { ClientPool, type PipelineEvent, type PoolEvent } from "../../provider/winrm/psrp/client-pool.ts";
import { ZERO_GUID } from "../../provider/winrm/psrp/guid.ts";

interface Packet {
  readonly name: string;
  readonly guid: string;
  readonly data: Buffer;
}

const PACKET = /^<(\w+)\s+(?:Stream=['"]\w+['"]\s+)?PSGuid=['"]([0-9a-f-]+)['"]\s*(?:\/>|>([^<]*)<\/\w+>)$/i;

/** Drives `pwsh -sshs`, Microsoft's PSRP server over stdin and stdout, with our own state machine. */
export class StdioClient {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #pool = new ClientPool({ id: randomUUID(), maxRunspaces: 1 });
  readonly #packets: Packet[] = [];
  #ended = false;
  #wake: () => void = () => {};

  /** @param configuration Path of a session configuration that restricts the endpoint, as JEA does. */
  constructor(configuration?: string, env: NodeJS.ProcessEnv = process.env) {
    const restricted = configuration === undefined ? [] : ["-ConfigurationFile", configuration];
    this.#process = spawn("pwsh", ["-NoProfile", "-sshs", ...restricted], { env });
    this.#process.once("exit", () => {
      this.#ended = true;
      this.#wake();
    });
    createInterface({ input: this.#process.stdout }).on("line", (line) => {
      const [, name = "", guid = "", data = ""] = PACKET.exec(line) ?? [];
      this.#packets.push({ name: name || line, guid: guid.toLowerCase(), data: Buffer.from(data, "base64") });
      this.#wake();
    });
  }

  async open(): Promise<readonly PoolEvent[]> {
    const events: PoolEvent[] = [];
    this.#data(ZERO_GUID, Buffer.concat(this.#pool.open(30_000)));
    while (this.#pool.state !== "opened" && this.#pool.state !== "broken")
      events.push(...this.#pool.poolData((await this.#next("Data", ZERO_GUID)).data));
    await this.#next("DataAck", ZERO_GUID);
    return events;
  }

  async run(commands: readonly PipelineCommand[]): Promise<readonly PipelineEvent[]> {
    const id = randomUUID();
    const events: PipelineEvent[] = [];
    this.#write(`<Command PSGuid='${id}' />`);
    await this.#next("CommandAck", id);
    for (const fragment of this.#pool.startPipeline(id, { commands, hasInput: false, host: "none", withInvocationInfo: false }, 30_000)) {
      this.#data(id, fragment);
      await this.#next("DataAck", id);
    }
    while (!events.some((event) => event.kind === "state"))
      events.push(...this.#pool.pipelineData(id, (await this.#next("Data", id)).data));
    this.#write(`<Close PSGuid='${id}' />`);
    await this.#next("CloseAck", id);
    this.#pool.endPipeline(id);
    return events;
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    this.#process.stdin.end();
    await ended;
  }

  #data(guid: string, bytes: Uint8Array): void {
    this.#write(`<Data Stream='Default' PSGuid='${guid}'>${Buffer.from(bytes).toString("base64")}</Data>`);
  }

  #write(line: string): void {
    this.#process.stdin.write(`${line}\n`);
  }

  /** The next packet of that name and target; others stay for those who ask for them. */
  async #next(name: string, guid: string): Promise<Packet> {
    for (;;) {
      const index = this.#packets.findIndex((packet) => packet.name === name && packet.guid === guid.toLowerCase());
      const [packet] = index < 0 ? [] : this.#packets.splice(index, 1);
      if (packet !== undefined) return packet;
      if (this.#ended) throw new Error("the engine ended");
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

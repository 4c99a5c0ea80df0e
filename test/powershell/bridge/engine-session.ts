import { readClixml } from "../../../provider/winrm/clixml/reader.ts";
import { FragmentAssembler } from "../../../provider/winrm/psrp/fragment.ts";
import { decodeMessage } from "../../../provider/winrm/psrp/message.ts";
import { isFinal, readPipelineState } from "../../../provider/winrm/psrp/states.ts";
import { Outbox } from "../../../provider/winrm/server/outbox.ts";
import { type EngineProcess, SESSION } from "./engine-process.ts";

interface Pipeline {
  readonly outbox: Outbox;
  readonly messages: FragmentAssembler;
}

const MAX_OBJECT_BYTES = 2 ** 28;

/** One session of the engine as a shell of WS-Man: what comes from the engine waits here for a Receive. */
export class EngineSession {
  readonly outbox = new Outbox();
  readonly #engine: EngineProcess;
  readonly #pipelines = new Map<string, Pipeline>();
  /** Every command needs its Close, or that of the session blocks for ever. */
  readonly #unclosed = new Set<string>();
  gone = false;

  constructor(engine: EngineProcess) {
    this.#engine = engine;
    engine.onData = (target, bytes) => this.#take(target, bytes);
    engine.onEnd = () => this.#drop();
  }

  /** The engine opens the session; its answers come on the pool's stream. */
  open(creation: Uint8Array): void {
    this.#engine.data(SESSION, creation).catch(() => {});
  }

  async start(id: string, data: Uint8Array): Promise<void> {
    this.#pipelines.set(id, { outbox: new Outbox(), messages: new FragmentAssembler(MAX_OBJECT_BYTES) });
    this.#unclosed.add(id);
    await this.#engine.command(id);
    // Not waited for: the engine may want the session's key first, which comes by another request.
    this.#engine.data(id, data).catch(() => {});
  }

  has(id: string): boolean {
    return this.#pipelines.has(id);
  }

  async send(id: string | undefined, data: Uint8Array, stream: "Default" | "PromptResponse"): Promise<void> {
    await this.#engine.data(id ?? SESSION, data, stream);
  }

  outboxOf(id: string): Outbox | undefined {
    return this.#pipelines.get(id)?.outbox;
  }

  forget(id: string): void {
    this.#pipelines.delete(id);
  }

  async stop(id: string): Promise<void> {
    if (this.#unclosed.has(id)) await this.#engine.signal(id);
  }

  async terminate(id: string): Promise<void> {
    if (this.#unclosed.delete(id)) await this.#engine.close(id);
    this.#pipelines.get(id)?.outbox.end();
    this.forget(id);
  }

  /** Ends the session; the process can then take the next. */
  async close(): Promise<void> {
    if (this.gone) return;
    await Promise.all([...this.#unclosed].map((id) => this.terminate(id)));
    await this.#engine.close(SESSION);
    this.#drop();
  }

  #take(target: string, bytes: Buffer): void {
    if (target === SESSION) this.outbox.push([bytes]);
    const pipeline = this.#pipelines.get(target);
    if (pipeline === undefined) return;
    pipeline.outbox.push([bytes]);
    for (const message of pipeline.messages.push(bytes).map(decodeMessage)) {
      const report = message.type === "PIPELINE_STATE" ? readPipelineState(readClixml(message.body)) : undefined;
      if (report !== undefined && isFinal(report.state)) pipeline.outbox.end();
    }
  }

  #drop(): void {
    this.gone = true;
    for (const { outbox } of this.#pipelines.values()) outbox.close();
    this.#pipelines.clear();
    this.outbox.close();
  }
}

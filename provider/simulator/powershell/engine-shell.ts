import { readClixml } from "../../winrm/clixml/reader.ts";
import type { FragmentAssembler } from "../../winrm/psrp/fragment.ts";
import type { PsrpMessage } from "../../winrm/psrp/message.ts";
import { messageAssembler } from "../../winrm/psrp/message-reader.ts";
import { isFinal, readPipelineState } from "../../winrm/psrp/states.ts";
import { Outbox } from "../../winrm/server/outbox.ts";
import { ServerShell } from "../../winrm/server/server-shell.ts";
import type { InputStream } from "../../winrm/wsman/send.ts";
import { type EngineProcess, SESSION } from "./engine-process.ts";

interface Pipeline {
  readonly outbox: Outbox;
  readonly messages: FragmentAssembler<PsrpMessage>;
}

const MAX_OBJECT_BYTES = 2 ** 28;
const engineStream = (stream: InputStream | undefined) => (stream === "pr" ? "PromptResponse" : "Default");

/**
 * A shell whose runspace pool is a process of PowerShell's own: what each action of WS-Man becomes on stdio (winrm-psrp, section 3.8).
 * The fragments pass as they are; only the end of a pipeline is looked for in them. Nothing waits for the engine: what it
 * has to say comes by the outboxes, and an engine that ends closes them.
 */
export class EngineShell extends ServerShell {
  readonly id: string;
  readonly outbox = new Outbox();
  readonly #engine: EngineProcess;
  readonly #pipelines = new Map<string, Pipeline>();
  /** Every command needs its Close, or the engine keeps it. */
  readonly #unclosed = new Set<string>();

  constructor(id: string, engine: EngineProcess) {
    super();
    this.id = id;
    this.#engine = engine;
    engine.onData = (target, bytes) => this.#take(target, bytes);
    engine.onEnd = () => this.#drop();
    if (engine.ended) this.#drop();
  }

  get gone(): boolean {
    return this.#engine.ended;
  }

  get commandIds(): readonly string[] {
    return [...this.#pipelines.keys()].map((id) => id.toUpperCase());
  }

  poolData(bytes: Uint8Array, stream?: InputStream): void {
    this.#engine.data(SESSION, bytes, engineStream(stream)).catch(ignored);
  }

  /** The engine's session over stdio is its first client's alone. */
  connect(): undefined {
    return undefined;
  }

  dismissListeners(): void {
    for (const { outbox } of [this, ...this.#pipelines.values()]) outbox.dismiss();
  }

  start(id: string, data: Uint8Array): void {
    const target = id.toLowerCase();
    const pipeline = { outbox: new Outbox(), messages: messageAssembler(MAX_OBJECT_BYTES) };
    this.#pipelines.set(target, pipeline);
    this.#unclosed.add(target);
    this.#engine.command(target).catch(ignored);
    this.#engine.data(target, data).catch(ignored);
  }

  send(id: string, data: Uint8Array, stream?: InputStream): boolean {
    const target = id.toLowerCase();
    if (!this.#pipelines.has(target)) return false;
    this.#engine.data(target, data, engineStream(stream)).catch(ignored);
    return true;
  }

  outboxOf(id: string): Outbox | undefined {
    return this.#pipelines.get(id.toLowerCase())?.outbox;
  }

  stop(id: string): boolean {
    const target = id.toLowerCase();
    if (!this.#unclosed.has(target)) return false;
    this.#engine.signal(target).catch(ignored);
    return true;
  }

  terminate(id: string): boolean {
    const target = id.toLowerCase();
    const unclosed = this.#unclosed.delete(target);
    if (unclosed) this.#engine.close(target).catch(ignored);
    this.#pipelines.get(target)?.outbox.end();
    this.forget(target);
    return unclosed;
  }

  forget(id: string): void {
    this.#pipelines.delete(id.toLowerCase());
  }

  /** The process ends with its shell. */
  close(): void {
    this.#drop();
    void this.#engine.end();
  }

  #take(target: string, bytes: Buffer): void {
    if (target === SESSION) this.outbox.push([bytes]);
    const pipeline = this.#pipelines.get(target);
    if (pipeline === undefined) return;
    pipeline.outbox.push([bytes]);
    for (const message of pipeline.messages.push(bytes)) {
      const report = message.type === "PIPELINE_STATE" ? readPipelineState(readClixml(message.body)) : undefined;
      if (report !== undefined && isFinal(report.state)) pipeline.outbox.end();
    }
  }

  #drop(): void {
    for (const { outbox } of this.#pipelines.values()) outbox.close();
    this.outbox.close();
  }
}

/** An engine that has ended is told by the outboxes. */
const ignored = () => {};

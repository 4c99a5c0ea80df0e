import { setImmediate as turn } from "node:timers/promises";
import type { ClixmlValue } from "../clixml/value.ts";

export type PipelineInput = AsyncIterable<ClixmlValue> | Iterable<ClixmlValue>;

export interface InputSink {
  /** The fragments of one value. */
  encode(value: ClixmlValue): Promise<readonly Uint8Array[]>;
  /** The fragments that end the input. */
  end(): readonly Uint8Array[];
  send(fragments: Uint8Array): Promise<void>;
  readonly maxBytes: number;
  /** The pipeline takes no more. */
  readonly ended: AbortSignal;
}

/**
 * Sends values as they come, many in one request where they come fast. A source that fails ends nothing: half an input must
 * not look like a whole one.
 *
 * Rejects with the error of the source or of the sink; resolves when all is sent, or the pipeline takes no more.
 */
export async function sendInput(input: PipelineInput, sink: InputSink): Promise<void> {
  const source = iteratorOf(input);
  const batch = new Batch(sink);
  let finished = false;
  try {
    while (!sink.ended.aborted) {
      const next = source.next();
      // What is ready does not wait for what is not.
      if (batch.bytes > 0 && (await isLate(next))) await batch.flush();
      const item = await unlessAborted(next, sink.ended);
      if (item === undefined) return;
      if (item.done) {
        finished = true;
        break;
      }
      for (const fragment of await sink.encode(item.value)) await batch.add(fragment);
    }
    if (sink.ended.aborted) return;
    for (const fragment of sink.end()) await batch.add(fragment);
    await batch.flush();
  } finally {
    // Not waited for: a source that hangs in its next value cannot end either.
    if (!finished) void Promise.resolve(source.return?.()).catch(() => {});
  }
}

class Batch {
  readonly #sink: InputSink;
  #fragments: Uint8Array[] = [];
  bytes = 0;

  constructor(sink: InputSink) {
    this.#sink = sink;
  }

  async add(fragment: Uint8Array): Promise<void> {
    if (this.bytes + fragment.length > this.#sink.maxBytes) await this.flush();
    this.#fragments.push(fragment);
    this.bytes += fragment.length;
  }

  async flush(): Promise<void> {
    if (this.bytes === 0) return;
    const joined = Buffer.concat(this.#fragments);
    this.#fragments = [];
    this.bytes = 0;
    await this.#sink.send(joined);
  }
}

function iteratorOf(input: PipelineInput): AsyncIterator<ClixmlValue> {
  if (Symbol.asyncIterator in input) return input[Symbol.asyncIterator]();
  const source = input[Symbol.iterator]();
  return {
    next: async () => source.next(),
    return: async () => source.return?.() ?? { done: true, value: undefined },
  };
}

const isLate = (next: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    next.then(
      () => false,
      () => false,
    ),
    turn(true),
  ]);

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const leave = () => resolve(undefined);
    signal.addEventListener("abort", leave, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}

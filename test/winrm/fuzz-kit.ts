import { numbers } from "./ntlm-kit.ts";

/** Inputs for each decoder: few in the fast loop, as many as `SCVMM_FUZZ_RUNS` says in the long one. */
export const fuzzRuns = (fast: number): number => Number(process.env["SCVMM_FUZZ_RUNS"] ?? fast);

/** Long enough for the long run of a decoder. */
export const FUZZ_TIMEOUT_MS = 3_600_000;

const SLOW_MS = 2000;
const MEMORY_BYTES = 384 * 1024 * 1024;
const MAX_INPUT_BYTES = 64 * 1024;
const EDGES = [0, 1, 0x7f, 0x80, 0xff];

export interface Fuzzed {
  readonly seed: number;
  readonly runs: number;
  /** Inputs that are right; what is tried are these, changed. */
  readonly corpus: readonly Uint8Array[];
  /** Pieces that mean something to the decoder, to put in anywhere. */
  readonly tokens?: readonly string[];
  /** Returns for what it takes, throws for what it refuses. `next` gives numbers for choices of its own. */
  readonly decode: (input: Buffer, next: () => number) => void;
  /** The errors that a refusal may be. */
  readonly refusals: readonly (abstract new (
    ...given: never[]
  ) => Error)[];
}

/**
 * Feeds a decoder with changed inputs. Throws for an error that is no refusal, for one input that takes seconds, and for
 * memory that grows; the message holds the input, as base64.
 */
export function fuzz({ seed, runs, corpus, tokens = [], decode, refusals }: Fuzzed): { read: number; refused: number } {
  const next = numbers(seed);
  const inserts = tokens.map((token) => Buffer.from(token, "utf8"));
  const outcomes = { read: 0, refused: 0 };
  const memoryBefore = process.memoryUsage().rss;
  for (let run = 0; run < runs; run += 1) {
    const input = mutate(corpus, inserts, next);
    // Time of the processor: on a busy machine anything may wait for seconds.
    const started = process.cpuUsage();
    try {
      decode(input, next);
      outcomes.read += 1;
    } catch (error) {
      if (!refusals.some((refusal) => error instanceof refusal))
        throw new Error(`run ${run} failed on ${input.toString("base64")}`, { cause: error });
      outcomes.refused += 1;
    }
    if (process.cpuUsage(started).user > SLOW_MS * 1000) throw new Error(`run ${run} took too long on ${input.toString("base64")}`);
  }
  const grown = process.memoryUsage().rss - memoryBefore;
  if (grown > MEMORY_BYTES) throw new Error(`memory grew by ${grown} bytes`);
  return outcomes;
}

/** One to four changes to one of the corpus; now and then pure noise. */
function mutate(corpus: readonly Uint8Array[], inserts: readonly Buffer[], next: () => number): Buffer {
  if (next() % 64 === 0) return Buffer.from(Array.from({ length: next() % 200 }, () => next() & 0xff));
  const one = () => Buffer.from(corpus[next() % corpus.length] ?? []);
  let changed: Buffer = one();
  for (let count = 1 + (next() % 4); count > 0; count -= 1) changed = change(changed, one, inserts, next);
  return changed.subarray(0, MAX_INPUT_BYTES);
}

function change(input: Buffer, other: () => Buffer, inserts: readonly Buffer[], next: () => number): Buffer {
  const at = next() % (input.length + 1);
  const length = 1 + (next() % (next() % 4 === 0 ? 200 : 8));
  const [before, after] = [input.subarray(0, at), input.subarray(at)];
  switch (next() % 8) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, after.subarray(length)]);
    case 2:
      return Buffer.concat([before, after.subarray(0, length), after]);
    case 3:
      return Buffer.concat([before, other().subarray(next() % 100, (next() % 100) + length)]);
    case 4:
      return Buffer.concat([before, after.subarray(0, length).fill(0xff), after.subarray(length)]);
    case 5: {
      const insert = inserts[next() % Math.max(1, inserts.length)] ?? Buffer.alloc(0);
      return Buffer.concat([before, insert, after]);
    }
    default: {
      if (at < input.length) input[at] = next() % 2 === 0 ? next() & 0xff : (EDGES[next() % EDGES.length] ?? 0);
      return input;
    }
  }
}

import { type RequestKind, type RequestWriter, requestWriter } from "../wsman/envelope.ts";

interface KnownWriter {
  readonly kind: RequestKind;
  readonly write: RequestWriter;
  /** Bytes of an envelope with an empty body. */
  readonly overhead: number;
}

const FIELDS = [
  "action",
  "to",
  "sessionId",
  "resourceUri",
  "maxEnvelopeBytes",
  "operationTimeoutSeconds",
  "selectors",
  "options",
] as const satisfies readonly (keyof RequestKind)[];

/** Keeps what wrote the last request of each action: the next one is of the same kind mostly. */
export class RequestWriters {
  readonly #known = new Map<string, KnownWriter>();

  of(kind: RequestKind): KnownWriter {
    const last = this.#known.get(kind.action);
    if (last !== undefined && FIELDS.every((field) => last.kind[field] === kind[field])) return last;
    const write = requestWriter(kind);
    const writer = { kind, write, overhead: Buffer.byteLength(write({ messageId: kind.sessionId }, "")) };
    this.#known.set(kind.action, writer);
    return writer;
  }
}

import { ReusedBytes } from "../bytes/reused-bytes.ts";
import { type Collector, FragmentAssembler } from "./fragment.ts";
import { HEADER_BYTES, type MessageHeader, type PsrpMessage, readHeader } from "./message.ts";
import { PsrpError } from "./protocol-error.ts";

/** Drops a byte order mark, which servers write. */
const atStart = new TextDecoder("utf-8", { fatal: true });
const further = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Much smaller texts would be moved about by the collector; much larger ones cost what they are to save. */
const PIECE_BYTES = 512 * 1024;

/**
 * Makes text of a message's blobs as they come: of a large message there is then never all of its bytes, only its text, in
 * pieces and in the end once more in one. Throws `PsrpError`.
 */
export class MessageReader implements Collector<PsrpMessage> {
  #header: MessageHeader | undefined;
  readonly #pieceBytes: number;
  readonly #pieces: string[] = [];
  /** What is no text yet. */
  readonly #bytes = new ReusedBytes();

  constructor(pieceBytes = PIECE_BYTES) {
    this.#pieceBytes = pieceBytes;
  }

  add(blob: Buffer): void {
    this.#bytes.add(blob);
    if (this.#bytes.length < this.#pieceBytes) return;
    const text = this.#afterHeader(this.#bytes.gathered);
    const end = text.length - openCharacter(text);
    const rest = Buffer.from(text.subarray(end));
    this.#read(text.subarray(0, end));
    this.#bytes.clear();
    this.#bytes.add(rest);
  }

  end(blob: Buffer): PsrpMessage {
    if (this.#bytes.length > 0) this.#bytes.add(blob);
    this.#read(this.#afterHeader(this.#bytes.length > 0 ? this.#bytes.gathered : blob));
    return { ...(this.#header as MessageHeader), body: this.#pieces.join("") };
  }

  #afterHeader(bytes: Buffer): Buffer {
    if (this.#header !== undefined) return bytes;
    this.#header = readHeader(bytes);
    return bytes.subarray(HEADER_BYTES);
  }

  #read(text: Buffer): void {
    if (text.length > 0) this.#pieces.push(decode(this.#pieces.length === 0 ? atStart : further, text));
  }
}

/** Takes the messages out of a stream of fragments. */
export const messageAssembler = (maxObjectBytes: number, missed?: () => void): FragmentAssembler<PsrpMessage> =>
  new FragmentAssembler(maxObjectBytes, () => new MessageReader(), missed);

/** Of a message that is there as a whole. Throws `PsrpError`. */
export function decodeMessage(bytes: Buffer): PsrpMessage {
  return new MessageReader().end(bytes);
}

function decode(decoder: typeof atStart, bytes: Buffer): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw new PsrpError("a message is not valid UTF-8", { cause });
  }
}

/** Bytes at the end that are the start of a character whose rest is missing (RFC 3629, 3). */
function openCharacter(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    return length > back ? back : 0;
  }
  return 0;
}

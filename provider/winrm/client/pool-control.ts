import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { ClixmlError } from "../clixml/clixml-error.ts";
import { PoolStateError, ProtocolError, type TransportError } from "../errors.ts";
import { versionAtLeast } from "../psrp/capability.ts";
import type { ClientPool, PoolEvent, PoolRequest } from "../psrp/client-pool.ts";
import { KeyNeeded, PsrpError } from "../psrp/protocol-error.ts";
import { RECEIVE_OPTIONS, writeReceive } from "../wsman/receive.ts";
import { writeSend } from "../wsman/send.ts";
import type { XmlElement } from "../wsman/xml-tree.ts";
import { fragmentCapacity } from "./fragment-capacity.ts";
import { nothingYet } from "./nothing-yet.ts";
import { receivedData } from "./received-data.ts";
import type { WsManClient } from "./ws-man-client.ts";

const makeKeyPair = promisify(generateKeyPair);

interface Waiting {
  /** Whether the event is what is waited for. */
  readonly take: (event: PoolEvent) => boolean;
  readonly fail: (error: unknown) => void;
}

/**
 * For each pipeline its own requests and the clearing up of the one before it, which its caller does not wait for; and for the
 * pool a parked Receive and the requests between. They are opened when they are needed.
 */
export const channelsFor = (runspaces: number): number => 2 * runspaces + 1;

/**
 * What is asked of an open pool itself, beside its pipelines. The answers come on the pool's own stream, which is listened
 * to only while an answer is due: a parked Receive costs a connection.
 */
export class PoolControl {
  readonly #wsman: WsManClient;
  readonly #pool: ClientPool;
  readonly #waiting = new Set<Waiting>();
  #listening = false;
  #sending: Promise<unknown> = Promise.resolve();
  #keys: Promise<void> | undefined;

  constructor(wsman: WsManClient, pool: ClientPool) {
    this.#wsman = wsman;
    this.#pool = pool;
  }

  /** Rejects with a `WinRmError`. */
  async request(request: PoolRequest): Promise<boolean | number> {
    if (request.kind === "reset" && !versionAtLeast(this.#pool.protocolVersion, 2, 3)) {
      throw new PoolStateError("the server's PowerShell is too old to reset runspaces: it came with 5.0");
    }
    const { callId, fragments } = this.#pool.request(request, this.#capacity);
    let answer: boolean | number = false;
    await this.#ask(fragments, (event) => {
      if (event.kind !== "availability" || event.callId !== callId) return false;
      answer = event.answer;
      return true;
    });
    return answer;
  }

  /** Gives the session a key for secure strings, unless it has one. */
  exchangeKeys(): Promise<void> {
    this.#keys ??= this.#exchange().catch((error: unknown) => {
      this.#keys = undefined;
      throw error;
    });
    return this.#keys;
  }

  /**
   * A server that speaks to clients of before 2.2 asks for the key on the pool's stream when a pipeline wants to send a secure string,
   * and holds the pipeline until it has it. Nobody listens there meanwhile, so such a session gets its key first.
   */
  async keyForOldServer(): Promise<void> {
    if (!versionAtLeast(this.#pool.protocolVersion, 2, 2)) await this.exchangeKeys();
  }

  /** Does what needs the session's key, getting the key first when there is none. */
  async withKey<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof KeyNeeded)) throw error;
      await this.exchangeKeys();
      return work();
    }
  }

  async #exchange(): Promise<void> {
    const pair = await makeKeyPair("rsa", { modulusLength: 2048 });
    await this.#ask(this.#pool.offerKey(pair, this.#capacity), (event) => event.kind === "key");
  }

  get #capacity(): number {
    return fragmentCapacity(this.#wsman.maxEnvelopeBytes, this.#wsman.overhead("Send"));
  }

  /** Who waits is known before anything is sent: another's Receive may bring the answer sooner than our Send is answered. */
  async #ask(fragments: readonly Uint8Array[], take: Waiting["take"]): Promise<void> {
    let withdraw = () => {};
    const answered = new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        take: (event) => {
          if (!take(event)) return false;
          this.#waiting.delete(waiting);
          resolve();
          return true;
        },
        fail: reject,
      };
      withdraw = () => this.#waiting.delete(waiting);
      this.#waiting.add(waiting);
    });
    answered.catch(() => {});
    try {
      await this.#send(fragments);
    } catch (error) {
      withdraw();
      throw error;
    }
    void this.#listen();
    await answered;
  }

  /** One Send after the other: the server takes no second on a stream. */
  #send(fragments: readonly Uint8Array[]): Promise<void> {
    const sending = this.#sending.then(async () => {
      for (const data of fragments) await this.#wsman.call({ operation: "Send", body: writeSend({ commandId: undefined, data }) });
    });
    this.#sending = sending.catch(() => {});
    return sending;
  }

  /** One Receive at a time: the server takes no second. */
  async #listen(): Promise<void> {
    if (this.#listening) return;
    this.#listening = true;
    try {
      while (this.#waiting.size > 0) for (const event of await this.#receive()) this.#take(event);
    } catch (error) {
      for (const { fail } of this.#waiting) fail(error);
      this.#waiting.clear();
    } finally {
      this.#listening = false;
    }
  }

  async #receive(): Promise<readonly PoolEvent[]> {
    // What a lost answer held may have been the one that is waited for, and would never come again.
    const lost = new AbortController();
    const { signal } = lost;
    const onRepeat = (error: TransportError) => lost.abort(error);
    const call = { operation: "Receive", body: writeReceive(undefined), options: RECEIVE_OPTIONS, signal, onRepeat } as const;
    return this.#wsman.call(call, (body) => this.#decode(body)).catch(nothingYet([]));
  }

  #decode(body: XmlElement): readonly PoolEvent[] {
    const { chunks } = receivedData(body);
    try {
      return chunks.flatMap((chunk) => this.#pool.poolData(chunk));
    } catch (cause) {
      if (!(cause instanceof PsrpError || cause instanceof ClixmlError)) throw cause;
      throw new ProtocolError(`the pool's messages cannot be read: ${cause.message}`, { cause });
    }
  }

  #take(event: PoolEvent): void {
    if (event.kind === "state" && (event.state === "broken" || event.state === "closed")) {
      throw new PoolStateError(`the server ended the pool: ${event.failure?.message ?? event.state}`, "unknown");
    }
    if (event.kind === "key-request") void this.exchangeKeys().catch(() => {});
    for (const waiting of this.#waiting) if (waiting.take(event)) return;
  }
}

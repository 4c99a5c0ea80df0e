import { ReusedBytes } from "../bytes/reused-bytes.ts";
import { PoolStateError } from "../errors.ts";
import type { Authentication, Authenticator } from "./authenticator.ts";
import { Connection, type ConnectionOptions } from "./connection.ts";

/** A connection with the authenticator that owns it. */
export interface Channel {
  readonly connection: Connection;
  readonly authenticator: Authenticator;
  /** For the answer to the one request. */
  readonly buffer: ReusedBytes;
}

export interface ChannelPoolOptions extends ConnectionOptions {
  readonly authentication: Authentication;
  readonly maxChannels: number;
}

interface Waiting {
  readonly resolve: (channel: Channel) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Lends channels, one request each at a time: a parked Receive occupies its socket. Made when first needed, the one used
 * last lent first, so that the rest can fall idle.
 */
export class ChannelPool {
  readonly #options: ChannelPoolOptions;
  readonly #all = new Set<Channel>();
  readonly #free: Channel[] = [];
  readonly #waiting: Waiting[] = [];
  #closed = false;
  /** More are made only when needed; fewer does not close any. */
  maxChannels: number;

  constructor(options: ChannelPoolOptions) {
    this.#options = options;
    this.maxChannels = options.maxChannels;
  }

  /** Runs `use` with a channel that is nobody else's, waiting for one when all are lent, until `signal` says that it is too late. */
  async lease<T>(use: (channel: Channel) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const channel = await this.#take(signal);
    try {
      return await use(channel);
    } finally {
      this.#giveBack(channel);
    }
  }

  close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(closedError());
    for (const { connection } of this.#all) connection.close();
  }

  #take(signal: AbortSignal | undefined): Channel | Promise<Channel> {
    signal?.throwIfAborted();
    if (this.#closed) throw closedError();
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.size < this.maxChannels) return this.#make();
    return this.#wait(signal);
  }

  async #wait(signal: AbortSignal | undefined): Promise<Channel> {
    let withdraw = () => {};
    const turn = new Promise<Channel>((resolve, reject) => {
      const waiting: Waiting = { resolve, reject };
      this.#waiting.push(waiting);
      withdraw = () => {
        const at = this.#waiting.indexOf(waiting);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        reject(signal?.reason);
      };
    });
    signal?.addEventListener("abort", withdraw, { once: true });
    try {
      return await turn;
    } finally {
      signal?.removeEventListener("abort", withdraw);
    }
  }

  #make(): Channel {
    const connection = new Connection(this.#options);
    const channel = { connection, authenticator: this.#options.authentication.connect(connection), buffer: new ReusedBytes() };
    this.#all.add(channel);
    return channel;
  }

  #giveBack(channel: Channel): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next.resolve(channel);
    else this.#free.push(channel);
  }
}

const closedError = () => new PoolStateError("the connections are closed");

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

/**
 * Lends channels, one request each at a time: a parked Receive occupies its socket. Made when first needed, the one used
 * last lent first, so that the rest can fall idle.
 */
export class ChannelPool {
  readonly #options: ChannelPoolOptions;
  readonly #all = new Set<Channel>();
  readonly #free: Channel[] = [];
  readonly #waiting: { readonly resolve: (channel: Channel) => void; readonly reject: (error: Error) => void }[] = [];
  #closed = false;
  /** More are made only when needed; fewer does not close any. */
  maxChannels: number;

  constructor(options: ChannelPoolOptions) {
    this.#options = options;
    this.maxChannels = options.maxChannels;
  }

  /** Runs `use` with a channel that is nobody else's, waiting for one when all are lent. */
  async lease<T>(use: (channel: Channel) => Promise<T>): Promise<T> {
    const channel = await this.#take();
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

  #take(): Channel | Promise<Channel> {
    if (this.#closed) throw closedError();
    const free = this.#free.pop();
    if (free !== undefined) return free;
    if (this.#all.size < this.maxChannels) return this.#make();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
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

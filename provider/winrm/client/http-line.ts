import { connect, isIP, type Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";
import type { TlsSettings } from "../tls/tls-settings.ts";

/** Who waits for an answer on a line. */
export interface LineUser {
  take(bytes: Buffer): void;
  /** The other side says no more; nothing comes after it. Without a cause it has closed the connection. */
  ended(cause: NodeJS.ErrnoException | undefined): void;
}

const READ_BYTES = 64 * 1024;
const KEEP_ALIVE_PROBE_MS = 1000;

/** A socket for one request after the other. What comes while nobody waits ends it. */
export class HttpLine {
  readonly socket: Socket | TLSSocket;
  /** The other end was verified, and requests may go. */
  ready = false;
  /** Whether it has carried a request to its end. */
  used = false;
  /** When the server drops it, where it has told; by `performance.now()`. */
  goodUntil = Number.POSITIVE_INFINITY;
  #user: LineUser | undefined;

  /** @throws nothing: what fails is told to the user */
  constructor(url: URL, tls: TlsSettings) {
    // One piece of memory for all that comes: else each read makes garbage of 64 KB.
    const onread = {
      buffer: Buffer.allocUnsafeSlow(READ_BYTES),
      callback: (count: number, bytes: Uint8Array) => {
        this.#take(Buffer.from(bytes.buffer, bytes.byteOffset, count));
        return true;
      },
    };
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const secure = url.protocol === "https:";
    const port = url.port === "" ? (secure ? 443 : 80) : Number(url.port);
    const servername = isIP(host) === 0 ? host : "";
    const target = { host, port, onread };
    this.socket = secure ? connectTls({ servername, ...tls.connection, ...target }) : connect(target);
    this.socket.setNoDelay(true);
    this.socket.setKeepAlive(true, KEEP_ALIVE_PROBE_MS);
    let problem: NodeJS.ErrnoException | undefined;
    this.socket.on("error", (cause) => {
      problem = cause;
    });
    // Of TLS an error may come first.
    this.socket.on("end", () => this.#end(problem));
    this.socket.on("close", () => this.#end(problem));
  }

  get isGone(): boolean {
    return this.socket.destroyed || performance.now() > this.goodUntil;
  }

  /** Until `release`, what comes is `user`'s. Throws when it is lent already. */
  lend(user: LineUser): void {
    if (this.#user !== undefined) throw new Error("a connection carries one request at a time");
    this.#user = user;
    this.socket.ref();
  }

  /** To be lent again; alone it does not keep the process alive. */
  release(): void {
    this.#user = undefined;
    this.used = true;
    this.socket.unref();
  }

  /** Closes it from here: what had come of an answer is none, whatever it looks like. */
  close(): void {
    this.socket.destroy(Object.assign(new Error("the connection was closed on this side"), { code: "ECONNABORTED" }));
  }

  /** Its user is told nothing any more. */
  drop(): void {
    this.#user = undefined;
    this.socket.destroy();
  }

  #take(bytes: Buffer): void {
    if (this.#user === undefined) this.socket.destroy();
    else this.#user.take(bytes);
  }

  #end(cause: NodeJS.ErrnoException | undefined): void {
    const user = this.#user;
    this.drop();
    user?.ended(cause);
  }
}

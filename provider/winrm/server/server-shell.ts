import type { InputStream } from "../wsman/send.ts";
import type { Outbox } from "./outbox.ts";

/**
 * What a shell of WS-Man is to the server: fragments of PSRP go in by Create, Command and Send, and come out of the outboxes. A server
 * makes a `Shell`, which understands them, unless it is given another.
 */
export abstract class ServerShell {
  abstract readonly id: string;
  /** Of the pool. */
  abstract readonly outbox: Outbox;
  abstract readonly commandIds: readonly string[];
  /** Whether it has ended by itself; the server then knows it no more. */
  abstract readonly gone: boolean;
  /** Messages of the pool. May throw `PsrpError` or `ClixmlError`. */
  abstract poolData(bytes: Uint8Array, stream?: InputStream): void;
  /** Another client takes the shell over: what its Connect is answered. Undefined when it cannot. */
  abstract connect(bytes: Uint8Array): Uint8Array | undefined;
  /** Sends away all who wait for output; it stays for the next client. */
  abstract dismissListeners(): void;
  /** Starts a command, whose pipeline comes with `data` or later. */
  abstract start(id: string, data: Uint8Array): void;
  /** False when there is no such command. */
  abstract send(id: string, data: Uint8Array, stream?: InputStream): boolean;
  abstract outboxOf(id: string): Outbox | undefined;
  abstract stop(id: string): boolean;
  /** Forgets a command, whether it has ended or not. */
  abstract terminate(id: string): boolean;
  /** A command whose end was told is not known any more. */
  abstract forget(id: string): void;
  abstract close(): void;
}

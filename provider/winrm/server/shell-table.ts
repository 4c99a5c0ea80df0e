import type { WsManRequest } from "../wsman/envelope.ts";
import type { Caller } from "./caller.ts";
import { FAULTS } from "./server-fault.ts";
import type { Shell } from "./shell.ts";

/** A shell, and who has it. */
export interface ShellEntry {
  readonly shell: Shell;
  readonly resourceUri: string;
  readonly owner: string;
  readonly clientAddress: string;
  readonly idleSeconds: number;
  state: "Connected" | "Disconnected";
  /** Of the client that has it. */
  sessionId: string | undefined;
}

interface Kept {
  readonly entry: ShellEntry;
  idleMs: number;
  /** Requests under way. */
  uses: number;
  timer: NodeJS.Timeout | undefined;
}

const MAX_TIMER_MS = 2 ** 31 - 1;

/** The shells of a server. One that nobody asks for anything, for as long as it may be idle, is closed. */
export class ShellTable {
  readonly #kept = new Map<string, Kept>();

  get size(): number {
    return this.#kept.size;
  }

  ownedBy(owner: string): number {
    return [...this.#kept.values()].filter(({ entry }) => entry.owner === owner).length;
  }

  /** Refuses an id that is in use. */
  add(entry: ShellEntry): void {
    if (this.#kept.has(entry.shell.id)) throw FAULTS.alreadyExists();
    const kept: Kept = { entry, idleMs: entry.idleSeconds * 1000, uses: 0, timer: undefined };
    this.#kept.set(entry.shell.id, kept);
    this.#watch(kept);
  }

  /** Uses the shell that a request names; only its owner may. */
  async use<T>(request: WsManRequest, caller: Caller, work: (entry: ShellEntry) => T | Promise<T>): Promise<T> {
    const id = request.selectors.find((selector) => selector.name.toLowerCase() === "shellid")?.value;
    const kept = this.#kept.get((id ?? "").toUpperCase());
    if (kept === undefined || kept.entry.owner !== caller.username) throw FAULTS.noSuchShell();
    kept.uses += 1;
    clearTimeout(kept.timer);
    try {
      return await work(kept.entry);
    } finally {
      kept.uses -= 1;
      this.#watch(kept);
    }
  }

  /** From now on it may be idle for so long; without a number as long as before. */
  allowIdle(entry: ShellEntry, seconds: number | undefined): void {
    const kept = this.#kept.get(entry.shell.id);
    if (kept !== undefined) kept.idleMs = (seconds ?? entry.idleSeconds) * 1000;
  }

  remove({ shell }: ShellEntry): void {
    clearTimeout(this.#kept.get(shell.id)?.timer);
    this.#kept.delete(shell.id);
    shell.close();
  }

  clear(): void {
    for (const { entry } of [...this.#kept.values()]) this.remove(entry);
  }

  #watch(kept: Kept): void {
    if (kept.uses > 0 || this.#kept.get(kept.entry.shell.id) !== kept) return;
    clearTimeout(kept.timer);
    kept.timer = setTimeout(() => this.remove(kept.entry), Math.min(kept.idleMs, MAX_TIMER_MS));
    kept.timer.unref();
  }
}

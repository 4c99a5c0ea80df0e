import type { ShellFacts } from "../wsman/create.ts";
import type { WsManRequest } from "../wsman/envelope.ts";
import type { Caller } from "./caller.ts";
import type { CommandShell } from "./command-shell.ts";
import { FAULTS } from "./server-fault.ts";
import type { ServerLimits } from "./server-limits.ts";
import type { ServerShell } from "./server-shell.ts";

export type AnyShell = ServerShell | CommandShell;
/** The class of a shell. */
export type ShellKind<S extends AnyShell> = abstract new (...given: never[]) => S;

/** A shell, and who has it. */
export interface ShellEntry<S extends AnyShell = AnyShell> {
  readonly shell: S;
  readonly resourceUri: string;
  readonly owner: string;
  readonly clientAddress: string;
  readonly idleSeconds: number;
  readonly streams?: ShellFacts["streams"] | undefined;
  state: "Connected" | "Disconnected";
  /** Of the client that has it. */
  sessionId: string | undefined;
}

/** What whoever makes a shell knows of it. Without `idleSeconds` the server's own time counts. */
export interface NewShell<S extends AnyShell> extends Pick<ShellEntry<S>, "shell" | "resourceUri" | "streams" | "sessionId"> {
  readonly idleSeconds: number | undefined;
}

interface Kept {
  readonly entry: ShellEntry;
  idleMs: number;
  /** Requests under way. */
  uses: number;
  timer: NodeJS.Timeout | undefined;
}

const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * The shells of a server, of either kind: a user's quota counts both. One that nobody asks for anything, for as long as it may
 * be idle, is closed.
 */
export class ShellTable {
  readonly #limits: ServerLimits;
  readonly #kept = new Map<string, Kept>();

  constructor(limits: ServerLimits) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#kept.size;
  }

  ownedBy(owner: string): readonly ShellEntry[] {
    return [...this.#kept.values()].map(({ entry }) => entry).filter((entry) => entry.owner === owner);
  }

  /** Adds what `make` makes; refuses an id that is in use, and a user whose quota is used up, before anything is made. */
  add<S extends AnyShell>(id: string, caller: Caller, make: () => NewShell<S>): ShellEntry<S> {
    if (this.#kept.has(id)) throw FAULTS.alreadyExists();
    if (this.ownedBy(caller.username).length >= this.#limits.shellsPerUser) throw FAULTS.tooManyShells();
    const { idleSeconds = this.#limits.idleSeconds, ...made } = make();
    const entry: ShellEntry<S> = { ...made, idleSeconds, owner: caller.username, clientAddress: caller.address, state: "Connected" };
    const kept: Kept = { entry, idleMs: idleSeconds * 1000, uses: 0, timer: undefined };
    this.#kept.set(id, kept);
    this.#watch(kept);
    return entry;
  }

  /** Uses the shell that a request names, if it is one of these kinds; only its owner may. */
  async use<S extends AnyShell, T>(
    request: WsManRequest,
    caller: Caller,
    kinds: readonly ShellKind<S>[],
    work: (entry: ShellEntry<S>) => T | Promise<T>,
  ): Promise<T> {
    const id = request.selectors.find((selector) => selector.name.toLowerCase() === "shellid")?.value;
    const kept = this.#kept.get((id ?? "").toUpperCase());
    if (kept === undefined || kept.entry.owner !== caller.username || !isOneOf(kept.entry, kinds)) throw FAULTS.noSuchShell();
    if (kept.entry.shell.gone) {
      this.remove(kept.entry);
      throw FAULTS.noSuchShell();
    }
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

const isOneOf = <S extends AnyShell>(entry: ShellEntry, kinds: readonly ShellKind<S>[]): entry is ShellEntry<S> =>
  kinds.some((kind) => entry.shell instanceof kind);

/** What a server tells of a shell. */
export const factsOf = ({ shell, ...entry }: ShellEntry, { url }: Caller): ShellFacts => ({ ...entry, shellId: shell.id, url });

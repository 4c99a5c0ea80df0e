import type { NamedValue } from "../wsman/envelope.ts";

/** What another client needs to take over a shell that is disconnected. Plain data without secrets: it may be stored. */
export interface TakeableShell {
  readonly url: string;
  readonly configurationName: string;
  readonly username: string;
  /** The pool's GUID. */
  readonly poolId: string;
  /** Of the shell, as the server gave them. */
  readonly selectors: readonly NamedValue[];
  /** From the moment of leaving. */
  readonly idleSeconds: number;
}

/** A shell that was left. */
export interface DisconnectedShell extends TakeableShell {
  readonly maxRunspaces: number;
}

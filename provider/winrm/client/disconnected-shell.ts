import type { NamedValue } from "../wsman/envelope.ts";

/** What another client needs to take a shell over that was left disconnected. Plain data without secrets: it may be stored. */
export interface DisconnectedShell {
  readonly url: string;
  readonly configurationName: string;
  readonly username: string;
  /** The pool's GUID. */
  readonly poolId: string;
  /** Of the shell, as the server gave them. */
  readonly selectors: readonly NamedValue[];
  readonly maxRunspaces: number;
  /** From the moment of leaving. */
  readonly idleSeconds: number;
}

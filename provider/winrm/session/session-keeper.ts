import type { DisconnectedShell } from "../client/disconnected-shell.ts";

/** What a session is shared by: where it is and who it belongs to. Holds no secret. */
export interface SessionKey {
  readonly urls: readonly string[];
  readonly username: string;
  readonly configurationName: string;
  readonly maxRunspaces: number;
}

/** Where sessions are left for a later process of the same user. */
export interface SessionKeeper {
  /** How long the server keeps a session that was left. At least 60: servers take no less. */
  readonly idleSeconds: number;
  /** What was left and is to be there still; to one asker only. Never rejects. */
  take(key: SessionKey): Promise<DisconnectedShell | undefined>;
  /** False when it cannot be remembered, so that it must not be left. Never rejects. */
  put(key: SessionKey, shell: DisconnectedShell): Promise<boolean>;
}

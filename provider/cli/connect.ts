import type { VmmPort, VmmReader } from "../engine/index.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import type { Credential } from "../model/secret.ts";

/** A way to a VMM. */
export interface Connection {
  readonly reader: VmmReader;
  /** The same way, for those that may write. */
  readonly writer: () => VmmPort;
  readonly close: () => Promise<void>;
  /** What went over it, for -v. */
  readonly summary: () => string;
}

export function connect(_provider: LoadedProvider, _credential: Credential): Connection {
  throw new Error("not wired yet");
}

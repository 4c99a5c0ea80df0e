import { Estates } from "./estate/estates.ts";
import { makeHandlers } from "./handlers.ts";
import type { Log } from "./log/log.ts";
import { observedBy } from "./log/observed.ts";
import { withFaults } from "./plugin/fault.ts";
import { withShownPaths } from "./plugin/shown-paths.ts";
import type { Handlers } from "./protocol/rpcs.ts";

export interface ProviderOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
}

/** Everything behind the handshake, loaded with the first call. It is a bundle of its own: no class is shared with what loads it. */
export interface Provider {
  /** Answer whatever happens, faults of ours too. */
  readonly handlers: Handlers;
  /** Gives sessions back, for so long at most. */
  close(mostMs: number): Promise<void>;
}

export function makeProvider({ environment, log }: ProviderOptions): Provider {
  const estates = new Estates({ environment, log, observation: observedBy(log, environment) });
  return { handlers: withShownPaths(withFaults(makeHandlers({ estates, log }), log)), close: (mostMs) => estates.close(mostMs) };
}

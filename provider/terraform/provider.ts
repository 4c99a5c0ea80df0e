import { Estates } from "./estate/estates.ts";
import type { Log } from "./log/log.ts";
import { observedBy } from "./log/observed.ts";

export { makeHandlers } from "./handlers.ts";

/** Everything behind the handshake, in one piece that is loaded at the first call. */
export function makeEstates(options: { readonly environment: Readonly<Record<string, string | undefined>>; readonly log: Log }): Estates {
  return new Estates({ ...options, observation: observedBy(options.log, options.environment) });
}

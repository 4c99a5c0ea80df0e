import { readListedShells, writeEnumerate } from "../wsman/enumerate.ts";
import { RESOURCE_BASE, SHELL_RESOURCE } from "../wsman/namespaces.ts";
import type { TakeableShell } from "./disconnected-shell.ts";
import { listAll } from "./list-all.ts";
import type { RunspacePoolOptions } from "./runspace-pool-options.ts";
import { wsManClientFor } from "./ws-man-client-for.ts";

/** A shell of PSRP that is on the server. One that is disconnected can be given to `takeOver`. */
export interface FoundShell extends TakeableShell {
  /** As the server writes it. */
  readonly owner: string;
  readonly state: "connected" | "disconnected";
}

/** What is asked of the way there; the rest concerns a pool. */
export type ListShellsOptions = Pick<
  RunspacePoolOptions,
  | "url"
  | "credential"
  | "authentication"
  | "ntlm"
  | "kerberos"
  | "onFallback"
  | "tls"
  | "onUnverified"
  | "operationTimeoutSeconds"
  | "connectTimeoutMs"
  | "allowUnencrypted"
  | "signal"
  | "observe"
>;

/**
 * Finds the sessions on a host: to administrators Windows shows everybody's, to others their own. So a session that was left can be
 * taken over although what `disconnect` gave is lost. Rejects with a `WinRmError`.
 */
export async function listShells(options: ListShellsOptions): Promise<readonly FoundShell[]> {
  const wsman = wsManClientFor(options, 1);
  try {
    const signal = options.signal === undefined ? {} : { signal: options.signal };
    const shells = await listAll(wsman, { body: writeEnumerate(), resourceUri: SHELL_RESOURCE, ...signal }, readListedShells);
    return shells
      .filter(({ resourceUri }) => resourceUri.toLowerCase().startsWith(RESOURCE_BASE))
      .map(({ shellId, resourceUri, owner, idleSeconds = 0, disconnected }) => ({
        url: options.url,
        configurationName: resourceUri.slice(RESOURCE_BASE.length),
        username: options.credential?.username ?? "",
        poolId: shellId,
        selectors: [{ name: "ShellId", value: shellId }],
        idleSeconds,
        owner,
        state: disconnected ? "disconnected" : "connected",
      }));
  } finally {
    wsman.close();
  }
}

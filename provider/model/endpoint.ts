import type { ScvmmProvider } from "./kinds/provider.ts";
import { type Host, parseHost } from "./parse-host.ts";

/** Where cmdlets run, and what they connect to from there. */
export interface Endpoint {
  /** WS-Management address, e.g. `https://vmm01.contoso.example:5986/wsman`. */
  readonly url: string;
  /** Name of the VMM server as seen from that host; `localhost` on the VMM server itself. */
  readonly server: string;
}

/**
 * The endpoints of a provider, in the order to try them: its exec hosts, from where cmdlets connect to the VMM server, or
 * else the VMM server itself. The provider has passed loading, so every host parses.
 */
export function endpointsOf(provider: Pick<ScvmmProvider, "spec">): readonly Endpoint[] {
  const { scvmmHost, execHost, execHosts } = provider.spec;
  const jumpHosts = execHosts?.length ? execHosts : execHost ? [execHost] : [];
  const vmm = hostOf(scvmmHost);
  if (jumpHosts.length === 0) return [{ url: vmm.url, server: "localhost" }];
  return jumpHosts.map((text) => ({ url: hostOf(text).url, server: vmm.name }));
}

function hostOf(text: string): Host {
  const host = parseHost(text);
  if (!host) throw new RangeError("a host that loading has not checked");
  return host;
}

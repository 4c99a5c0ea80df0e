import type { ScvmmProvider } from "./kinds/provider.ts";

/** Where cmdlets run, and what they connect to from there. */
export interface Endpoint {
  /** WS-Management address, e.g. `https://vmm01.contoso.example:5986/wsman`. */
  readonly url: string;
  /** Name of the VMM server as seen from that host; `localhost` on the VMM server itself. */
  readonly server: string;
}

interface Host {
  /** Without port; an IPv6 address without its brackets. */
  readonly name: string;
  readonly url: string;
}

const HOST = /^(?:(https?):\/\/)?(?:\[([0-9a-f:.]+)\]|([a-z0-9](?:[-a-z0-9_.]*[a-z0-9_])?\.?))(?::([0-9]{1,5}))?(\/[^\s?#]*)?$/i;

/** WinRM's own ports, not those of web servers. */
const PORTS = { https: 5986, http: 5985 } as const;

/**
 * A host as manifests name it: `host`, `host:port`, `[v6]:port` or a URL `http(s)://host:port/path`.
 * Without a URL that says otherwise: HTTPS, port 5986, `/wsman`. Undefined when it is none of these.
 */
export function parseHost(text: string): Host | undefined {
  const match = HOST.exec(text);
  if (!match) return undefined;
  const [, scheme, v6, name, port, path] = match;
  if (path !== undefined && scheme === undefined) return undefined;
  const protocol = scheme?.toLowerCase() === "http" ? "http" : "https";
  const portNumber = port === undefined ? PORTS[protocol] : Number(port);
  if (portNumber < 1 || portNumber > 65535) return undefined;
  const authority = v6 === undefined ? name : `[${v6}]`;
  const pathname = path === undefined || path === "/" ? "/wsman" : path;
  const url = `${protocol}://${authority}:${portNumber}${pathname}`;
  return URL.canParse(url) ? { name: (v6 ?? name) as string, url } : undefined;
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

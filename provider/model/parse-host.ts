export interface Host {
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

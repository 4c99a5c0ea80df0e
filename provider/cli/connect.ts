import type { VmmPort, VmmReader } from "../engine/index.ts";
import { type Endpoint, endpointsOf } from "../model/endpoint.ts";
import type { LoadedProvider } from "../model/manifests.ts";
import type { Credential } from "../model/secret.ts";
import type { EndpointObserver, Observation } from "../observe/index.ts";
import { count } from "../report/layout.ts";
import { observedExecutor } from "../scvmm/observed-executor.ts";
import { createReader, createVmmPort } from "../scvmm/port.ts";
import { createWinRmExecutor } from "../scvmm/winrm-executor.ts";
import { connectRunspacePool, type RunspacePool, TransportError, type WireEvent } from "../winrm/index.ts";
import { UnreadableError } from "./unreadable-error.ts";

/** A way to a VMM; nothing is sent before it is first used. */
export interface Connection {
  readonly reader: VmmReader;
  /** The same way, for those that may write. */
  readonly writer: () => VmmPort;
  readonly close: () => Promise<void>;
  /** What went over it, for -v. */
  readonly summary: () => string;
}

/** Calls only start jobs, so that few runspaces carry many changes; each costs the server a loaded module. */
const RUNSPACES = 4;

/** The first host that answers. One that refuses the account ends the search: the next would lock it out sooner. */
async function openFirst(endpoints: readonly Endpoint[], open: (url: string) => Promise<RunspacePool>): Promise<RunspacePool> {
  const [endpoint, ...others] = endpoints;
  if (!endpoint) throw new RangeError("a provider without endpoints");
  try {
    return await open(endpoint.url);
  } catch (error) {
    if (others.length > 0 && error instanceof TransportError && error.phase === "connect") return openFirst(others, open);
    throw error;
  }
}

function refuseHttps(address: string, endpoints: readonly Endpoint[]): void {
  const { url } = endpoints.find((endpoint) => !endpoint.url.startsWith("http:")) ?? {};
  if (url === undefined) return;
  throw new UnreadableError([
    {
      code: "WINRM_HTTPS",
      severity: "error",
      summary: `This version does not speak HTTPS: ${url} cannot be reached`,
      hint: "Write scvmmHost as a URL that starts with http://; `scvmm simulate` prints one.",
      address,
    },
  ]);
}

export interface Surroundings {
  readonly signal: AbortSignal;
  readonly observation: Observation;
}

/** `signal` ends the connecting; what runs over an open connection is not touched. */
export function connect(provider: LoadedProvider, credential: Credential, { signal, observation }: Surroundings): Connection {
  const endpoints = endpointsOf(provider.value);
  refuseHttps(provider.address, endpoints);
  const server = endpoints[0]?.server ?? "localhost";
  const total = { requests: 0, bytesSent: 0, bytesReceived: 0 };
  const observeWith = (observer: EndpointObserver) => (event: WireEvent) => {
    total.requests += 1;
    total.bytesSent += event.bytesSent;
    total.bytesReceived += event.bytesReceived;
    observer.request(event);
  };
  const open = (url: string) =>
    connectRunspacePool({ url, credential, maxRunspaces: RUNSPACES, signal, observe: observeWith(observation.endpoint(url)) });
  const executor = observedExecutor(
    createWinRmExecutor({ server, connect: () => openFirst(endpoints, open) }),
    observation.endpoint(endpoints[0]?.url ?? ""),
  );
  return {
    reader: createReader(executor, { server }),
    writer: () => createVmmPort(executor, { server }),
    close: () => executor.close(),
    summary: () => {
      const bytes = `${total.bytesSent} bytes sent, ${total.bytesReceived} received`;
      return `at ${endpoints.map(({ url }) => url).join(", ")}: ${count(total.requests, "request")}, ${bytes}`;
    },
  };
}

import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Handlers, RpcName } from "../protocol/rpcs.ts";
import { makeCertificate } from "./certificate.ts";
import { type Address, addressText, handshakeLine, type Invitation, PROTOCOL_VERSION } from "./handshake.ts";
import { pluginServices, providerService } from "./services.ts";
import { makeSocketFolder } from "./socket-folder.ts";

export interface Serving {
  readonly address: Address;
  /** Line to be written to stdout for the Terraform that has started this process. */
  readonly handshake: string;
  /** Ends when Terraform has said so (`shutdown`), or was killed (`orphaned`). */
  readonly ended: Promise<"shutdown" | "orphaned">;
  /** Leaves nothing behind: neither socket nor folder. */
  close(): void;
}

export interface ServeOptions {
  readonly handlers: Handlers;
  readonly onFault: (rpc: RpcName, error: unknown) => Record<string, unknown>;
  readonly invitation: Invitation;
  readonly now: Date;
  readonly platform: NodeJS.Platform;
}

/** Terraform takes schemas of up to 64 MB, and gRPC's own limit is 4. */
const UNLIMITED = { "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 };

/**
 * Serves the plugin protocol to the one client that has invited this process.
 *
 * 1. The services.
 * 2. A certificate for this run; only the inviting client's own is let in.
 * 3. A socket in a folder of this user's alone; on Windows, which has no such sockets for gRPC, a port of the loopback.
 */
export async function serve({ handlers, onFault, invitation, now, platform }: ServeOptions): Promise<Serving> {
  const server = new Server(UNLIMITED);
  const { promise: ended, resolve: end } = promised<"shutdown" | "orphaned">();
  const lifeline = { onShutdown: () => end("shutdown"), onOrphaned: () => end("orphaned") };
  for (const { definition, implementation } of [providerService(handlers, onFault), ...pluginServices(lifeline)])
    server.addService(definition, implementation);

  const { clientCertificate } = invitation;
  const certificate = clientCertificate === undefined ? undefined : makeCertificate(now);
  const credentials =
    certificate && clientCertificate
      ? ServerCredentials.createSsl(
          Buffer.from(clientCertificate),
          [{ cert_chain: Buffer.from(certificate.pem), private_key: Buffer.from(certificate.keyPem) }],
          true,
        )
      : ServerCredentials.createInsecure();

  const folder = platform === "win32" ? undefined : makeSocketFolder(now);
  const port = await bind(server, folder ? `unix:${folder.socket}` : "127.0.0.1:0", credentials);
  const address: Address = folder ? { network: "unix", path: folder.socket } : { network: "tcp", host: "127.0.0.1", port };
  return {
    address,
    handshake: handshakeLine(address, certificate?.der),
    ended,
    close: () => {
      server.forceShutdown();
      folder?.remove();
    },
  };
}

/** What TF_REATTACH_PROVIDERS has to be for Terraform to use a provider that runs already. */
export function reattachment(source: string, address: Address, pid: number): string {
  const entry = {
    Protocol: "grpc",
    ProtocolVersion: PROTOCOL_VERSION,
    Pid: pid,
    Test: true,
    Addr: { Network: address.network, String: addressText(address) },
  };
  return JSON.stringify({ [source]: entry });
}

function bind(server: Server, target: string, credentials: ServerCredentials): Promise<number> {
  return new Promise((resolve, reject) => server.bindAsync(target, credentials, (error, port) => (error ? reject(error) : resolve(port))));
}

function promised<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

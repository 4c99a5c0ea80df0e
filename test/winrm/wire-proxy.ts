import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export type Direction = "there" | "back";

/** A wire between a client and a server that remembers what it carried, can change it, and can break. */
export interface WireProxy extends AsyncDisposable {
  readonly port: number;
  readonly connections: number;
  /** All bytes of both directions. */
  readonly recorded: Buffer;
  /** Changes chunks on their way; nothing drops the connection in their place. */
  mangle: (chunk: Buffer, direction: Direction) => Buffer | undefined;
  /** Breaks all connections, and resolves when the client's sockets are gone. */
  drop(): Promise<void>;
}

export async function startProxy(target: number): Promise<WireProxy> {
  const chunks: Buffer[] = [];
  const open = new Set<Socket>();
  const proxy = createServer((client) => {
    state.connections += 1;
    const server = connect(target, "127.0.0.1");
    open.add(client);
    const end = () => {
      open.delete(client);
      client.destroy();
      server.destroy();
    };
    const carry = (from: Socket, to: Socket, direction: Direction) => {
      from.on("data", (chunk: Buffer) => {
        const changed = state.mangle(chunk, direction);
        if (changed === undefined) return end();
        chunks.push(changed);
        to.write(changed);
      });
      from.on("close", end);
      from.on("error", end);
    };
    carry(client, server, "there");
    carry(server, client, "back");
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const state = {
    port: (proxy.address() as AddressInfo).port,
    connections: 0,
    get recorded() {
      return Buffer.concat(chunks);
    },
    mangle: (chunk: Buffer, _direction: Direction): Buffer | undefined => chunk,
    async drop() {
      const closed = [...open].map((socket) => new Promise((resolve) => socket.once("close", resolve)));
      for (const socket of open) socket.destroy();
      await Promise.all(closed);
      // The other end sees it a turn of the event loop later.
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
  return state;
}

import { type Handlers, RPCS, type RpcName } from "../protocol/rpcs.ts";

/** Handlers that are loaded with the first call: the handshake does not wait for the engine. */
export function laterHandlers(load: () => Promise<Handlers>): Handlers {
  let loading: Promise<Handlers> | undefined;
  const loaded = () => {
    loading ??= load();
    return loading;
  };
  const names = Object.keys(RPCS) as RpcName[];
  const handler = (name: RpcName) => async (request: object) => ((await loaded())[name] as (request: object) => Promise<object>)(request);
  return Object.fromEntries(names.map((name) => [name, handler(name)])) as unknown as Handlers;
}

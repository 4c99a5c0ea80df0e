import type {
  handleUnaryCall,
  MethodDefinition,
  ServerDuplexStream,
  ServerWritableStream,
  ServiceDefinition,
  UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Message } from "../protocol/message.ts";
import { nothing } from "../protocol/messages.ts";
import { type Handlers, RPCS, type RpcName } from "../protocol/rpcs.ts";

const PROVIDER = "tfplugin6.Provider";

function method<Q, R>(
  path: string,
  request: Message<Q>,
  response: Message<R>,
  streams = { request: false, response: false },
): MethodDefinition<Q, Partial<R>> {
  return {
    path,
    requestStream: streams.request,
    responseStream: streams.response,
    requestSerialize: (value) => Buffer.from(request.encode(value)),
    requestDeserialize: request.decode,
    responseSerialize: (value) => Buffer.from(response.encode(value)),
    responseDeserialize: response.decode,
  };
}

export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/** `onFault`: a handler has thrown; what it returns becomes the response. */
export function providerService(handlers: Handlers, onFault: (rpc: RpcName, error: unknown) => Record<string, unknown>): Service {
  const definition: Record<string, MethodDefinition<object, object>> = {};
  const implementation: Record<string, handleUnaryCall<object, object>> = {};
  for (const name of Object.keys(RPCS) as RpcName[]) {
    const { request, response } = RPCS[name] as { request: Message<object>; response: Message<object> };
    definition[name] = method(`/${PROVIDER}/${name}`, request, response);
    const handle = handlers[name] as (request: object) => Promise<object>;
    implementation[name] = (call, callback) => {
      // Through a promise, so that what is thrown at once takes the same way.
      Promise.resolve(call.request)
        .then(handle)
        .catch((error: unknown) => onFault(name, error))
        .then(
          (answer) => callback(null, answer),
          () => callback({ code: 13, details: "the provider could not answer" }),
        );
    };
  }
  return { definition, implementation };
}

export interface Lifeline {
  /** Terraform is done with this process. */
  readonly onShutdown: () => void;
  /** Terraform is gone without a word: it was killed. */
  readonly onOrphaned: () => void;
}

/**
 * What go-plugin speaks beside the provider's own service. Terraform opens StreamStdio at once and keeps it open: it breaks
 * when Terraform dies, and nothing else tells so. Nothing is ever sent on it.
 */
export function pluginServices({ onShutdown, onOrphaned }: Lifeline): readonly Service[] {
  const { request, response } = nothing;
  const down = { request: false, response: true };
  return [
    {
      definition: { Shutdown: method("/plugin.GRPCController/Shutdown", request, response) },
      implementation: {
        Shutdown: ((_, callback) => {
          callback(null, {});
          onShutdown();
        }) satisfies handleUnaryCall<object, object>,
      },
    },
    {
      definition: { StreamStdio: method("/plugin.GRPCStdio/StreamStdio", request, response, down) },
      implementation: {
        StreamStdio: (call: ServerWritableStream<object, object>) => {
          call.on("cancelled", onOrphaned);
        },
      },
    },
    {
      definition: { StartStream: method("/plugin.GRPCBroker/StartStream", request, response, { request: true, response: true }) },
      implementation: {
        StartStream: (call: ServerDuplexStream<object, object>) => {
          call.on("data", () => undefined).on("error", () => undefined);
        },
      },
    },
  ];
}

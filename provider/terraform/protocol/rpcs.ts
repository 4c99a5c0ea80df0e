import type { Message } from "./message.ts";
import * as messages from "./messages.ts";

/** Every call of service tfplugin6.Provider that this provider answers; the others are answered as unimplemented, which cores take. */
export const RPCS = {
  GetMetadata: messages.getMetadata,
  GetProviderSchema: messages.getProviderSchema,
  ValidateProviderConfig: messages.validateProviderConfig,
  ValidateResourceConfig: messages.validateResourceConfig,
  ValidateDataResourceConfig: messages.validateDataResourceConfig,
  UpgradeResourceState: messages.upgradeResourceState,
  ConfigureProvider: messages.configureProvider,
  ReadResource: messages.readResource,
  PlanResourceChange: messages.planResourceChange,
  ApplyResourceChange: messages.applyResourceChange,
  ImportResourceState: messages.importResourceState,
  MoveResourceState: messages.moveResourceState,
  ReadDataSource: messages.readDataSource,
  StopProvider: messages.stopProvider,
} as const;

export type RpcName = keyof typeof RPCS;

type Of<M> = M extends Message<infer T> ? T : never;
export type RequestOf<N extends RpcName> = Of<(typeof RPCS)[N]["request"]>;
export type ResponseOf<N extends RpcName> = Partial<Of<(typeof RPCS)[N]["response"]>>;

/** A handler answers what happens to the user's objects as diagnostics; what it throws is a fault of ours. */
export type Handlers = { readonly [N in RpcName]: (request: RequestOf<N>) => Promise<ResponseOf<N>> };

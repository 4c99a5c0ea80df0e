import { dataSources } from "./data-sources/data-sources.ts";
import { dataSourceHandlers } from "./data-sources/handlers.ts";
import type { Estates } from "./estate/estates.ts";
import type { Log } from "./log/log.ts";
import type { Handlers } from "./protocol/rpcs.ts";
import { providerBlockHandlers } from "./provider-block/handlers.ts";
import { providerSchema } from "./provider-block/schema.ts";
import { type ResourceDependencies, resourceHandlers } from "./resources/handlers.ts";
import { mappings } from "./schema/mappings.ts";
import { schemaMessage } from "./schema/schema-message.ts";

export interface Dependencies {
  /** Which VMM: `estates.current` once the provider is configured. */
  readonly estates: Estates;
  /** For what people find under TF_LOG: progress of jobs at debug. */
  readonly log: Log;
  readonly pace?: ResourceDependencies["pace"];
}

const serverCapabilities = { planDestroy: true, getProviderSchemaOptional: true, moveResourceState: true };

/** Everything that Terraform may ask of this provider. */
export function makeHandlers({ estates, log, pace }: Dependencies): Handlers {
  return {
    ...providerBlockHandlers(estates),
    ...resourceHandlers({ estate: () => estates.current, log, ...(pace && { pace }) }),
    ...dataSourceHandlers(() => estates.current),
    GetMetadata: async () => ({
      serverCapabilities,
      resources: mappings.map(({ name }) => ({ typeName: name })),
      dataSources: dataSources.map(({ name }) => ({ typeName: name })),
    }),
    GetProviderSchema: async () => ({
      provider: schemaMessage(providerSchema),
      resourceSchemas: Object.fromEntries(mappings.map(({ name, schema }) => [name, schemaMessage(schema)])),
      dataSourceSchemas: Object.fromEntries(dataSources.map(({ name, schema }) => [name, schemaMessage(schema)])),
      serverCapabilities,
    }),
  };
}

import type { Estates } from "./estate/estates.ts";
import type { Log } from "./log/log.ts";
import type { Handlers } from "./protocol/rpcs.ts";
import { providerBlockHandlers } from "./provider-block/handlers.ts";
import { providerSchema } from "./provider-block/schema.ts";
import { schemaMessage } from "./schema/schema-message.ts";

export interface Dependencies {
  /** Which VMM: `estates.current` once the provider is configured. */
  readonly estates: Estates;
  /** For what people find under TF_LOG: progress of jobs at debug. */
  readonly log: Log;
}

const nothing = async () => ({});

/** Everything that Terraform may ask of this provider. */
export function makeHandlers({ estates }: Dependencies): Handlers {
  return {
    ...providerBlockHandlers(estates),
    GetMetadata: nothing,
    GetProviderSchema: async () => ({
      provider: schemaMessage(providerSchema),
      serverCapabilities: { planDestroy: true, getProviderSchemaOptional: true },
    }),
    ValidateResourceConfig: nothing,
    ValidateDataResourceConfig: nothing,
    UpgradeResourceState: nothing,
    ReadResource: nothing,
    PlanResourceChange: nothing,
    ApplyResourceChange: nothing,
    ImportResourceState: nothing,
    MoveResourceState: nothing,
    ReadDataSource: nothing,
  };
}

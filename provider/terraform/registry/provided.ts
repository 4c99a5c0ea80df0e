import { dataSources } from "../data-sources/data-sources.ts";
import { providerSchema } from "../provider-block/schema.ts";
import { mappings } from "../schema/mappings.ts";
import type { ProvidedSchemas } from "../schema/provided-schemas.ts";

/** What the documentation is about: all that GetProviderSchema tells. */
export const provided: ProvidedSchemas = { provider: providerSchema, resources: mappings, dataSources };

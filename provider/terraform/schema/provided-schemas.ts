import type { Schema } from "./attribute.ts";

/** A type of resource or of data source. */
export interface NamedSchema {
  readonly name: string;
  readonly schema: Schema;
}

/** Everything that the provider tells of itself. */
export interface ProvidedSchemas {
  readonly provider: Schema;
  readonly resources: readonly NamedSchema[];
  readonly dataSources: readonly NamedSchema[];
}

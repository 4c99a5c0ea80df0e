import type { Estate } from "../estate/estate.ts";
import type { Schema } from "../schema/attribute.ts";
import type { ObjectValue } from "../value/value.ts";

export interface DataSourceType {
  /** e.g. `scvmm_cloud` */
  readonly name: string;
  readonly schema: Schema;
  /**
   * The whole state, with every attribute of the schema. Throws DiagnosticError, whose `path` is an attribute's path as users write it
   * (`name`, `filter.cloud`). Nothing in `config` is unknown: Terraform waits for that itself.
   */
  read(config: ObjectValue, estate: Estate): Promise<ObjectValue>;
}

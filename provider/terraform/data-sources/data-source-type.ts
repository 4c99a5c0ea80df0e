import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Estate } from "../estate/estate.ts";
import type { Schema } from "../schema/attribute.ts";
import type { ObjectValue } from "../value/value.ts";

export interface DataSourceType {
  /** e.g. `scvmm_cloud` */
  readonly name: string;
  readonly schema: Schema;
  /**
   * What is wrong with a configuration by itself, parts of which may be unknown yet. The `path` of a diagnostic is that of an attribute, as users write it
   * (`name`).
   */
  check(config: ObjectValue): readonly Diagnostic[];
  /**
   * The whole state, with every attribute of the schema. Throws DiagnosticError with such paths. Nothing in `config` is unknown: Terraform
   * waits for that itself.
   */
  read(config: ObjectValue, estate: Estate): Promise<ObjectValue>;
}

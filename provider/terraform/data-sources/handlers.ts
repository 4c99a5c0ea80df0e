import { DiagnosticError } from "../../model/diagnostic.ts";
import { parsePath } from "../../model/load/manifest-path.ts";
import type { Estate } from "../estate/estate.ts";
import { diagnosticMessage, pathSteps } from "../plugin/diagnostic-message.ts";
import type { Handlers } from "../protocol/rpcs.ts";
import { decodeValue, encodeValue } from "../value/dynamic-value.ts";
import { isObject } from "../value/value.ts";
import type { DataSourceType } from "./data-source-type.ts";
import { dataSources } from "./data-sources.ts";

const byName = new Map(dataSources.map((one) => [one.name, one]));

/** Throws DiagnosticError for one that this provider has not. */
function sourceOf(name: string): DataSourceType {
  const found = byName.get(name);
  if (found) return found;
  throw new DiagnosticError([{ code: "TERRAFORM_TYPE", severity: "error", summary: `The provider has no data source "${name}"` }]);
}

/** What Terraform asks of data sources. Their configurations need no more than their types, which Terraform checks itself. */
export function dataSourceHandlers(estate: () => Estate): Pick<Handlers, "ValidateDataResourceConfig" | "ReadDataSource"> {
  return {
    ValidateDataResourceConfig: async ({ typeName }) => {
      sourceOf(typeName);
      return {};
    },
    ReadDataSource: async ({ typeName, config }) => {
      const { read, schema } = sourceOf(typeName);
      const given = decodeValue(config);
      try {
        return { state: encodeValue(await read(isObject(given) ? given : {}, estate())) };
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        const { attributes } = schema;
        return { diagnostics: error.diagnostics.map((one) => diagnosticMessage(one, pathSteps(parsePath(one.path ?? ""), attributes))) };
      }
    },
  };
}

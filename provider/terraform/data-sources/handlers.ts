import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import { parsePath } from "../../model/load/manifest-path.ts";
import type { Estate } from "../estate/estate.ts";
import { diagnosticMessage, pathSteps } from "../plugin/diagnostic-message.ts";
import type { DiagnosticMessage } from "../protocol/messages.ts";
import type { Handlers } from "../protocol/rpcs.ts";
import { diagnosticsIn } from "../resources/answer.ts";
import { conform } from "../schema/conform.ts";
import { decodeValue, encodeValue } from "../value/dynamic-value.ts";
import type { DataSourceType } from "./data-source-type.ts";
import { dataSources } from "./data-sources.ts";

/** What Terraform asks of data sources. `estate`: that of the provider block; throws where there is none. */
export function dataSourceHandlers(estate: () => Estate): Pick<Handlers, "ValidateDataResourceConfig" | "ReadDataSource"> {
  return {
    ValidateDataResourceConfig: async ({ typeName, config }) => {
      const type = sourceOf(typeName);
      return answered(type, async () => ({
        diagnostics: messagesOf(type, type.check(conform(type.schema, decodeValue(config)))),
      }));
    },
    ReadDataSource: async ({ typeName, config }) => {
      const type = sourceOf(typeName);
      return answered(type, async () => {
        const state = await type.read(conform(type.schema, decodeValue(config)), estate());
        return { state: encodeValue(conform(type.schema, state)) };
      });
    },
  };
}

const byName = new Map(dataSources.map((one) => [one.name, one]));

/** Throws DiagnosticError for one that this provider has not. */
function sourceOf(name: string): DataSourceType {
  const found = byName.get(name);
  if (found) return found;
  throw new DiagnosticError([{ code: "TERRAFORM_TYPE", severity: "error", summary: `The provider has no data source "${name}"` }]);
}

async function answered<T>(
  type: DataSourceType,
  answer: () => Promise<T>,
): Promise<T | { readonly diagnostics: readonly DiagnosticMessage[] }> {
  try {
    return await answer();
  } catch (error) {
    return { diagnostics: messagesOf(type, diagnosticsIn(error)) };
  }
}

const messagesOf = ({ schema }: DataSourceType, diagnostics: readonly Diagnostic[]): readonly DiagnosticMessage[] =>
  diagnostics.map((diagnostic) => diagnosticMessage(diagnostic, pathSteps(parsePath(diagnostic.path ?? ""), schema.attributes)));

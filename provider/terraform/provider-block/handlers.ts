import type { Estates } from "../estate/estates.ts";
import { diagnosticMessage, pathSteps } from "../plugin/diagnostic-message.ts";
import type { DiagnosticMessage, DynamicValueMessage } from "../protocol/messages.ts";
import type { Handlers } from "../protocol/rpcs.ts";
import { decodeValue } from "../value/dynamic-value.ts";
import { isObject, type ObjectValue } from "../value/value.ts";
import type { BlockProblem } from "./problem.ts";
import { checkBlock } from "./read-block.ts";
import { providerSchema } from "./schema.ts";

function configOf(message: DynamicValueMessage | undefined): ObjectValue {
  const value = decodeValue(message);
  return isObject(value) ? value : {};
}

const messageOf = ({ diagnostic, attribute }: BlockProblem): DiagnosticMessage =>
  diagnosticMessage(diagnostic, pathSteps(attribute, providerSchema.attributes));

/** What concerns the provider block itself. Configuring contacts nothing. */
export function providerBlockHandlers(estates: Estates): Pick<Handlers, "ValidateProviderConfig" | "ConfigureProvider" | "StopProvider"> {
  return {
    ValidateProviderConfig: async ({ config }) => ({ diagnostics: checkBlock(configOf(config)).map(messageOf) }),
    ConfigureProvider: async ({ config }) => ({ diagnostics: (await estates.configure(configOf(config))).map(messageOf) }),
    StopProvider: async () => {
      estates.stop();
      return {};
    },
  };
}

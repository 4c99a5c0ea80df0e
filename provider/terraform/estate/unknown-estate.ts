import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import type { AttributePath } from "../schema/mapping.ts";
import type { Estate } from "./estate.ts";

/**
 * The estate of a provider block of which Terraform does not know everything yet: it comes from what is still to be made. Terraform
 * configures the provider all the same; whatever needs VMM says what is missing.
 */
export function unknownEstate(unknown: readonly AttributePath[], stopped: AbortSignal): Estate {
  const names = unknown.map((path) => path.join(".")).join(", ");
  const diagnostic: Diagnostic = {
    code: "PROVIDER_UNKNOWN",
    severity: "error",
    summary: `The provider is not configured yet: ${names} ${unknown.length === 1 ? "is" : "are"} known only after apply`,
    detail: "What its block refers to is still to be made, so that VMM cannot be asked for anything.",
    hint: "Apply what it comes from first, with -target, or keep it in a configuration of its own.",
  };
  const refuse = (): never => {
    throw new DiagnosticError([diagnostic]);
  };
  return {
    get scope() {
      return refuse();
    },
    get provider() {
      return refuse();
    },
    readOnly: true,
    parallelism: 1,
    stopped,
    port: refuse,
    reader: refuse,
    inventory: async () => refuse(),
    freshInventory: async () => refuse(),
    changed: () => {},
  };
}

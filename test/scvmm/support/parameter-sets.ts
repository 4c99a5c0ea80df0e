import type { CmdletCall } from "../../../provider/batch/call.ts";
import signatures from "../../../provider/batch/signatures.json" with { type: "json" };

interface Variant {
  readonly type: string;
  readonly sets: readonly string[];
  readonly required: boolean;
  readonly values: readonly string[];
}
interface Signature {
  readonly defaultSet: string | null;
  readonly sets: readonly string[];
  readonly parameters: Readonly<Record<string, readonly Variant[]>>;
}

/**
 * The parameter set that PowerShell would choose, or what stands against it. A set is possible when it knows every given
 * parameter and gets all that it demands; of several possible ones the default wins, and else the call is ambiguous.
 */
export function resolveSet(call: CmdletCall): { readonly set: string } | { readonly problem: string } {
  const signature = (signatures as unknown as Readonly<Record<string, Signature>>)[call.cmdlet];
  if (!signature) return { problem: `no cmdlet ${call.cmdlet}` };
  const given = [...Object.keys(call.parameters), ...(call.job ? ["RunAsynchronously", "JobVariable"] : [])];
  const unknown = given.filter((name) => !(name in signature.parameters));
  if (unknown.length > 0) return { problem: `no parameters ${unknown.join(", ")}` };
  const inSet = (set: string, { sets }: Variant) => sets.includes(set) || sets.includes("(All)");
  const possible = signature.sets.filter(
    (set) =>
      given.every((name) => signature.parameters[name]?.some((variant) => inSet(set, variant))) &&
      Object.entries(signature.parameters).every(([name, variants]) =>
        variants.every((variant) => !(variant.required && inSet(set, variant)) || given.includes(name)),
      ),
  );
  const chosen = possible.length === 1 ? possible[0] : possible.find((set) => set === signature.defaultSet);
  if (chosen === undefined) return { problem: possible.length === 0 ? "no set fits" : `ambiguous: ${possible.join(", ")}` };
  return { set: chosen };
}

/** What is wrong with the values, by the accepted ones and the types. */
export function badValues(call: CmdletCall): readonly string[] {
  const signature = (signatures as unknown as Readonly<Record<string, Signature>>)[call.cmdlet];
  return Object.entries(call.parameters).flatMap(([name, value]) => {
    const variant = signature?.parameters[name]?.[0];
    if (!variant) return [`${name} is unknown`];
    // A file of the batch stands for its path.
    if (name === "SourcePath" && typeof value === "object" && value !== null && "$ref" in value) return [];
    const values = Array.isArray(value) ? value : [value];
    return values.flatMap((one) => (fits(variant, one) ? [] : [`${name} (${variant.type}) does not take ${JSON.stringify(one)}`]));
  });
}

const LIMITS: Readonly<Record<string, number>> = { Byte: 255, UInt16: 65_535, Int32: 2 ** 31 - 1, Int64: 2 ** 53, UInt64: 2 ** 53 };
const GUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

function fits({ type, values }: Variant, value: unknown): boolean {
  const name =
    type
      .replace(/^.*\[(.+)\]$/, "$1")
      .replace("[]", "")
      .split(".")
      .at(-1) ?? "";
  if (values.length > 0) return values.includes(value as string);
  const limit = LIMITS[name];
  if (limit !== undefined) return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= limit;
  if (name === "Boolean" || name === "SwitchParameter") return typeof value === "boolean";
  if (name === "Guid") return typeof value === "string" && GUID.test(value);
  if (name === "String") return typeof value === "string" || (typeof value === "object" && value !== null && "$secret" in value);
  if (typeof value !== "object" || value === null) return false;
  return "$ref" in value || (name === "VMMCredential" && "$password" in value);
}

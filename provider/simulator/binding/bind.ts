import { bindingError } from "../errors.ts";
import type { Argument } from "../objects/object.ts";
import { type Convert, convertArgument } from "./convert.ts";
import { Parameters } from "./parameters.ts";
import type { Declaration, Signature } from "./signature.ts";

/** Parameters that PowerShell gives to every cmdlet; a batch may pass them and they change nothing here. */
const COMMON = new Map(
  [
    ["Verbose", "vb"],
    ["Debug", "db"],
    ["ErrorAction", "ea"],
    ["WarningAction", "wa"],
    ["InformationAction", "infa"],
    ["ErrorVariable", "ev"],
    ["WarningVariable", "wv"],
    ["InformationVariable", "iv"],
    ["OutVariable", "ov"],
    ["OutBuffer", "ob"],
    ["PipelineVariable", "pv"],
  ].map(([name = "", alias = ""]) => [name, [alias]]),
);

/**
 * Binds arguments as PowerShell does. 1. find each parameter by name, alias or unique beginning  2. convert its value
 * 3. choose the one parameter set that all fit  4. see that nothing mandatory is missing. Throws `CmdletError`.
 */
export function bind(
  cmdlet: string,
  signature: Signature,
  given: Readonly<Record<string, Argument>>,
  resolveByName: Convert["resolveByName"],
): Parameters {
  const values = new Map<string, Argument>();
  for (const [name, argument] of Object.entries(given)) {
    const parameter = findParameter(cmdlet, signature, name);
    if (values.has(parameter))
      throw bindingError(
        "ParameterAlreadyBound",
        cmdlet,
        `Cannot bind parameter because parameter '${parameter}' is specified more than once.`,
      );
    const declarations = signature.parameters[parameter];
    if (declarations) values.set(parameter, convertArgument(argument, declarations, { cmdlet, parameter, resolveByName }));
  }
  return new Parameters(cmdlet, chooseSet(cmdlet, signature, values), values);
}

function findParameter(cmdlet: string, signature: Signature, name: string): string {
  const wanted = name.toLowerCase();
  const all = [...Object.entries(signature.parameters).map(([key, ways]) => [key, aliasesOf(ways)] as const), ...COMMON];
  const exact = all.find(([key, aliases]) => [key, ...aliases].some((one) => one.toLowerCase() === wanted));
  if (exact) return exact[0];
  const beginning = all.filter(([key, aliases]) => [key, ...aliases].some((one) => one.toLowerCase().startsWith(wanted)));
  const [first] = beginning;
  if (!first || name === "")
    throw bindingError("NamedParameterNotFound", cmdlet, `A parameter cannot be found that matches parameter name '${name}'.`);
  if (beginning.length > 1) {
    const matches = beginning.map(([key]) => `-${key}`).join(" ");
    throw bindingError(
      "AmbiguousParameter",
      cmdlet,
      `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include: ${matches}.`,
    );
  }
  return first[0];
}

function aliasesOf(declarations: readonly Declaration[]): readonly string[] {
  return [...new Set(declarations.flatMap((one) => one.aliases))];
}

/** The set that the call runs in; the default one where several are left. */
function chooseSet(cmdlet: string, signature: Signature, values: ReadonlyMap<string, Argument>): string {
  const fitting = signature.sets.filter((set) => [...values.keys()].every((name) => declaredIn(signature, name, set)));
  const complete = fitting.filter((set) => missing(signature, values, set).length === 0);
  const [only, second] = complete;
  if (only !== undefined && second === undefined) return only;
  const fallback = signature.defaultSet;
  if (only !== undefined && fallback !== null && complete.includes(fallback)) return fallback;
  const candidate = fitting.length === 1 ? fitting[0] : fallback;
  if (only === undefined && candidate != null && fitting.includes(candidate)) {
    const names = missing(signature, values, candidate).join(" ");
    throw bindingError(
      "MissingMandatoryParameter",
      cmdlet,
      `Cannot process command because of one or more missing mandatory parameters: ${names}.`,
    );
  }
  throw bindingError("AmbiguousParameterSet", cmdlet, "Parameter set cannot be resolved using the specified named parameters.");
}

function declaredIn(signature: Signature, parameter: string, set: string): Declaration | undefined {
  const ways = signature.parameters[parameter] ?? [];
  return ways.find((way) => way.sets.includes(set)) ?? ways.find((way) => way.sets.includes("(All)"));
}

function missing(signature: Signature, values: ReadonlyMap<string, Argument>, set: string): readonly string[] {
  return Object.keys(signature.parameters).filter((name) => declaredIn(signature, name, set)?.required === true && !values.has(name));
}

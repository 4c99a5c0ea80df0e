import { bindingError } from "../errors.ts";
import { SUCCESS } from "../objects/job.ts";
import type { Argument } from "../objects/object.ts";
import { convertArgument } from "./convert.ts";
import type { Convert } from "./convert-one.ts";
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
 * Binds arguments as PowerShell does. 1. find each parameter by name, alias or unique beginning  2. see that its value converts
 * 3. choose the parameter set  4. see that nothing mandatory is missing  5. let VMM find the objects that were given by name.
 * Throws `CmdletError`.
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
    const declarations = signature.parameters[parameter] ?? COMMON_DECLARATIONS[parameter] ?? [];
    convertArgument(argument, declarations, { cmdlet, parameter, resolveByName: unresolved });
    if (parameter in signature.parameters) values.set(parameter, argument);
  }
  const set = setOf(cmdlet, signature, values);
  for (const [parameter, argument] of inOrder(values))
    values.set(parameter, convertArgument(argument, signature.parameters[parameter] ?? [], { cmdlet, parameter, resolveByName }));
  return new Parameters(cmdlet, set, values);
}

/** By the parameters' names: the order in a caller's hashtable is left to chance. */
export const inOrder = <T>(values: Iterable<readonly [string, T]>): readonly (readonly [string, T])[] =>
  [...values].sort(([a], [b]) => (a < b ? -1 : 1));

/** While only PowerShell's binder is at work: it takes a name for an object, and asks nobody. */
const unresolved: Convert["resolveByName"] = () => SUCCESS;

const SWITCH: readonly Declaration[] = [
  { type: "SwitchParameter", sets: ["(All)"], required: false, position: null, pipeline: false, aliases: [], values: [] },
];
const COMMON_DECLARATIONS: Readonly<Record<string, readonly Declaration[]>> = { Verbose: SWITCH, Debug: SWITCH };

/** Of several parameters that begin so, the cmdlet's own go before those of every cmdlet. */
function findParameter(cmdlet: string, signature: Signature, name: string): string {
  if (Object.hasOwn(signature.parameters, name)) return name;
  const wanted = name.toLowerCase();
  const own = Object.entries(signature.parameters).map(([key, ways]) => [key, aliasesOf(ways)] as const);
  const matching = (all: Iterable<readonly [string, readonly string[]]>, fits: (text: string) => boolean) =>
    [...all].filter(([key, aliases]) => [key, ...aliases].some((one) => fits(one.toLowerCase()))).map(([key]) => key);
  const [exact] = matching([...own, ...COMMON], (text) => text === wanted);
  if (exact !== undefined) return exact;
  const begins = (text: string) => name !== "" && text.startsWith(wanted);
  const ours = matching(own, begins);
  const found = ours.length > 0 ? ours : matching(COMMON, begins);
  const [only, second] = found;
  if (only === undefined)
    throw bindingError("NamedParameterNotFound", cmdlet, `A parameter cannot be found that matches parameter name '${name}'.`);
  if (second === undefined) return only;
  const matches = found.map((key) => `-${key}`).join(" ");
  throw bindingError(
    "AmbiguousParameter",
    cmdlet,
    `Parameter cannot be processed because the parameter name '${name}' is ambiguous. Possible matches include: ${matches}.`,
  );
}

function aliasesOf(declarations: readonly Declaration[]): readonly string[] {
  return [...new Set(declarations.flatMap((one) => one.aliases))];
}

const chosen = new WeakMap<Signature, Map<string, string>>();

/** It depends on the names alone: chosen once for each signature and names. */
function setOf(cmdlet: string, signature: Signature, values: ReadonlyMap<string, Argument>): string {
  const sets = chosen.get(signature) ?? new Map<string, string>();
  chosen.set(signature, sets);
  const names = [...values.keys()].join();
  const set = sets.get(names) ?? chooseSet(cmdlet, signature, values);
  sets.set(names, set);
  return set;
}

/**
 * The set that the call runs in, as the engine chooses it: of the sets that know all given parameters the only one; else the default
 * one, whatever it may lack; else the one that lacks nothing of its own.
 */
function chooseSet(cmdlet: string, signature: Signature, values: ReadonlyMap<string, Argument>): string {
  const fitting = signature.sets.filter((set) => [...values.keys()].every((name) => declaredIn(signature, name, set)));
  const fallback = signature.defaultSet;
  const candidates =
    fitting.length === 1 || fallback === null || !fitting.includes(fallback)
      ? fitting.filter((set) => fitting.length === 1 || missing(signature, values, set, ownOnly).length === 0)
      : [fallback];
  const [first, second] = candidates;
  if (first === undefined || second !== undefined)
    throw bindingError("AmbiguousParameterSet", cmdlet, "Parameter set cannot be resolved using the specified named parameters.");
  const lacking = missing(signature, values, first, () => true);
  if (lacking.length > 0)
    throw bindingError(
      "MissingMandatoryParameter",
      cmdlet,
      `Cannot process command because of one or more missing mandatory parameters: ${lacking.join(" ")}.`,
    );
  return first;
}

function declaredIn(signature: Signature, parameter: string, set: string): Declaration | undefined {
  const ways = signature.parameters[parameter] ?? [];
  return ways.find((way) => way.sets.includes(set)) ?? ways.find((way) => way.sets.includes("(All)"));
}

const ownOnly = ({ sets }: Declaration): boolean => !sets.includes("(All)");

function missing(
  signature: Signature,
  values: ReadonlyMap<string, Argument>,
  set: string,
  counts: (declaration: Declaration) => boolean,
): readonly string[] {
  return Object.keys(signature.parameters).filter((name) => {
    const declaration = declaredIn(signature, name, set);
    return declaration?.required === true && counts(declaration) && !values.has(name);
  });
}

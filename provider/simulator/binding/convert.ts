import { bindingError } from "../errors.ts";
import type { Argument } from "../objects/object.ts";
import { type Convert, convertOne, convertText, isNumeric } from "./convert-one.ts";
import type { Declaration } from "./signature.ts";

const LIST = /^System\.Collections\.Generic\.List`1\[(.+)\]$/;

/**
 * Converts as PowerShell's binder does for a compiled cmdlet, or throws its error. What it does was tried in the real engine, where both
 * interpreters are compared (test/powershell/differential.test.ts).
 */
export function convertArgument(argument: Argument, declarations: readonly Declaration[], at: Convert): Argument {
  const [first] = declarations;
  if (!first) return argument;
  const { declaration, element } = prepared(first);
  const { type, values } = declaration;
  const required = declarations.some((one) => one.required);
  if (argument === null) return fromNull(declaration, required, at);
  if (element !== null) return toCollection(argument, { ...declaration, required }, element, at);
  const converted = convertOne(argument, type, values, at);
  if (converted === "" && required && type === "String") throw empty("String", "string", at);
  return converted;
}

interface Prepared {
  /** With the type's short name. */
  readonly declaration: Declaration;
  /** Of a collection. */
  readonly element: string | null;
}

const known = new WeakMap<Declaration, Prepared>();

function prepared(declaration: Declaration): Prepared {
  const before = known.get(declaration);
  if (before) return before;
  const type = shortName(declaration.type);
  const now = { declaration: { ...declaration, type }, element: elementType(type) };
  known.set(declaration, now);
  return now;
}

/** Signatures name a type now with its namespace and now without; generic ones always with. */
const shortName = (type: string): string => (type.includes("`") ? type : (type.split(".").at(-1) ?? type));

function elementType(type: string): string | null {
  const generic = LIST.exec(type)?.[1];
  if (generic !== undefined) return generic.split(".").at(-1) ?? generic;
  return type.endsWith("[]") ? type.slice(0, -2) : null;
}

/** VMM's own check of objects that it cannot do without (scvmm-domain 3.1); they come as they are or in lists. */
const isObject = (type: string, values: readonly string[]): boolean =>
  values.length === 0 &&
  !isNumeric(type) &&
  !["String", "Guid", "Boolean", "SwitchParameter", "PSCredential", "VMMCredential"].includes(type);

const isValueType = (type: string, values: readonly string[]): boolean => isNumeric(type) || type === "Guid" || values.length > 0;

function fromNull({ type, values }: Declaration, required: boolean, at: Convert): Argument {
  // Naming a switch is switching it on: with null too.
  if (type === "SwitchParameter") return true;
  const text = `Cannot bind argument to parameter '${at.parameter}' because it is null.`;
  if (type === "Boolean") throw bindingError("ParameterArgumentValidationErrorNullNotAllowed", at.cmdlet, text, "InvalidArgument");
  const element = elementType(type);
  if (required && isObject(element ?? type, values)) throw nullObject("The argument is null.", at);
  if (required) throw bindingError("ParameterArgumentValidationErrorNullNotAllowed", at.cmdlet, text);
  if (element === null && isValueType(type, values))
    throw bindingError("ParameterBindingFailed", at.cmdlet, `Cannot bind parameter '${at.parameter}' to the target.`, "WriteError");
  return null;
}

function nullObject(what: string, at: Convert) {
  const rest = "Provide a valid value for the argument, and then try running the command again.";
  return bindingError(
    "ParameterArgumentValidationError",
    at.cmdlet,
    `Cannot validate argument on parameter '${at.parameter}'. ${what} ${rest}`,
  );
}

function empty(kind: "String" | "Array" | "Collection", what: string, at: Convert) {
  const text = `Cannot bind argument to parameter '${at.parameter}' because it is an empty ${what}.`;
  return bindingError(`ParameterArgumentValidationErrorEmpty${kind}NotAllowed`, at.cmdlet, text);
}

function toCollection(argument: Exclude<Argument, null>, { type, values, required }: Declaration, element: string, at: Convert): Argument {
  const items = Array.isArray(argument) ? (argument as readonly Argument[]) : [argument];
  if (required && items.length === 0) throw type.endsWith("[]") ? empty("Array", "array", at) : empty("Collection", "collection", at);
  const converted = items.map((item) => (item === null ? nullIn(element, values) : convertOne(flat(item, element), element, values, at)));
  if (required && isObject(element, values) && converted.includes(null))
    throw nullObject("The argument has a null value, or an element of the argument collection contains a null value.", at);
  return converted;
}

/** Null in a list is what null is in .NET for texts and enumerations: nothing, and the first. */
function nullIn(element: string, values: readonly string[]): Argument {
  if (values.length > 0) return values[0] ?? null;
  return element === "String" ? "" : null;
}

/** A list in a list of texts becomes one text. */
function flat(item: Exclude<Argument, null>, element: string): Exclude<Argument, null> {
  if (!Array.isArray(item) || element !== "String") return item;
  return (item as readonly Argument[]).map((one) => (one === null ? "" : convertText(one))).join(" ");
}

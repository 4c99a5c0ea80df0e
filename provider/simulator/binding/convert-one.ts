import { bindingError, type CmdletError } from "../errors.ts";
import { PsCredentialArgument } from "../objects/credential.ts";
import { type Argument, isVmmObject, printed, type TypeName, type VmmObject } from "../objects/object.ts";
import { OBJECT_TYPES } from "./object-types.ts";

/** What is converted for which parameter. */
export interface Convert {
  readonly cmdlet: string;
  readonly parameter: string;
  /** Object parameters take a name too (scvmm-domain 2.14). Throws when there is none or more than one. */
  readonly resolveByName: (type: TypeName, name: string, cmdlet: string, parameter: string) => VmmObject;
}

type Given = Exclude<Argument, null>;

const GUID = /^[({]?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})[)}]?$/i;
const NUMBERS: Readonly<Record<string, readonly [number, number]>> = {
  Byte: [0, 255],
  UInt16: [0, 65_535],
  UInt32: [0, 2 ** 32 - 1],
  UInt64: [0, 2 ** 64],
  Int32: [-(2 ** 31), 2 ** 31 - 1],
  Int64: [-(2 ** 63), 2 ** 63],
};

export const isNumeric = (type: string): boolean => type in NUMBERS || type === "Decimal";

/** One value, for a parameter that takes one, or for an element of a list. */
export function convertOne(argument: Given, type: string, accepted: readonly string[], at: Convert): Argument {
  if (type === "Boolean" || type === "SwitchParameter") return toBoolean(argument, type, at);
  if (accepted.length > 0) return toEnum(argument, type, accepted, at);
  if (isList(argument)) throw notOfType("System.Object[]", type, at);
  if (CREDENTIAL_TYPES.has(type)) return toCredential(argument, type, at);
  if (type === "String") return convertText(argument);
  if (type === "Guid") return toGuid(argument, at);
  if (isNumeric(type)) return toNumber(argument, type, at);
  return toObject(argument, type, at);
}

const CREDENTIAL_TYPES: ReadonlySet<string> = new Set(["VMMCredential", "PSCredential"]);

/** VMM's own type is made of a PSCredential or a Run As account; of the two only the first is known here. */
function toCredential(argument: Given, type: string, at: Convert): Argument {
  if (argument instanceof PsCredentialArgument) return argument;
  throw cannotConvert(convertText(argument), type, at);
}

function isList(argument: Argument): argument is readonly Argument[] {
  return Array.isArray(argument);
}

function toBoolean(argument: Given, type: string, at: Convert): boolean {
  if (typeof argument === "boolean") return argument;
  if (typeof argument === "number") return argument !== 0;
  throw notOfType(isList(argument) ? "System.Object[]" : isVmmObject(argument) ? fullName(argument.$type) : typeof argument, type, at);
}

function toGuid(argument: Given, at: Convert): string {
  const digits = typeof argument === "string" ? GUID.exec(argument.trim())?.[1]?.replaceAll("-", "").toLowerCase() : undefined;
  if (digits === undefined) throw cannotConvert(convertText(argument), "System.Guid", at);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Texts as PowerShell reads them, hexadecimal ones too; an empty one is 0. Halves go to the even neighbour. */
function toNumber(argument: Given, type: string, at: Convert): number {
  const number = typeof argument === "object" ? Number.NaN : Number(argument);
  if (type === "Decimal" && Number.isFinite(number)) return number;
  const [low, high] = NUMBERS[type] ?? [0, 0];
  const whole = Math.abs(number % 1) === 0.5 ? 2 * Math.round(number / 2) : Math.round(number);
  if (Number.isFinite(number) && whole >= low && whole <= high) return whole;
  throw cannotConvert(convertText(argument), `System.${type}`, at);
}

/**
 * By name, by the unique beginning of one, or by number; which numbers VMM's own enumerations have does not matter to us, who give names.
 * Of a number the engine takes the lower 32 bits, of a text with digits it does not.
 */
function toEnum(argument: Given, type: string, accepted: readonly string[], at: Convert): string {
  if (typeof argument === "boolean" || (typeof argument === "object" && !isList(argument)))
    throw cannotConvert(convertText(argument), type, at);
  const numbered = typeof argument === "number" && Number.isInteger(argument) ? accepted[argument | 0] : undefined;
  if (numbered !== undefined) return numbered;
  const text = convertText(isList(argument) ? argument.map((item) => (item === null ? "" : convertText(item))).join(",") : argument).trim();
  const wanted = text.toLowerCase();
  const beginning = accepted.filter((one) => one.toLowerCase().startsWith(wanted));
  const exact = accepted.find((one) => one.toLowerCase() === wanted) ?? (/^\d+$/.test(text) ? accepted[Number(text)] : undefined);
  const match = exact ?? (text !== "" && beginning.length === 1 ? beginning[0] : undefined);
  if (match !== undefined) return match;
  throw cannotConvert(
    text,
    type,
    at,
    `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${accepted.join(", ")}`,
  );
}

/** The object itself, or its name; also where the simulator knows no such objects. */
function toObject(argument: Exclude<Given, readonly Argument[]>, type: string, at: Convert): Argument {
  const objectType = OBJECT_TYPES[type];
  if (isVmmObject(argument)) {
    if (argument.$type === objectType || type === "ClientObject") return argument;
    throw cannotConvert(printed(argument), fullName(type), at);
  }
  if (typeof argument === "boolean" || type === "ClientObject" || argument instanceof PsCredentialArgument)
    throw cannotConvert(convertText(argument), fullName(type), at);
  return objectType === undefined ? convertText(argument) : at.resolveByName(objectType, convertText(argument), at.cmdlet, at.parameter);
}

const fullName = (type: string): string => `Microsoft.SystemCenter.VirtualMachineManager.${type}`;

/** As a text, which any value can become. */
export function convertText(argument: Given): string {
  if (isList(argument)) return "System.Object[]";
  if (isVmmObject(argument)) return printed(argument);
  if (argument instanceof PsCredentialArgument) return argument.toString();
  return typeof argument === "boolean" ? (argument ? "True" : "False") : `${argument}`;
}

function notOfType(given: string, type: string, at: Convert): CmdletError {
  return bindingError(
    "CannotConvertArgument",
    at.cmdlet,
    `Cannot convert '${given}' to the type '${type}' required by parameter '${at.parameter}'.`,
  );
}

function cannotConvert(text: string, type: string, at: Convert, reason?: string): CmdletError {
  const why = reason === undefined ? "" : ` Error: "${reason}"`;
  return bindingError(
    "CannotConvertArgumentNoMessage",
    at.cmdlet,
    `Cannot bind parameter '${at.parameter}'. Cannot convert value "${text}" to type "${type}".${why}`,
  );
}

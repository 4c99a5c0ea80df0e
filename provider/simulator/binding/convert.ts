import { bindingError, type CmdletError } from "../errors.ts";
import { PsCredentialArgument } from "../objects/credential.ts";
import { type Argument, isVmmObject, printed, type TypeName, type VmmObject } from "../objects/object.ts";
import type { Declaration } from "./signature.ts";

export interface Convert {
  readonly cmdlet: string;
  readonly parameter: string;
  /** Object parameters take a name too (scvmm-domain 2.14). Throws when there is none or more than one. */
  readonly resolveByName: (type: TypeName, name: string, cmdlet: string, parameter: string) => VmmObject;
}

const LIST = /^System\.Collections\.Generic\.List`1\[(.+)\]$/;
const GUID = /^[({]?([0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12})[)}]?$/i;
const INTEGERS: Readonly<Record<string, readonly [number, number]>> = {
  Byte: [0, 255],
  UInt16: [0, 65_535],
  UInt32: [0, 2 ** 32 - 1],
  UInt64: [0, 2 ** 64],
  Int32: [-(2 ** 31), 2 ** 31 - 1],
  Int64: [-(2 ** 63), 2 ** 63],
};

/** .NET types of parameters that stand for an object which the simulator models. */
export const OBJECT_TYPES: Readonly<Record<string, TypeName>> = {
  VM: "VM",
  Host: "Host",
  HostCluster: "HostCluster",
  HostGroup: "HostGroup",
  Cloud: "Cloud",
  Template: "Template",
  HardwareProfile: "HardwareProfile",
  OperatingSystem: "OperatingSystem",
  VMNetwork: "VMNetwork",
  VMSubnet: "VMSubnet",
  LogicalNetwork: "LogicalNetwork",
  StaticIPAddressPool: "StaticIPAddressPool",
  AllocatedIPAddress: "AllocatedIPAddress",
  AllocatedMACAddress: "AllocatedMACAddress",
  MACAddressPool: "MACAddressPool",
  PortClassification: "PortClassification",
  VirtualDiskDrive: "VirtualDiskDrive",
  VirtualNetworkAdapter: "VirtualNetworkAdapter",
  VirtualDVDDrive: "VirtualDVDDrive",
  StandaloneVirtualHardDisk: "StandaloneVirtualHardDisk",
  // Its base, which some cmdlets ask for.
  VirtualHardDisk: "StandaloneVirtualHardDisk",
  VirtualFloppyDisk: "VirtualFloppyDisk",
  VirtualFloppyDrive: "VirtualFloppyDrive",
  ISO: "ISO",
  StorageClassification: "StorageClassification",
  StorageQoSPolicy: "StorageQoSPolicy",
  HostFibreChannelVirtualSAN: "HostFibreChannelVirtualSAN",
  StorageFabricClassification: "StorageFabricClassification",
  VirtualFibreChannelAdapter: "VirtualFibreChannelAdapter",
  LibraryShare: "LibraryShare",
  CustomProperty: "CustomProperty",
  CustomPropertyValue: "CustomPropertyValue",
  BaseVMConfiguration: "VMConfiguration",
  Task: "Task",
  ServerConnection: "ServerConnection",
};

/** Converts as the binder would, or throws its error (`CannotConvertArgumentNoMessage` and its kin). */
export function convertArgument(argument: Argument, declarations: readonly Declaration[], at: Convert): Argument {
  const [declaration] = declarations;
  if (!declaration) return argument;
  const required = declarations.some((one) => one.required);
  const element = elementType(declaration.type);
  if (argument === null) return fromNull(declaration.type, required, at);
  if (element === null) {
    const converted = convertOne(argument, declaration.type, declaration.values, at);
    return typeof converted === "string" ? demandText(converted, required, at) : converted;
  }
  const items = isList(argument) ? argument : [argument];
  if (required && items.length === 0)
    throw bindingError(
      "ParameterArgumentValidationErrorEmptyArrayNotAllowed",
      at.cmdlet,
      `Cannot bind argument to parameter '${at.parameter}' because it is an empty array.`,
    );
  return items.map((item) => convertOne(item, element, declaration.values, at));
}

function elementType(type: string): string | null {
  const generic = LIST.exec(type)?.[1];
  if (generic !== undefined) return generic.split(".").at(-1) ?? generic;
  return type.endsWith("[]") ? type.slice(0, -2) : null;
}

function isList(argument: Argument): argument is readonly Argument[] {
  return Array.isArray(argument);
}

/** Null fits what is no value type; where an object is demanded VMM says so in its own words (scvmm-domain 3.1). */
function fromNull(type: string, required: boolean, at: Convert): Argument {
  if (type === "String") return demandText("", required, at);
  if (type === "Boolean" || type === "SwitchParameter" || type === "Guid" || type in INTEGERS) throw cannotConvert("", type, at);
  if (!required) return null;
  throw bindingError(
    "ParameterArgumentValidationError",
    at.cmdlet,
    `Cannot validate argument on parameter '${at.parameter}'. The argument is null. Provide a valid value for the argument, and then try running the command again.`,
  );
}

/** A parameter that is mandatory in any of its sets takes no empty text. */
function demandText(text: string, required: boolean, at: Convert): string {
  if (text !== "" || !required) return text;
  throw bindingError(
    "ParameterArgumentValidationErrorEmptyStringNotAllowed",
    at.cmdlet,
    `Cannot bind argument to parameter '${at.parameter}' because it is an empty string.`,
  );
}

function convertOne(argument: Argument, type: string, accepted: readonly string[], at: Convert): Argument {
  if (isList(argument) || argument === null) throw cannotConvert("System.Object[]", type, at);
  if (CREDENTIAL_TYPES.has(type) || argument instanceof PsCredentialArgument) return toCredential(argument, type, at);
  if (type === "String") return isVmmObject(argument) ? printed(argument) : netText(argument);
  if (type === "Boolean" || type === "SwitchParameter") return toBoolean(argument, type, at);
  if (type === "Guid") return toGuid(argument, at);
  const range = INTEGERS[type];
  if (range) return toInteger(argument, type, range, at);
  if (accepted.length > 0) return toEnum(argument, type, accepted, at);
  if (type === "ClientObject" && isVmmObject(argument)) return argument;
  const objectType = OBJECT_TYPES[type];
  return objectType ? toObject(argument, type, objectType, at) : argument;
}

const CREDENTIAL_TYPES: ReadonlySet<string> = new Set(["VMMCredential", "PSCredential"]);

/** VMM's own type is made of a PSCredential or a Run As account; of the two only the first is known here. */
function toCredential(argument: Exclude<Argument, null>, type: string, at: Convert): Argument {
  if (argument instanceof PsCredentialArgument && CREDENTIAL_TYPES.has(type)) return argument;
  throw cannotConvert(describe(argument), type, at);
}

function netText(argument: boolean | number | string): string {
  if (typeof argument === "boolean") return argument ? "True" : "False";
  return `${argument}`;
}

function toBoolean(argument: Exclude<Argument, null>, type: string, at: Convert): boolean {
  if (typeof argument === "boolean") return argument;
  if (typeof argument === "number") return argument !== 0;
  throw bindingError(
    "CannotConvertArgument",
    at.cmdlet,
    `Cannot convert 'System.String' to the type 'System.${type}' required by parameter '${at.parameter}'. Boolean parameters accept only Boolean values and numbers.`,
  );
}

function toGuid(argument: Exclude<Argument, null>, at: Convert): string {
  const digits = typeof argument === "string" ? GUID.exec(argument.trim())?.[1]?.replaceAll("-", "").toLowerCase() : undefined;
  if (digits === undefined) throw cannotConvert(describe(argument), "System.Guid", at);
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function toInteger(argument: Exclude<Argument, null>, type: string, [low, high]: readonly [number, number], at: Convert): number {
  const number =
    typeof argument === "string" && argument.trim() !== "" ? Number(argument) : typeof argument === "boolean" ? Number(argument) : argument;
  if (typeof number !== "number" || !Number.isFinite(number) || Math.round(number) < low || Math.round(number) > high)
    throw cannotConvert(describe(argument), `System.${type}`, at);
  return Math.round(number);
}

function toEnum(argument: Exclude<Argument, null>, type: string, accepted: readonly string[], at: Convert): string {
  const text = describe(argument);
  const match = accepted.find((one) => one.toLowerCase() === text.toLowerCase());
  if (match !== undefined) return match;
  throw cannotConvert(
    text,
    type,
    at,
    `Unable to match the identifier name ${text} to a valid enumerator name. Specify one of the following enumerator names and try again:\n${accepted.join(", ")}`,
  );
}

function toObject(argument: Exclude<Argument, null>, type: string, objectType: TypeName, at: Convert): VmmObject {
  if (isVmmObject(argument)) {
    if (argument.$type === objectType) return argument;
    throw cannotConvert(printed(argument), `Microsoft.SystemCenter.VirtualMachineManager.${type}`, at);
  }
  return at.resolveByName(objectType, describe(argument), at.cmdlet, at.parameter);
}

function describe(argument: Exclude<Argument, null>): string {
  if (isList(argument)) return "System.Object[]";
  if (argument instanceof PsCredentialArgument) return argument.toString();
  return isVmmObject(argument) ? printed(argument) : netText(argument);
}

function cannotConvert(text: string, type: string, at: Convert, reason?: string): CmdletError {
  const why = reason === undefined ? "" : ` Error: "${reason}"`;
  return bindingError(
    "CannotConvertArgumentNoMessage",
    at.cmdlet,
    `Cannot bind parameter '${at.parameter}'. Cannot convert value "${text}" to type "${type}".${why}`,
  );
}

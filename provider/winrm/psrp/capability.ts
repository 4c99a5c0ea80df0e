import { bag, type ClixmlValue, primitiveOf, property, propertyOf, version } from "../clixml/value.ts";

/** SESSION_CAPABILITY (MS-PSRP 2.2.2.1), the same in both directions. */
export interface SessionCapability {
  readonly protocolVersion: string;
}

/** Both sides always send these, whatever their real version is. */
const PS_VERSION = "2.0";
const SERIALIZATION_VERSION = "1.1.0.1";

export const writeCapability = (capability: SessionCapability): ClixmlValue =>
  bag([
    property("protocolversion", version(capability.protocolVersion)),
    property("PSVersion", version(PS_VERSION)),
    property("SerializationVersion", version(SERIALIZATION_VERSION)),
  ]);

export function readCapability(body: ClixmlValue): SessionCapability | undefined {
  const answered = primitiveOf(propertyOf(body, "protocolversion") ?? body);
  return answered?.kind === "text" && answered.tag === "Version" ? { protocolVersion: answered.value } : undefined;
}

/** Whether a version such as `2.3` is at least `major.minor`. */
export function versionAtLeast(found: string, major: number, minor: number): boolean {
  const dot = found.indexOf(".");
  const [foundMajor, foundMinor] = dot < 0 ? [Number(found), 0] : [Number(found.slice(0, dot)), Number.parseInt(found.slice(dot + 1), 10)];
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

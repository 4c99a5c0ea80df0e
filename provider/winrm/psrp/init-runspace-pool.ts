import { bag, boolean, type ClixmlValue, enumeration, int32, NIL, primitiveOf, property, propertyOf } from "../clixml/value.ts";

/** INIT_RUNSPACEPOOL (MS-PSRP 2.2.2.2). */
export interface RunspaceCounts {
  readonly minRunspaces: number;
  readonly maxRunspaces: number;
}

/** A client without a screen or a keyboard: prompts fail at once on the server instead of waiting for an answer. */
export const hostInfo = () =>
  bag([
    property("_isHostNull", boolean(true)),
    property("_isHostUINull", boolean(true)),
    property("_isHostRawUINull", boolean(true)),
    property("_useRunspaceHost", boolean(true)),
  ]);

export const apartmentState = () => enumeration("System.Threading.ApartmentState", "Unknown", 2);

export const writeInitRunspacePool = (counts: RunspaceCounts): ClixmlValue =>
  bag([
    property("MinRunspaces", int32(counts.minRunspaces)),
    property("MaxRunspaces", int32(counts.maxRunspaces)),
    property("PSThreadOptions", enumeration("System.Management.Automation.Runspaces.PSThreadOptions", "Default", 0)),
    property("ApartmentState", apartmentState()),
    property("HostInfo", hostInfo()),
    property("ApplicationArguments", NIL),
  ]);

export function readInitRunspacePool(body: ClixmlValue): RunspaceCounts | undefined {
  const [min, max] = ["MinRunspaces", "MaxRunspaces"].map((name) => primitiveOf(propertyOf(body, name) ?? NIL));
  if (min?.kind !== "integer" || max?.kind !== "integer") return undefined;
  return { minRunspaces: min.value, maxRunspaces: max.value };
}

import { bag, type ClixmlValue, enumeration, int32, NIL, primitiveOf, property, propertyOf } from "../clixml/value.ts";
import { hostInfo } from "./host-info.ts";

/** INIT_RUNSPACEPOOL (MS-PSRP 2.2.2.2). */
export interface RunspaceCounts {
  readonly minRunspaces: number;
  readonly maxRunspaces: number;
}

export const apartmentState = () => enumeration("System.Threading.ApartmentState", "Unknown", 2);

export const writeInitRunspacePool = (counts: RunspaceCounts): ClixmlValue =>
  bag([
    property("MinRunspaces", int32(counts.minRunspaces)),
    property("MaxRunspaces", int32(counts.maxRunspaces)),
    property("PSThreadOptions", enumeration("System.Management.Automation.Runspaces.PSThreadOptions", "Default", 0)),
    property("ApartmentState", apartmentState()),
    property("HostInfo", hostInfo("none")),
    property("ApplicationArguments", NIL),
  ]);

export function readInitRunspacePool(body: ClixmlValue): RunspaceCounts | undefined {
  const [min, max] = ["MinRunspaces", "MaxRunspaces"].map((name) => primitiveOf(propertyOf(body, name) ?? NIL));
  if (min?.kind !== "integer" || max?.kind !== "integer") return undefined;
  return { minRunspaces: min.value, maxRunspaces: max.value };
}

import { bag, type ClixmlValue, int32, property, text } from "../clixml/value.ts";
import type { RunspaceCounts } from "./init-runspace-pool.ts";

/** CONNECT_RUNSPACEPOOL (MS-PSRP 2.2.2.28) without wishes: the pool stays as it is. */
export const writeConnectRunspacePool = (): ClixmlValue => text("");

/** RUNSPACEPOOL_INIT_DATA (MS-PSRP 2.2.2.29); read as INIT_RUNSPACEPOOL is, whose numbers have the same names. */
export const writePoolInitData = ({ minRunspaces, maxRunspaces }: RunspaceCounts): ClixmlValue =>
  bag([property("MinRunspaces", int32(minRunspaces)), property("MaxRunspaces", int32(maxRunspaces))]);

import { type ClixmlValue, entryOf, NIL, primitiveOf } from "../clixml/value.ts";
import type { ClientPool } from "../psrp/client-pool.ts";

/** What the server told about itself. */
export interface ServerFacts {
  /** Of PSRP, as negotiated. */
  readonly protocolVersion: string;
  /** The true version of PowerShell, e.g. `5.1.17763.1`; empty where the server does not tell. */
  readonly powerShellVersion: string;
  readonly privateData: ClixmlValue;
}

export function serverFacts({ protocolVersion, privateData }: ClientPool): ServerFacts {
  const versions = entryOf(privateData, "PSVersionTable") ?? NIL;
  const found = primitiveOf(entryOf(versions, "PSVersion") ?? NIL);
  const powerShellVersion = found?.kind === "text" || found?.kind === "string" ? found.value : "";
  return { protocolVersion, powerShellVersion, privateData };
}

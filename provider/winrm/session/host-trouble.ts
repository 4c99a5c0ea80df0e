import { DeadlineError, TransportError, type WinRmError } from "../errors.ts";
import { TlsError } from "../tls/tls-error.ts";
import { WsManFault } from "../wsman/fault.ts";

/**
 * Why a session could not be opened on a host, as far as another host, or another time, may do better.
 * - `down`: nobody answers there · `full`: a quota is used up · `shaky`: it answered in part, or is just stopping or starting
 */
export type HostTrouble = "down" | "full" | "shaky";

/** Undefined for what would be the same anywhere: a refused account, an unknown configuration, a broken protocol. */
export function hostTrouble(error: WinRmError): HostTrouble | undefined {
  if (error instanceof TransportError) {
    if (error.status !== undefined) return error.status >= 500 ? "shaky" : undefined;
    return error.phase === "connect" ? "down" : "shaky";
  }
  // As a connection that breaks later would be; what is wrong with a certificate is for people to see.
  if (error instanceof TlsError) return error.reason === "closed" ? "shaky" : undefined;
  // It let us in, and then the session did not open.
  if (error instanceof DeadlineError) return "down";
  if (!(error instanceof WsManFault)) return undefined;
  switch (error.remedy) {
    case "back-off":
      return "full";
    case "reopen":
    case "repeat":
      return "shaky";
    case "give-up":
      return undefined;
  }
}

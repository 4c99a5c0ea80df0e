import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";
import type { Applied } from "./applied.ts";
import { create } from "./create.ts";
import { destroy } from "./destroy.ts";
import type { PrivateData } from "./private-data.ts";
import type { Session } from "./session.ts";
import { update } from "./update.ts";

export interface ApplyRequest {
  /** null: there is none yet. */
  readonly prior: ObjectValue | null;
  /** null: it is to be destroyed. */
  readonly planned: ObjectValue | null;
  readonly config: ObjectValue | null;
  readonly privateData: PrivateData;
}

/** Makes what was planned so. Throws DiagnosticError where VMM cannot be read or written: then nothing has changed. */
export async function applyResource(mapping: Mapping, request: ApplyRequest, session: Session, log: Log): Promise<Applied> {
  const { prior, planned, config, privateData } = request;
  session.estate.port();
  if (planned !== null && config !== null)
    return prior === null
      ? create(mapping, config, planned, privateData, session, log)
      : update(mapping, { config, prior, planned, privateData }, session, log);
  return prior === null ? { state: null, privateData: {}, diagnostics: [] } : destroy(mapping, prior, privateData, session, log);
}

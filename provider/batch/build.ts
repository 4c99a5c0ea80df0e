import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Call, CallValue, CmdletCall, FileCall, Filter, Projection, Reference, Selection } from "./call.ts";
import type { CmdletParameters, JobCmdlet } from "./cmdlets.generated.ts";
import type { Cmdlet } from "./cmdlets.ts";

interface Options {
  readonly where?: Filter;
  readonly project?: Projection;
  readonly unless?: string;
  readonly given?: string;
}

/** `job` compiles only for cmdlets that can run as one. */
export type CallOptions<C extends Cmdlet> = Options & (C extends JobCmdlet ? { readonly job?: true } : { readonly job?: never });

/** A cmdlet call whose parameters and values the compiler has checked. Parameters that are undefined are left out. */
export function call<C extends Cmdlet>(id: string, cmdlet: C, parameters: CmdletParameters[C], options?: CallOptions<C>): CmdletCall {
  const entries: readonly (readonly [string, CallValue | undefined])[] = Object.entries(parameters);
  const given = entries.filter((entry): entry is [string, CallValue] => entry[1] !== undefined);
  return { id, cmdlet, parameters: Object.fromEntries(given), ...options };
}

/** The objects of an earlier call, filtered again. */
export function select(id: string, from: string, options?: Options): Selection {
  return { id, from, ...options };
}

/** A file for the calls that follow, packed and with its checksum. */
export function file(id: string, name: string, content: Uint8Array): FileCall {
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { id, file: { name, gzip: new Uint8Array(gzipSync(content)), size: content.length, sha256 } };
}

/** The one object that an earlier call found. */
export function ref(id: string): Reference {
  return { $ref: id };
}

export function isCmdletCall(call: Call): call is CmdletCall {
  return "cmdlet" in call;
}

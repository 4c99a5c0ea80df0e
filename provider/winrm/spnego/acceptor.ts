import type { Exchange, MechanismResult, Step } from "./mechanism.ts";
import { SpnegoError } from "./spnego-error.ts";
import { decodeToken, encodeResponse, type NegState, type NegTokenInit } from "./tokens.ts";

/** The server's mechanisms by their identifier. */
export type Mechanisms<Result> = ReadonlyMap<string, () => Exchange<Result>>;

interface Chosen<Result> {
  readonly exchange: Exchange<Result>;
  readonly list: Buffer;
  /** The client's favourite was another: then the list must be signed, or somebody between could have changed it. */
  readonly checksumDue: boolean;
}

/**
 * The server's side of SPNEGO (RFC 4178). The first of the client's mechanisms that is among `mechanisms` is taken.
 * @throws SpnegoError, and what the mechanism throws; the exchange has ended then
 */
export function startSpnegoAcceptor<Result extends MechanismResult>(mechanisms: Mechanisms<Result>): Exchange<Result> {
  let chosen: Chosen<Result> | undefined;
  let done = false;
  return {
    step(bytes) {
      if (done) throw new SpnegoError("out-of-order", "this SPNEGO exchange has ended");
      const token = decodeToken(bytes ?? new Uint8Array(0));
      if (token.kind === "init") {
        if (chosen !== undefined) throw new SpnegoError("out-of-order", "the SPNEGO client began twice");
        const begun = begin(mechanisms, token);
        chosen = begun.chosen;
        done = begun.step.result !== undefined;
        return begun.step;
      }
      if (chosen === undefined) throw new SpnegoError("out-of-order", "the SPNEGO client did not begin");
      const step = proceed(chosen, token.token, token.checksum, undefined);
      done = step.result !== undefined;
      return step;
    },
  };
}

function begin<Result extends MechanismResult>(mechanisms: Mechanisms<Result>, init: NegTokenInit) {
  const mechanism = init.mechanisms.find((name) => mechanisms.has(name));
  const start = mechanisms.get(mechanism ?? "");
  if (mechanism === undefined || start === undefined)
    throw new SpnegoError("no-common-mechanism", "the SPNEGO client names no mechanism of ours");
  const checksumDue = mechanism !== init.mechanisms[0];
  const chosen: Chosen<Result> = { exchange: start(), list: init.mechanismList, checksumDue };
  // The token that came along is of the client's favourite: of no use to another mechanism.
  const step: Step<Result> = checksumDue
    ? { token: encodeResponse({ state: "request-mic", mechanism }), result: undefined }
    : proceed(chosen, init.token, init.checksum, mechanism);
  return { chosen, step };
}

function proceed<Result extends MechanismResult>(
  { exchange, list, checksumDue }: Chosen<Result>,
  token: Buffer | undefined,
  checksum: Buffer | undefined,
  mechanism: string | undefined,
): Step<Result> {
  const inner = exchange.step(token);
  const answer = (state: NegState, mine?: Buffer) => encodeResponse({ state, mechanism, token: inner.token, checksum: mine });
  if (inner.result === undefined) return { token: answer("incomplete"), result: undefined };
  return { token: answer("completed", exchangeChecksums(inner.result, list, checksum, checksumDue)), result: inner.result };
}

/** Checks theirs, and makes ours if they sent one. */
function exchangeChecksums({ session }: MechanismResult, list: Buffer, theirs: Buffer | undefined, due: boolean): Buffer | undefined {
  if (theirs === undefined) {
    if (due) throw new SpnegoError("mechanism-list", "the SPNEGO client did not sign its list of mechanisms");
    return undefined;
  }
  if (session === undefined) throw new SpnegoError("mechanism-list", "the SPNEGO client signed without a key");
  session.checkMechanisms(list, theirs);
  return session.signMechanisms(list);
}

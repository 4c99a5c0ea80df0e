import type { Exchange, MechanismResult, Step } from "../../provider/winrm/spnego/mechanism.ts";
import { SpnegoError } from "../../provider/winrm/spnego/spnego-error.ts";
import { decodeToken, encodeInit, encodeMechanisms, encodeResponse, type NegTokenResponse } from "../../provider/winrm/spnego/tokens.ts";

export interface SpnegoInitiatorOptions<Result> {
  readonly mechanism: string;
  readonly exchange: Exchange<Result>;
  /** Whether the list must be signed: when NTLM protects its own messages by a code (MS-SPNG 3.3.5.1). */
  readonly signs: (result: Result) => boolean;
}

/**
 * The client's side of SPNEGO (RFC 4178) for one mechanism, to try our acceptor with. Its result comes with the server's last token.
 * @throws SpnegoError, and what the mechanism throws; the exchange has ended then
 */
export function startSpnegoInitiator<Result extends MechanismResult>(options: SpnegoInitiatorOptions<Result>): Exchange<Result> {
  const { mechanism, exchange, signs } = options;
  const list = encodeMechanisms([mechanism]);
  let stage: "begin" | "exchange" | "end" = "begin";
  let result: Result | undefined;
  let signed = false;

  const advance = (token: Buffer | undefined, asked: boolean): Step<Result> => {
    const inner = exchange.step(token);
    result = inner.result;
    signed = result !== undefined && (asked || signs(result));
    const checksum = signed ? result?.session?.signMechanisms(list) : undefined;
    return { token: encodeResponse({ state: "incomplete", token: inner.token, checksum }), result: undefined };
  };

  const finish = (answer: NegTokenResponse): Step<Result> => {
    stage = "end";
    const last = result === undefined ? exchange.step(answer.token) : { token: undefined, result };
    result = last.result;
    if (result === undefined || last.token !== undefined) {
      throw new SpnegoError("out-of-order", "the SPNEGO server ended before its mechanism");
    }
    if (signed) check(result, list, answer.checksum);
    return { token: undefined, result };
  };

  return {
    step(bytes) {
      if (stage === "end") throw new SpnegoError("out-of-order", "this SPNEGO exchange has ended");
      if (stage === "begin") {
        stage = "exchange";
        const inner = exchange.step(undefined);
        result = inner.result;
        return { token: encodeInit({ mechanisms: [mechanism], token: inner.token, checksum: undefined }), result: undefined };
      }
      const answer = decodeToken(bytes ?? new Uint8Array(0));
      if (answer.kind === "init") throw new SpnegoError("out-of-order", "the SPNEGO server began anew");
      const other = answer.mechanism !== undefined && answer.mechanism !== mechanism;
      if (other || answer.state === "reject") throw new SpnegoError("no-common-mechanism", "the SPNEGO server does not take our mechanism");
      return answer.state === "completed" ? finish(answer) : advance(answer.token, answer.state === "request-mic");
    },
  };
}

function check({ session }: MechanismResult, list: Buffer, theirs: Buffer | undefined): void {
  if (session === undefined || theirs === undefined) {
    throw new SpnegoError("mechanism-list", "the SPNEGO server did not sign the list of mechanisms");
  }
  session.checkMechanisms(list, theirs);
}

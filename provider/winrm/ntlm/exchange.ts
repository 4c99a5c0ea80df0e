import type { Exchange } from "../spnego/mechanism.ts";
import { type NtlmClientAnswer, type NtlmClientHandshake, type NtlmClientOptions, startNtlmClient } from "./client.ts";
import { NtlmError } from "./ntlm-error.ts";
import { type NtlmServerAnswer, type NtlmServerHandshake, type NtlmServerOptions, startNtlmServer } from "./server.ts";

/** The client's handshake, step by step: NEGOTIATE, then AUTHENTICATE with the session. */
export function ntlmInitiator(options: NtlmClientOptions): Exchange<NtlmClientAnswer> {
  let handshake: NtlmClientHandshake | undefined;
  return {
    step(token) {
      if (handshake === undefined) {
        handshake = startNtlmClient(options);
        return { token: handshake.negotiate, result: undefined };
      }
      const result = handshake.answer(present(token));
      return { token: result.authenticate, result };
    },
  };
}

/** The server's: CHALLENGE, then the result and no token. */
export function ntlmAcceptor(options: NtlmServerOptions): Exchange<NtlmServerAnswer> {
  let handshake: NtlmServerHandshake | undefined;
  return {
    step(token) {
      if (handshake === undefined) {
        handshake = startNtlmServer(options, present(token));
        return { token: handshake.challenge, result: undefined };
      }
      return { token: undefined, result: handshake.accept(present(token)) };
    },
  };
}

function present(token: Uint8Array | undefined): Uint8Array {
  if (token === undefined) throw new NtlmError("malformed", "an NTLM message is missing");
  return token;
}

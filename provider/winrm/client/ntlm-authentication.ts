import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { ProtocolError } from "../errors.ts";
import { parseAccountName } from "../ntlm/account.ts";
import { channelBindingHash, tlsChannelBindings } from "../ntlm/channel-binding.ts";
import { ntlmInitiator } from "../ntlm/exchange.ts";
import { ntHash } from "../ntlm/ntlmv2.ts";
import type { NtlmSession } from "../ntlm/session-security.ts";
import { signedPart, splitSignedPart } from "../sealing/sealed-body.ts";
import type { Authentication, WinRmCredential } from "./authenticator.ts";
import { type ContextAuthenticationOptions, contextAuthentication } from "./context-authentication.ts";
import type { BodySealer } from "./security-mechanism.ts";

export interface NtlmSettings {
  /** Speaks to servers before Windows Vista too, whose messages nothing protects from changes. Default false. */
  readonly allowMissingTimestamp?: boolean;
  /** False where a proxy ends the TLS connection: the server then sees another certificate than we. Default true. */
  readonly channelBinding?: boolean;
}

/** NTLMv2 without SPNEGO around it, which Windows takes under both words. */
export function ntlmAuthentication(
  credential: WinRmCredential,
  settings: NtlmSettings = {},
  options: ContextAuthenticationOptions = {},
): Authentication {
  const account = parseAccountName(credential.username);
  const hash = ntHash(credential.password.reveal());
  const [workstation = ""] = hostname().toUpperCase().split(".");
  return contextAuthentication(
    {
      name: "NTLM",
      schemes: ["Negotiate", "NTLM"],
      refusedHint: REFUSED_HINT,
      begin: ({ host, certificate }) => {
        const bound = certificate !== undefined && settings.channelBinding !== false;
        const exchange = ntlmInitiator({
          account,
          ntHash: hash,
          workstation,
          targetName: `HTTP/${host}`,
          allowMissingTimestamp: settings.allowMissingTimestamp ?? false,
          random: randomBytes,
          now: Date.now,
          ...(bound ? { channelBinding: channelBindingHash(tlsChannelBindings(certificate)) } : {}),
        });
        let begun = false;
        return {
          step(token) {
            if (begun && token === undefined) throw new ProtocolError(`${host} lets everybody in: it is no WinRM service`);
            begun = true;
            const { token: ours, result } = exchange.step(token);
            return { token: ours, sealer: result && ntlmSealer(result.session) };
          },
        };
      },
    },
    options,
  );
}

function ntlmSealer(session: NtlmSession): BodySealer {
  return {
    seal(plain) {
      const { signature, ciphertext } = session.seal(plain);
      return [signedPart(signature, ciphertext)];
    },
    unseal(parts) {
      const plain = parts.map((part) => {
        const { signature, ciphertext } = splitSignedPart(part);
        const place = Buffer.from(ciphertext.buffer, ciphertext.byteOffset, ciphertext.length);
        return session.unseal(signature, ciphertext, place);
      });
      const [only] = plain;
      return plain.length === 1 && only !== undefined ? only : Buffer.concat(plain);
    },
  };
}

const REFUSED_HINT =
  "check user name and password: DOMAIN\\user or user@domain for an account of a domain, .\\user or HOST\\user for one of the host; " +
  "the account may be locked, its password expired, or NTLM forbidden to it (Protected Users); a local administrator other than " +
  "the built-in one needs LocalAccountTokenFilterPolicy = 1 on the host";

import { type AccountName, accountFinder, type ServerNames } from "../../provider/winrm/ntlm/account.ts";
import { type NtlmClientOptions, type NtlmSource, startNtlmClient } from "../../provider/winrm/ntlm/client.ts";
import { ntHash } from "../../provider/winrm/ntlm/ntlmv2.ts";
import { type NtlmServerOptions, startNtlmServer } from "../../provider/winrm/ntlm/server.ts";

export function hex(text: string): Buffer {
  return Buffer.from(text, "hex");
}

/** A sequence of 32 bit numbers that is the same in every run. */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    const again = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (again ^ (again >>> 15)) >>> 0;
  };
}

export function source(seed: number, time = 1_700_000_000_000): NtlmSource {
  const next = numbers(seed);
  return { random: (size) => Buffer.from(Array.from({ length: size }, () => next() & 0xff)), now: () => time };
}

export const NAMES: ServerNames = { computer: "VMM01", dnsComputer: "vmm01.contoso.com", domain: "CONTOSO", dnsDomain: "contoso.com" };

export function clientOptions(account: AccountName, password: string, more: Partial<NtlmClientOptions> = {}): NtlmClientOptions {
  return { account, ntHash: ntHash(password), workstation: "CLIENT", ...source(1), ...more };
}

export function serverOptions(account: AccountName, password: string, more: Partial<NtlmServerOptions> = {}): NtlmServerOptions {
  const findAccount = accountFinder([{ ...account, ntHash: ntHash(password) }], NAMES);
  return { names: NAMES, findAccount, ...source(2), ...more };
}

export type Wire = (message: Buffer, leg: 0 | 1 | 2) => Buffer;

/** Both sides of a handshake, over a wire that may change what it carries. */
export function handshake(client: NtlmClientOptions, server: NtlmServerOptions, wire: Wire = (message) => message) {
  const initiator = startNtlmClient(client);
  const acceptor = startNtlmServer(server, wire(initiator.negotiate, 0));
  const { authenticate, session } = initiator.answer(wire(acceptor.challenge, 1));
  const accepted = acceptor.accept(wire(authenticate, 2));
  return {
    client: session,
    server: accepted.session,
    accepted,
    authenticate,
    challenge: acceptor.challenge,
    negotiate: initiator.negotiate,
  };
}

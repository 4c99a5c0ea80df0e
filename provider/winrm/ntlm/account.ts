import { upperCaseAsWindows } from "./upper-case.ts";

export interface AccountName {
  readonly user: string;
  /** Empty for a bare name, and for one that carries its realm in itself (`user@realm`). */
  readonly domain: string;
}

/** Takes `DOMAIN\user`, `.\user`, `user` or `user@realm` apart, as it will be sent. */
export function parseAccountName(name: string): AccountName {
  const slash = name.indexOf("\\");
  return slash < 0 ? { user: name, domain: "" } : { user: name.slice(slash + 1), domain: name.slice(0, slash) };
}

/** What a server knows about an account. */
export interface NtlmAccount extends AccountName {
  readonly ntHash: Uint8Array;
}

/** Who a server says it is. */
export interface ServerNames {
  /** NetBIOS name. */
  readonly computer: string;
  readonly dnsComputer: string;
  /** NetBIOS and DNS name of its domain; both empty outside a domain. */
  readonly domain: string;
  readonly dnsDomain: string;
}

/** Finds the account that a client means by the two texts it sent. */
export type FindAccount = (name: AccountName) => NtlmAccount | undefined;

/**
 * Looks accounts up as a Windows server does: case does not matter; an empty domain, `.` or the computer's own name is the
 * machine itself; an empty one may be the server's domain too; `user@realm` is the realm's; a domain goes by either name.
 */
export function accountFinder(accounts: readonly NtlmAccount[], names: ServerNames): FindAccount {
  const own = new Set(["", ".", names.computer, names.dnsComputer].map(upperCaseAsWindows));
  const canonical = (domain: string): string => {
    const upper = upperCaseAsWindows(domain);
    if (own.has(upper)) return "";
    return upper === upperCaseAsWindows(names.dnsDomain) ? upperCaseAsWindows(names.domain) : upper;
  };
  const key = ({ user, domain }: AccountName) => `${canonical(domain)}\\${upperCaseAsWindows(user)}`;
  const known = new Map(accounts.map((account) => [key(account), account]));
  return (name) =>
    meanings(name, names)
      .map((meaning) => known.get(key(meaning)))
      .find((account) => account !== undefined);
}

/** What the name may stand for, likeliest first. */
function meanings(name: AccountName, names: ServerNames): readonly AccountName[] {
  if (name.domain !== "") return [name];
  const at = name.user.lastIndexOf("@");
  const inRealm = at < 0 ? [] : [{ user: name.user.slice(0, at), domain: name.user.slice(at + 1) }];
  return [name, ...inRealm, { user: name.user, domain: names.domain }];
}

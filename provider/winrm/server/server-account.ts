import { createHash, timingSafeEqual } from "node:crypto";
import {
  type AccountName,
  accountFinder,
  type FindAccount,
  type NtlmAccount,
  parseAccountName,
  type ServerNames,
} from "../ntlm/account.ts";
import { ntHash } from "../ntlm/ntlmv2.ts";
import { parseFingerprint } from "../tls/fingerprint.ts";

/** Who may come in. */
export interface ServerAccount {
  /** `DOMAIN\user`, or `user` for one of the host itself. */
  readonly username: string;
  readonly password: string;
  /** SHA-256 of the client certificate that stands for the account, in hex. */
  readonly certificate?: string;
}

/** All that authentication asks of accounts. Names come back as they were given. */
export interface Accounts {
  readonly names: ServerNames;
  readonly findForNtlm: FindAccount;
  nameOf(account: AccountName): string;
  byPassword(username: string, password: string): string | undefined;
  /** @param fingerprint SHA-256, hex */
  byCertificate(fingerprint: string): string | undefined;
}

const digest = (password: string): Buffer => createHash("sha256").update(password, "utf8").digest();

/** Compared with where there is no account, so that it takes the same time. */
const NOBODY = Buffer.alloc(32);

/** @throws TypeError for a fingerprint that is none */
export function accountsOf(list: readonly ServerAccount[], names: ServerNames = namesFor(list)): Accounts {
  const known = list.map((account): NtlmAccount => ({ ...parseAccountName(account.username), ntHash: ntHash(account.password) }));
  const digests = new Map<NtlmAccount | undefined, Buffer>(known.map((account, index) => [account, digest(list[index]?.password ?? "")]));
  const find = accountFinder(known, names);
  const certificates = new Map(
    list.flatMap(({ certificate, username }) => (certificate === undefined ? [] : [[hexOf(certificate), username] as const])),
  );
  const nameOf = ({ user, domain }: AccountName) => (domain === "" ? user : `${domain}\\${user}`);
  return {
    names,
    findForNtlm: find,
    nameOf,
    byPassword(username, password) {
      const account = find(parseAccountName(username));
      const right = timingSafeEqual(digest(password), digests.get(account) ?? NOBODY);
      return account !== undefined && right ? nameOf(account) : undefined;
    },
    byCertificate: (fingerprint) => certificates.get(hexOf(fingerprint)),
  };
}

function hexOf(fingerprint: string): string {
  const parsed = parseFingerprint(fingerprint);
  if ("problem" in parsed) throw new TypeError(parsed.problem);
  return parsed.hex;
}

/** A host of the accounts' domain, if they are of one. */
function namesFor(list: readonly ServerAccount[]): ServerNames {
  const domain = list.map(({ username }) => parseAccountName(username).domain).find((name) => name !== "") ?? "";
  const dnsDomain = domain === "" || domain.includes(".") ? domain.toLowerCase() : `${domain.toLowerCase()}.example`;
  return { computer: "VMM01", dnsComputer: dnsDomain === "" ? "vmm01" : `vmm01.${dnsDomain}`, domain: domain.toUpperCase(), dnsDomain };
}

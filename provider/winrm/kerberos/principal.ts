/**
 * The Kerberos principal of an account as WinRM's users write it; undefined for a local account, which has none.
 *
 * | account | principal |
 * |---|---|
 * | `svc@contoso.com` | `svc@CONTOSO.COM`: Active Directory's realm is the domain's name in capitals |
 * | `CONTOSO\svc`, `svc` | `svc`, in the default realm of krb5.conf: the short name of a domain does not tell its realm |
 * | `.\svc` | none |
 */
export function principalOf(account: string): string | undefined {
  const slash = account.indexOf("\\");
  if (slash >= 0) return account.slice(0, slash) === "." ? undefined : account.slice(slash + 1);
  const at = account.lastIndexOf("@");
  return at < 0 ? account : account.slice(0, at) + account.slice(at).toUpperCase();
}

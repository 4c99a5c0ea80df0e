import { mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * By default MIT's library asks DNS for another name of the host, forth and back, and asks for a ticket for that one: wrong
 * where the reverse zone is, and slow (up to 30 s) where there is none. Windows does not.
 */
const DEFAULTS = "[libdefaults]\n  dns_canonicalize_hostname = false\n  rdns = false\n";
const SYSTEM_CONFIGURATION = "/etc/krb5.conf";
const prepared = new WeakSet<NodeJS.ProcessEnv>();

/**
 * Makes the library take hosts by the name that they were given, unless the user's krb5.conf says otherwise: of the files in
 * KRB5_CONFIG the first that holds a setting counts, so ours comes last. For the whole process, as the library has no other way.
 */
export function keepHostNames(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): void {
  if (prepared.has(environment) || platform !== "linux") return;
  prepared.add(environment);
  try {
    environment["KRB5_CONFIG"] = `${environment["KRB5_CONFIG"] ?? SYSTEM_CONFIGURATION}:${fileWithoutName(DEFAULTS)}`;
  } catch {
    // Nowhere to write: names are then as the library likes them, which mostly works too.
  }
}

/** The path of a file that nobody else can change, and that ends with the process, however that ends. */
function fileWithoutName(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "scvmm-krb5-"));
  const named = join(folder, "krb5.conf");
  writeFileSync(named, text);
  const file = openSync(named, "r");
  rmSync(folder, { recursive: true });
  return `/proc/${process.pid}/fd/${file}`;
}

import { call } from "../../../batch/build.ts";
import { BatchError } from "../../../batch/executor.ts";
import type { Cell } from "../../../batch/result.ts";
import { type Check, type Facts, type Finding, failed, ok, sentence } from "../check.ts";

const asText = (cell: Cell | undefined): string | null => (cell === null || cell === undefined ? null : String(cell));

/** By code of the executor: what stops a session on its way to VMM. */
const FIXES: Readonly<Record<string, (server: string) => readonly string[]>> = {
  VMM_MODULE: () => ["Install the VMM console on that host: its setup brings the module VirtualMachineManager."],
  VMM_CONNECT: (server) => [
    `Try it on the host, as that account: Import-Module VirtualMachineManager; Get-SCVMMServer -ComputerName ${server}`,
    "See on the VMM server that its service runs: Get-Service SCVMMService",
    "Give the account a user role in VMM: console, Settings, User Roles.",
    ...(server === "localhost"
      ? []
      : [
          "From a host that is not the VMM server itself, WinRM cannot pass the account on (the second hop): use the VMM server as the endpoint, or Kerberos with resource-based constrained delegation.",
          `From the endpoint to ${server}, port 8100 must be open.`,
        ]),
  ],
};

export function notRun(error: BatchError, server: string, facts: Facts = {}): Finding {
  const fixes = FIXES[error.code]?.(server) ?? [];
  return failed(
    `VMM at ${server} cannot be reached`,
    { ...facts, code: error.code },
    sentence(error.message),
    ...(fixes.length === 0 && error.hint ? [sentence(error.hint)] : fixes),
  );
}

/** What Get-SCVMMServer tells. */
export const vmmCheck: Check = {
  id: "vmm",
  title: "VMM",
  async examine({ server, signal }, { executor }) {
    const project = ["Name", "FullyQualifiedDomainName", "ProductVersion", "ConnectedUserName"];
    const batch = [call("server", "Get-SCVMMServer", { ComputerName: server }, { project })];
    try {
      const [result] = (await executor?.execute(batch, signal))?.results ?? [];
      if (result?.error)
        return failed(
          `VMM at ${server} refuses`,
          { number: result.error.number },
          sentence(result.error.message),
          ...(FIXES["VMM_CONNECT"]?.(server) ?? []),
        );
      const [name, fqdn, version, user] = (result?.rows?.[0] ?? []).map(asText);
      const facts = { server, name: name ?? null, fqdn: fqdn ?? null, version: version ?? null, user: user ?? null };
      return ok(`${fqdn ?? name ?? server}, version ${version ?? "unknown"}, as ${user ?? "unknown"}`, facts);
    } catch (error) {
      if (!(error instanceof BatchError)) throw error;
      return notRun(error, server);
    }
  },
};

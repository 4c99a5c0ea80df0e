import { observedExecutor } from "../../../scvmm/observed-executor.ts";
import { createWinRmExecutor } from "../../../scvmm/winrm-executor.ts";
import { AuthError, WinRmError, WsManFault } from "../../../winrm/index.ts";
import { type Check, failedBy, milliseconds, ok, rounded } from "../check.ts";

/** A module takes seconds to load, 25,000 VMs a while to read. */
export const CALL_TIMEOUT_MS = 120_000;

const RIGHTS = [
  "Let the account in on the host: add it to the group Remote Management Users, or see Get-PSSessionConfiguration Microsoft.PowerShell | Format-List Permission",
];

/** What to do beside the client's own hint, by what the server says to do about the fault. */
function advice(error: WinRmError): readonly string[] {
  if (error instanceof AuthError) return RIGHTS;
  if (!(error instanceof WsManFault)) return [];
  if (error.faultCode === 5) return RIGHTS;
  if (error.remedy !== "back-off") return [];
  return [
    "See the open shells on the host: Get-WSManInstance shell -Enumerate; end one: Remove-WSManInstance shell -SelectorSet @{ShellId='…'}",
    "Raise the quota on the host: winrm set winrm/config/winrs '@{MaxShellsPerUser=\"100\"}', and for PowerShell: Set-Item WSMan:\\localhost\\Plugin\\Microsoft.PowerShell\\Quotas\\MaxShellsPerUser 100; then Restart-Service WinRM",
  ];
}

/** A session is opened, and stays for the checks after this one. */
export const shellCheck: Check = {
  id: "shell",
  title: "Shell",
  async examine(patient, chart) {
    const started = performance.now();
    try {
      const pool = await patient.open();
      chart.pool = pool;
      const executor = createWinRmExecutor({ server: patient.server, connect: async () => pool, timeoutMs: CALL_TIMEOUT_MS });
      chart.executor = observedExecutor(executor, patient.observer);
    } catch (error) {
      if (!(error instanceof WinRmError)) throw error;
      const fault = error instanceof WsManFault ? { fault: error.faultCode ?? null } : {};
      const finding = failedBy("no session can be opened", error, fault);
      return { ...finding, fix: [...(finding.fix ?? []), ...advice(error)] };
    }
    const durationMs = rounded(performance.now() - started);
    return ok(`a session opens in ${milliseconds(durationMs)}`, { durationMs });
  },
};

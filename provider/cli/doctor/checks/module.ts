import { VMM_MODULE } from "../../../batch/doctor.ts";
import { type Check, failed, ok } from "../check.ts";

const CONSOLE = "Install the VMM console on that host, in the version of the VMM server: its setup brings the module.";

/** Whether VMM's module is there and can be imported. */
export const moduleCheck: Check = {
  id: "module",
  title: "VMM module",
  async examine({ url }, { session }) {
    if (session === undefined) return ok("not asked: the endpoint runs its function alone", { versions: null, imported: null });
    const { Versions, Imported, Problem } = session;
    const facts = { versions: Versions, imported: Imported || null };
    if (Imported !== "") return ok(`${VMM_MODULE} ${Imported}`, facts);
    if (Versions.length === 0) {
      return failed(
        `${VMM_MODULE} is not installed on ${url.hostname}`,
        facts,
        "The session finds no such module. Cmdlets of VMM run only where its console is installed.",
        CONSOLE,
        "If it is installed, see whether the account's PSModulePath leads there: $env:PSModulePath; a new session sees a changed path only after Restart-Service WinRM.",
        "Or name a host that has the console in execHosts of the ScvmmProvider.",
      );
    }
    return failed(
      `${VMM_MODULE} ${Versions[0]} cannot be imported`,
      facts,
      Problem ?? "The import ended without an error and without the module.",
      `Try it on the host, as that account: powershell -NoProfile -Command "Import-Module ${VMM_MODULE}"`,
      "Repair the VMM console; it needs Windows PowerShell 5.1 with 64 bits.",
    );
  },
};

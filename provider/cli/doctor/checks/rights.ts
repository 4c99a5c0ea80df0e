import { call } from "../../../batch/build.ts";
import { BatchError } from "../../../batch/executor.ts";
import type { CallResult } from "../../../batch/result.ts";
import { type Check, type Finding, failed, ok, sentence, warning } from "../check.ts";
import { notRun } from "./vmm.ts";

const ROLE = "In VMM's console: Settings, User Roles; the role needs the cloud in its scope and the account among its members.";
const READ_ONLY = "ReadOnlyAdmin";

/** VMM compares names without case. */
const folded = (name: string) => name.toLowerCase();

function judge(results: ReadonlyMap<string, CallResult>, wanted: readonly string[]): Finding {
  const [server, machines, clouds] = ["server", "machines", "clouds"].map((id) => results.get(id));
  const refused = [machines, clouds].find((result) => result?.state !== "done");
  const [profile = null, role = null] = (server?.rows?.[0] ?? []).map((cell) => (typeof cell === "string" ? cell : null));
  const seen = (clouds?.rows ?? []).map(([name]) => String(name));
  const known = new Set(seen.map(folded));
  const missing = wanted.filter((name) => !known.has(folded(name)));
  const facts = { profile, role, machines: machines?.count ?? 0, clouds: seen.length, cloudsMissing: missing };
  if (refused) return failed("VMMs objects cannot be read", facts, sentence(refused.error?.message ?? "VMM gave no reason"), ROLE);
  const sight = `${role ?? profile ?? "unknown role"} sees ${facts.machines} VMs, ${facts.clouds} clouds`;
  if (missing.length > 0) {
    return failed(
      `${sight}, but not ${missing.join(", ")}`,
      facts,
      "The manifests name clouds that VMM does not show to this account: they do not exist, or its role does not have them.",
      "See which there are: scvmm get clouds",
      ROLE,
    );
  }
  if (profile !== READ_ONLY) return ok(sight, facts);
  return warning(sight, facts, "A read-only administrator can plan and find drift; apply will be refused.", ROLE);
}

/** Whether the account may do what a plan does: read all VMs, and see the clouds of the manifests. */
export const rightsCheck: Check = {
  id: "rights",
  title: "Role and rights",
  async examine({ server, clouds, signal }, { executor }) {
    const batch = [
      call("server", "Get-SCVMMServer", { ComputerName: server }, { project: ["Profile", "UserRole.Name"] }),
      call("machines", "Get-SCVirtualMachine", { All: true }),
      call("clouds", "Get-SCCloud", {}, { project: ["Name"] }),
    ];
    try {
      const results = (await executor?.execute(batch, signal))?.results ?? [];
      return judge(new Map(results.map((result) => [result.id, result])), clouds);
    } catch (error) {
      if (!(error instanceof BatchError)) throw error;
      return notRun(error, server);
    }
  },
};

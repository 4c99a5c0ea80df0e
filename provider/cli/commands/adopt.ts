import { Command, InvalidArgumentError, Option } from "commander";
import { type AdoptionOptions, machinesToRead, planAdoption } from "../../engine/index.ts";
import { SCOPE_PATTERN } from "../../model/mark.ts";
import { adoptionText } from "../../report/adoption-text.ts";
import { planJson } from "../../report/json.ts";
import { count } from "../../report/layout.ts";
import { approved, requireApprover } from "../approval.ts";
import { carryOut } from "../carry-out.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, addSessionFlag, collected, type ManifestFlags, wholeNumber } from "../flags.ts";
import { withWriting } from "../live.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";
import { withoutErrors } from "../without-errors.ts";

interface Flags extends ManifestFlags {
  readonly pair: ReadonlyMap<string, string>;
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  readonly takeOverFrom?: string;
  readonly autoApprove?: boolean;
  readonly dryRun?: boolean;
  readonly parallelism?: number;
  readonly output: "text" | "json";
}

/** 1. load · 2. read VMM, then the VMs that the manifests may be · 3. show what would be marked · 4. ask · 5. mark */
async function adopt(screen: Screen, flags: Flags) {
  const run = await loadRun(screen, flags);
  return withWriting(screen, run, async (inventories, ports) => {
    const { scope, manifests } = run;
    const input = { scope, manifests, inventories, options: { ...run.options, targets: flags.target, excludes: flags.exclude } };
    const options: AdoptionOptions = { pairs: flags.pair, takeOverFrom: flags.takeOverFrom ?? null };
    const details = new Map(
      await Promise.all(
        [...machinesToRead(input, options)].map(
          async ([provider, ids]) => [provider, (await ports.get(provider)?.readMachines(ids, screen.host.signal)) ?? []] as const,
        ),
      ),
    );
    const { planned, ...facts } = planAdoption(input, options, details);
    withoutErrors(screen, planned);
    const { plan } = planned;
    screen.print(flags.output === "json" ? planJson(plan) : adoptionText({ plan, ...facts }, screen.paper));
    if (plan.changes.length === 0 || flags.dryRun) return EXIT.ok;
    requireApprover(screen, flags.autoApprove, "--dry-run shows beforehand what would be marked");
    const question = `Do you want scope ${scope} to own ${count(plan.changes.length, "object")}?`;
    if (!flags.autoApprove && !(await approved(screen, question))) return EXIT.error;
    return carryOut(screen, planned, ports, { parallelism: run.parallelism, onInterrupt: "wait" });
  });
}

/** `ScvmmMachine/web-farm/web-1=web-007` */
function pair(text: string, before: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const match = /^([^=]+\/[^=]+\/[^=]+)=(.+)$/.exec(text);
  if (!match) throw new InvalidArgumentError("An address of a manifest, = and the name or id of a VM, or an IP address.");
  return new Map([...before, [match[1] ?? "", match[2] ?? ""]]);
}

function scopeName(text: string): string {
  if (SCOPE_PATTERN.test(text)) return text;
  throw new InvalidArgumentError("The name of a scope.");
}

export const adoptCommand = (run: Runner) =>
  run<Flags>(
    addSessionFlag(
      addManifestFlags(new Command("adopt").description("Mark VMs and virtual IPs that there are as those of the manifests"), true),
    )
      .option("--pair <address=name>", "which VM (name or id) or address a manifest is; repeatable", pair, new Map())
      .option("--target <address>", "only this object, e.g. 'ScvmmMachine/web-farm/web-*'; repeatable", collected, [])
      .option("--exclude <address>", "all but this object; repeatable", collected, [])
      .option("--take-over-from <scope>", "adopt what is marked as this scope's, too", scopeName)
      .option("--dry-run", "only show what would be marked")
      .option("--auto-approve", "do not ask")
      .option("--parallelism <n>", "most marks at a time", wholeNumber(1, 256))
      .addOption(new Option("-o, --output <format>", "how to print it").choices(["text", "json"]).default("text")),
    adopt,
  );

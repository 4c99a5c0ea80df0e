import { type Command, InvalidArgumentError, Option } from "commander";
import type { FailReason } from "../engine/index.ts";
import { SCOPE_PATTERN } from "../model/mark.ts";
import { type PreflightDepth, preflightDepths } from "../model/preflight.ts";
import { FAIL_REASONS, failReasons } from "./fail-on.ts";

const ON_INTERRUPT = ["wait", "detach"] as const;
export type OnInterrupt = (typeof ON_INTERRUPT)[number];

/** Flags of every command that reads manifests. */
export interface ManifestFlags {
  readonly filename: readonly string[];
  readonly scope?: string;
  readonly credentialsFile?: string;
  readonly keepSession?: boolean;
}

/** Flags of every command that plans. */
export interface PlanFlags extends ManifestFlags {
  readonly prune: boolean;
  readonly allowMassDeletion?: boolean;
  readonly maxDeletionShare?: number;
  readonly target: readonly string[];
  readonly exclude: readonly string[];
  readonly replace: readonly string[];
  readonly allowDeleteProtected: readonly string[];
  readonly preflight?: PreflightDepth;
}

export interface FailOnFlags {
  readonly failOn?: readonly FailReason[];
}

export interface ApplyFlags extends PlanFlags {
  readonly onInterrupt: OnInterrupt;
  readonly autoApprove?: boolean;
  readonly parallelism?: number;
  /** Seconds. */
  readonly pollInterval?: number;
}

/** Flags of the program itself. */
export interface GlobalFlags {
  readonly color: boolean;
  readonly verbose?: boolean;
  readonly metricsFile?: string;
}

function scope(text: string): string {
  if (SCOPE_PATTERN.test(text)) return text;
  throw new InvalidArgumentError("Lower-case letters, digits, '-' and '.', at most 63.");
}

/** What `scvmm plan` prints below its count. */
export function fingerprint(text: string): string {
  if (/^sha256:[0-9a-f]{64}$/.test(text)) return text;
  throw new InvalidArgumentError("The whole fingerprint of a plan: sha256: and 64 hex digits.");
}

export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`A whole number from ${least} to ${most}.`);
  };
}

/** `0.5`, `50%`. */
export function share(text: string): number {
  const value = text.endsWith("%") ? Number(text.slice(0, -1)) / 100 : Number(text);
  if (/^\d*\.?\d+%?$/.test(text) && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError("A share from 0 to 1, or from 0% to 100%.");
}

export function positive(text: string): number {
  const value = Number(text);
  if (/^\d*\.?\d+$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError("A number above 0.");
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `30s`, `5m`, `1.5h`, and seconds where no unit is given: milliseconds. */
export function timeSpan(text: string): number {
  const [, amount = "", unit = "s"] = /^(\d*\.?\d+)(ms|s|m|h)?$/.exec(text) ?? [];
  const ms = Number(amount) * (UNITS[unit] ?? 0);
  if (ms >= 1 && ms <= 7 * 24 * 3_600_000) return ms;
  throw new InvalidArgumentError("A time such as 30s, 5m or 1h; at most a week.");
}

/** `127.0.0.1:5985`, `[::1]:0`, `localhost:0`. */
export function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text);
  const port = Number(match?.[3]);
  if (match && port <= 65_535) return { host: match[1] ?? match[2] ?? "", port };
  throw new InvalidArgumentError("An address such as 127.0.0.1:5985 or [::1]:0.");
}

export function addManifestFlags(command: Command, filenameNeeded: boolean): Command {
  const filename = new Option("-f, --filename <path...>", "manifests: files, folders, or - for standard input");
  if (filenameNeeded) filename.makeOptionMandatory();
  else filename.default([]);
  return command
    .addOption(filename)
    .option("--scope <name>", "what these manifests own in VMM; else scope: of scvmm.yaml, else default", scope)
    .option("--credentials-file <file>", "username=… and password=…, on two lines or as JSON");
}

/** For commands that connect. */
export function addSessionFlag(command: Command): Command {
  return command.option("--keep-session", "leave the session on the host for the next command, which is then faster; for 15 minutes");
}

/** For a flag that may be given several times. */
export const collected = (text: string, before: readonly string[]): readonly string[] => [...before, text];
/** For saved plans too: it is not saved, since what it finds is of the moment. */
function addPreflightFlag(command: Command): Command {
  return command.addOption(
    new Option("--preflight <depth>", "ask VMM what is in the way: quotas, rights and ratings of hosts; quick: no ratings")
      .choices(preflightDepths)
      .default("full"),
  );
}

export function addPlanFlags(command: Command): Command {
  return addPreflightFlag(addSessionFlag(command))
    .option("--prune", "plan to delete what the scope owns and no manifest has (the default)", true)
    .option("--no-prune", "only report it")
    .option("--allow-mass-deletion", "let a plan delete more than --max-deletion-share")
    .option(
      "--max-deletion-share <share>",
      "part of the owned objects that a plan may delete, e.g. 0.3 or 30%; else maxDeletionShare: of scvmm.yaml, else 50%",
      share,
    )
    .option("--allow-delete-protected <address>", "let a plan delete this object though it is protected; repeatable", collected, [])
    .option("--target <address>", "only this object, e.g. 'ScvmmMachine/web-farm/web-*', and what it waits for; repeatable", collected, [])
    .option("--exclude <address>", "all but this object; repeatable", collected, [])
    .option("--replace <address>", "make this machine anew: it is deleted with its disks first; repeatable", collected, []);
}

export function addApplyFlags(command: Command): Command {
  return addPlanFlags(command)
    .option("--auto-approve", "do not ask")
    .addOption(
      new Option("--on-interrupt <what>", "on Ctrl+C: wait for what runs, a second one detaches; or detach at once: jobs go on in VMM")
        .choices(ON_INTERRUPT)
        .default("wait"),
    )
    .option("--parallelism <n>", "most changes at a time; else parallelism: of scvmm.yaml, else 10", wholeNumber(1, 256))
    .option("--poll-interval <seconds>", "pause between two looks at VMM's running jobs; 2 where not given", positive);
}

/** For commands that can stop before anything is done. */
export function addFailOnFlag(command: Command): Command {
  return command.option("--fail-on <reasons>", `fail, with nothing changed, where the plan has one of: ${FAIL_REASONS}`, failReasons);
}

/** kubectl and terraform write `--prune=false`; the parser's way is `--no-prune`. */
export function normaliseBooleans(argv: readonly string[]): string[] {
  const spelling: Readonly<Record<string, string>> = { "--prune=false": "--no-prune", "--prune=true": "--prune" };
  const end = argv.indexOf("--");
  return argv.map((word, index) => (end >= 0 && index > end ? word : (spelling[word] ?? word)));
}

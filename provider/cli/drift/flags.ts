import { type Command, InvalidArgumentError, Option } from "commander";
import { type IgnoreRule, parseIgnoreRule } from "../../model/ignore-rule.ts";
import { DRIFT_FORMATS, type DriftFormat } from "../../report/drift/formats.ts";
import { listenAddress, share, timeSpan } from "../flags.ts";
import type { LookFlags } from "./look.ts";

/** A file beside what is printed. */
export interface ReportFile {
  readonly format: DriftFormat;
  readonly file: string;
}

export interface DriftFlags extends LookFlags {
  readonly watch?: boolean;
  readonly intervalMs: number;
  /** 0 to 1. */
  readonly jitter: number;
  readonly metricsListen?: { readonly host: string; readonly port: number };
  readonly output: DriftFormat;
  readonly report: readonly ReportFile[];
}

const FORMATS = Object.keys(DRIFT_FORMATS);
const isFormat = (text: string): text is DriftFormat => FORMATS.includes(text);

/** `html=drift.html` */
function reportFile(text: string, before: readonly ReportFile[]): readonly ReportFile[] {
  const end = text.indexOf("=");
  const [format, file] = [text.slice(0, end), text.slice(end + 1)];
  if (end > 0 && isFormat(format) && file !== "") return [...before, { format, file }];
  throw new InvalidArgumentError(`FORMAT=FILE, with a format of ${FORMATS.join(", ")}.`);
}

function ignoreRule(text: string, before: readonly IgnoreRule[]): readonly IgnoreRule[] {
  const rule = parseIgnoreRule(text);
  if (rule) return [...before, rule];
  throw new InvalidArgumentError("OBJECT, OBJECT:PATH or OBJECT:KIND, such as 'ScvmmMachine/web-farm/*:spec.tag'.");
}

export function addDriftFlags(command: Command): Command {
  return command
    .addOption(new Option("-o, --output <format>", "how to print the report").choices(FORMATS).default("text"))
    .addOption(
      new Option("--report <format=file>", "write it to a file as well; may be given several times").argParser(reportFile).default([]),
    )
    .addOption(
      new Option("--ignore <rule>", "list apart and do not count: OBJECT[:PATH|:KIND] with * and **; also drift: of scvmm.yaml")
        .argParser(ignoreRule)
        .default([]),
    )
    .option("--watch", "look again and again until stopped (Ctrl-C, SIGTERM)")
    .addOption(
      namedAs("intervalMs", new Option("--interval <time>", "pause between two looks, such as 30s, 5m or 1h; doubled after each failure"))
        .argParser(timeSpan)
        .default(300_000, "5m"),
    )
    .addOption(
      new Option("--jitter <share>", "how far a pause may stray, so that watchers do not come at once")
        .argParser(share)
        .default(0.1, "10%"),
    )
    .addOption(
      new Option("--metrics-listen <address>", "with --watch: metrics for Prometheus there, such as 127.0.0.1:9464").argParser(
        listenAddress,
      ),
    )
    .option("--unmanaged", "also list what nobody manages: VMs of these clouds and host groups, virtual IPs of these pools");
}

/** An option whose value goes by another name than its flag: one that tells the unit. */
function namedAs(name: string, option: Option): Option {
  option.attributeName = () => name;
  return option;
}

import { Command, CommanderError, Help, type Option, type OptionValues } from "commander";
import { type Diagnostic, DiagnosticError } from "../model/diagnostic.ts";
import { adoptCommand } from "./commands/adopt.ts";
import { applyCommand } from "./commands/apply.ts";
import { destroyCommand } from "./commands/destroy.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { driftCommand } from "./commands/drift.ts";
import { endpointCommand } from "./commands/endpoint.ts";
import { explainCommand } from "./commands/explain.ts";
import { getCommand } from "./commands/get.ts";
import { importCommand } from "./commands/import.ts";
import { planCommand } from "./commands/plan.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { terraformCommand } from "./commands/terraform.ts";
import { validateCommand } from "./commands/validate.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { type GlobalFlags, normaliseBooleans } from "./flags.ts";
import type { Host } from "./host.ts";
import type { Action, Runner } from "./runner.ts";
import { saveMetrics } from "./save-metrics.ts";
import { type Screen, screenOf } from "./screen.ts";
import { UnreadableError } from "./unreadable-error.ts";

const COMMANDS: readonly ((run: Runner) => Command)[] = [
  validateCommand,
  planCommand,
  applyCommand,
  destroyCommand,
  driftCommand,
  importCommand,
  adoptCommand,
  getCommand,
  explainCommand,
  doctorCommand,
  endpointCommand,
  simulateCommand,
  terraformCommand,
];

const EXIT_HELP = `
Exit codes: 0 done or nothing to change; 1 error; 2 changes (plan
--detailed-exitcode) or drift; 3 the live state could not be read.

Credentials: SCVMM_USERNAME and SCVMM_PASSWORD, a file (--credentials-file,
SCVMM_CREDENTIALS_FILE), or a Secret among the manifests. Secrets may also lie
apart, in the file that SCVMM_SECRETS_FILE names.

SCVMM_LOG=debug or json logs every request to standard error.`;

function internalError(error: unknown): Diagnostic {
  const { message, stack } = error instanceof Error ? error : { message: String(error), stack: undefined };
  return {
    code: "INTERNAL",
    severity: "error",
    summary: message,
    ...(stack ? { detail: stack } : {}),
    hint: "This is a bug in scvmm; please report it.",
  };
}

/** A command and those below it. */
const withAll = (command: Command): readonly Command[] => [command, ...command.commands.flatMap(withAll)];

/** `scvmm terraform install` */
const pathOf = (command: Command): string => (command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name());

/** Usage errors say where help is; help and version are no errors. */
function configure(command: Command, host: Host): void {
  const path = pathOf(command);
  command
    .exitOverride()
    .showHelpAfterError(`  hint: \`${path} --help\` lists what is allowed`)
    .configureHelp({ optionDescription: (option) => plainHelp.optionDescription(isTold(option) ? option : silent(option)) })
    .configureOutput({ writeOut: host.stdout, writeErr: host.stderr });
}

const plainHelp = new Help();

/** Lists and the like have no words of their own; what a flag without a value is at first its text says. */
const isTold = ({ defaultValue, defaultValueDescription }: Option): boolean =>
  defaultValueDescription !== undefined || ["string", "number"].includes(typeof defaultValue);

const silent = (option: Option): Option => Object.assign(Object.create(option), { defaultValue: undefined });

async function guarded(screen: Screen, act: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await act();
  } catch (error) {
    if (screen.host.signal.aborted) {
      screen.note("Stopped.");
      return EXIT.interrupted;
    }
    screen.tell(error instanceof DiagnosticError ? error.diagnostics : [internalError(error)]);
    return error instanceof UnreadableError ? EXIT.unreadable : EXIT.error;
  }
}

/** Runs one command line (without node and script) to its exit code. Never throws. */
export async function runCli(argv: readonly string[], host: Host, version: string): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  const program = new Command("scvmm")
    .description("Virtual machines, virtual IPs and names of Microsoft SCVMM, as manifests")
    .version(version, "-V, --version")
    .option("--no-color", "no colour; NO_COLOR is honoured too")
    .option("-v, --verbose", "tell of every call to VMM on standard error")
    .option("--metrics-file <file>", "write metrics for Prometheus there at the end")
    .addHelpText("after", EXIT_HELP);
  const run: Runner = <Flags extends object>(command: Command, action: Action<Flags>) =>
    command.action(async (...args: unknown[]) => {
      const screen = screenOf(host, program.opts<GlobalFlags>(), version);
      const words = args.slice(0, -2).filter((word): word is string => typeof word === "string");
      code = await guarded(screen, () => action(screen, command.opts<OptionValues>() as Flags, ...words));
      await saveMetrics(screen);
    });
  for (const make of COMMANDS) program.addCommand(make(run));
  for (const command of withAll(program)) configure(command, host);
  try {
    await program.parseAsync(normaliseBooleans(argv), { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? EXIT.ok : EXIT.error;
  }
  return code;
}

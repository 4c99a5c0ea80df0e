import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Ended, type Started, startedProgram } from "../../started-program.ts";
import {
  type Action,
  actionOf,
  diagnosticsOf,
  type PlanJson,
  type ResourceChange,
  type TerraformDiagnostic,
  type Values,
  valuesOf,
} from "./json.ts";

export interface StartedTerraform extends Started {
  /** To Terraform and to the providers that it has started, as Ctrl+C in a terminal does. */
  readonly signal: (name: NodeJS.Signals) => void;
}

export interface Result {
  readonly code: number | null;
  readonly diagnostics: readonly TerraformDiagnostic[];
  /** WinRM requests that it took, where nothing else talks to the simulator meanwhile. */
  readonly requests: number;
  /** Whole output, for messages of tests. */
  readonly text: string;
}

export interface Planned extends Result {
  /** By address; resources and data sources. */
  readonly actions: Readonly<Record<string, Action>>;
  readonly changes: Readonly<Record<string, ResourceChange>>;
  readonly drift: readonly ResourceChange[];
}

export interface FolderOptions {
  /** CLI configuration (`.terraformrc`), in HCL. */
  readonly cliConfiguration: string;
  /** For every command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly requestCount: () => number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const VERSIONS = `terraform {
  required_providers {
    scvmm = { source = "scvmm/scvmm" }
  }
}
`;

/** A folder with a configuration, and the real `terraform` in it: nothing of the user's is read or written. */
export class TerraformFolder {
  readonly path: string;
  readonly #options: FolderOptions;
  readonly #running = new Set<ChildProcess>();

  constructor(options: FolderOptions) {
    this.#options = options;
    // Short: the path of a socket below it has 104 bytes.
    this.path = mkdtempSync(join(tmpdir(), "tf-"));
    for (const folder of ["home", "tmp", "work"]) mkdirSync(join(this.path, folder));
    this.write("../rc", options.cliConfiguration);
    this.write("versions.tf", VERSIONS);
  }

  /** Where the configuration is. */
  get work(): string {
    return join(this.path, "work");
  }

  /** Where its providers put their sockets. */
  get temporary(): string {
    return join(this.path, "tmp");
  }

  /** WinRM requests so far, of all that talk to the simulator. */
  requestCount(): number {
    return this.#options.requestCount();
  }

  /** A file of the configuration; `main.tf` is the usual one. */
  write(name: string, text: string): void {
    mkdirSync(dirname(join(this.work, name)), { recursive: true });
    writeFileSync(join(this.work, name), text);
  }

  remove(name: string): void {
    rmSync(join(this.work, name), { recursive: true });
  }

  start(argv: readonly string[], environment: Environment = {}): StartedTerraform {
    const child = spawn("terraform", argv, { cwd: this.work, env: this.#environment(environment), detached: true });
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
    return { ...startedProgram(child), signal: (name) => process.kill(-(child.pid ?? 0), name) };
  }

  run(argv: readonly string[], environment?: Environment): Promise<Ended> {
    return this.start(argv, environment).ended;
  }

  /** Takes the provider from the mirror. Throws where that fails. */
  async init(...argv: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await this.run(["init", "-input=false", ...argv]);
    if (code !== 0) throw new Error(`terraform init: ${code}\n${stdout}${stderr}`);
  }

  async validate(environment?: Environment): Promise<{ readonly valid: boolean; readonly diagnostics: readonly TerraformDiagnostic[] }> {
    return JSON.parse((await this.run(["validate", "-json"], environment)).stdout);
  }

  /** `terraform plan`, kept as plan.tfplan for `apply("plan.tfplan")`. */
  async plan(...argv: readonly string[]): Promise<Planned> {
    return this.planIn({}, ...argv);
  }

  async planIn(environment: Environment, ...argv: readonly string[]): Promise<Planned> {
    const result = await this.#json(["plan", "-out=plan.tfplan", "-detailed-exitcode", ...argv], environment);
    if (result.code === 1) return { ...result, actions: {}, changes: {}, drift: [] };
    const shown = JSON.parse((await this.run(["show", "-json", "plan.tfplan"], environment)).stdout) as PlanJson;
    const changes = shown.resource_changes ?? [];
    return {
      ...result,
      actions: Object.fromEntries(changes.map((change) => [change.address, actionOf(change)])),
      changes: Object.fromEntries(changes.map((change) => [change.address, change])),
      drift: shown.resource_drift ?? [],
    };
  }

  /** `terraform apply -auto-approve`; of a saved plan where one is named. */
  apply(...argv: readonly string[]): Promise<Result> {
    return this.#json(["apply", "-auto-approve", ...argv], {});
  }

  destroy(...argv: readonly string[]): Promise<Result> {
    return this.#json(["apply", "-destroy", "-auto-approve", ...argv], {});
  }

  /** Brings the state up to date and changes nothing. */
  refresh(...argv: readonly string[]): Promise<Result> {
    return this.#json(["apply", "-refresh-only", "-auto-approve", ...argv], {});
  }

  /** Values of everything in the state, by address. */
  async state(): Promise<Readonly<Record<string, Values>>> {
    return valuesOf(JSON.parse((await this.run(["show", "-json"])).stdout));
  }

  /** Ends what still runs, with the providers that it has started. */
  dispose(): void {
    for (const { pid } of this.#running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
    rmSync(this.path, { recursive: true, force: true });
  }

  async #json(argv: readonly string[], environment: Environment): Promise<Result> {
    const before = this.#options.requestCount();
    const [verb = "", ...rest] = argv;
    const { code, stdout, stderr } = await this.run([verb, "-json", "-input=false", ...rest], environment);
    return { code, diagnostics: diagnosticsOf(stdout), requests: this.#options.requestCount() - before, text: stdout + stderr };
  }

  #environment(environment: Environment): Record<string, string | undefined> {
    return {
      PATH: process.env["PATH"],
      HOME: join(this.path, "home"),
      TMPDIR: this.temporary,
      TF_CLI_CONFIG_FILE: join(this.path, "rc"),
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
      NO_COLOR: "1",
      ...this.#options.environment,
      ...environment,
    };
  }
}

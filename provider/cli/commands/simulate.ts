import { Command, Option } from "commander";
import { FINGERPRINT_VARIABLE } from "../../connect/connection-settings.ts";
import { HOST_VARIABLE } from "../../connect/override-host.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import { defaultEstate, EngineError, type EngineProblem, type Estate, type Simulator, startSimulator } from "../../simulator/index.ts";
import { EXIT } from "../exit-code.ts";
import { listenAddress, positive, wholeNumber } from "../flags.ts";
import { readEstate } from "../read-estate.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

const ENGINES = ["built-in", "powershell"] as const;

interface Flags {
  readonly engine: (typeof ENGINES)[number];
  readonly listen: { readonly host: string; readonly port: number };
  readonly estate?: string;
  readonly seed: number;
  readonly vms?: number;
  readonly hosts?: number;
  readonly latency: number;
  readonly importDelay: number;
  readonly timeScale: number;
  readonly tls?: true;
}

/** In single quotes nothing is special to a POSIX shell but the quote itself. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** The whole text can be read by a shell: `scvmm simulate > sim.env & sleep 1; . ./sim.env`. */
function welcome({ url, username, password, fingerprint }: Simulator, timeScale: number): string {
  const pin = fingerprint === undefined ? "" : `export ${FINGERPRINT_VARIABLE}=${quoted(fingerprint)}\n`;
  return `# An SCVMM is simulated at ${url}
# Its time runs ${timeScale} times as fast as ours. Ctrl+C ends it; nothing is kept.

# In another terminal:
export ${HOST_VARIABLE}=${quoted(url)}
export SCVMM_USERNAME=${quoted(username)}
export SCVMM_PASSWORD=${quoted(password)}
${pin}
#   scvmm get machines
#   scvmm plan -f examples/01-web-farm
#
# ${HOST_VARIABLE} goes before the scvmmHost of every ScvmmProvider, so that manifests need
# no change. To point a manifest here for good: spec.scvmmHost: ${url}
`;
}

function ended(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

const ENGINE_HINT: Readonly<Record<EngineProblem, string>> = {
  missing: "Install PowerShell 7.5 or newer and put pwsh on the PATH, or take --engine built-in, which needs nothing.",
  "too-old": "Install PowerShell 7.5 or newer, or take --engine built-in, which needs nothing.",
  failed: "Try `pwsh -NoProfile -Command 1`; --engine built-in needs no PowerShell.",
};

function cannotStart({ listen: { host, port } }: Flags): (error: NodeJS.ErrnoException) => never {
  return (error) => {
    if (error instanceof EngineError)
      throw new DiagnosticError([
        { code: "SIMULATOR_ENGINE", severity: "error", summary: error.message, hint: ENGINE_HINT[error.problem] },
      ]);
    if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") throw error;
    const summary = `Nothing can listen at ${host}:${port} (${error.code})`;
    const hint = "Give another address with --listen; port 0 takes a free one.";
    throw new DiagnosticError([{ code: "SIMULATOR_LISTEN", severity: "error", summary, hint }]);
  };
}

function sizedEstate({ seed, vms, hosts }: Flags): Estate {
  return defaultEstate(seed, { ...(vms === undefined ? {} : { vms }), ...(hosts === undefined ? {} : { hosts }) });
}

async function simulate(screen: Screen, flags: Flags) {
  const { listen, seed, latency: latencyMs, importDelay: importDelayMs, timeScale, tls = false } = flags;
  const estate = { estate: flags.estate === undefined ? sizedEstate(flags) : await readEstate(flags.estate) };
  const engine = flags.engine === "powershell" ? { powerShell: {} } : {};
  const simulator = await startSimulator({ listen, seed, latencyMs, importDelayMs, timeScale, tls, ...estate, ...engine }).catch(
    cannotStart(flags),
  );
  screen.print(welcome(simulator, timeScale));
  await ended(screen.host.signal);
  await simulator.close();
  screen.note(`Ended after ${simulator.requestCount} requests.`);
  return EXIT.ok;
}

export const simulateCommand = (run: Runner) =>
  run<Flags>(
    new Command("simulate")
      .description("Run an SCVMM to try things with, on this machine")
      .option("--listen <host:port>", "address to listen on; port 0 takes a free one; else 127.0.0.1:0", listenAddress, {
        host: "127.0.0.1",
        port: 0,
      })
      .addOption(
        new Option("--engine <engine>", "what runs the batches: our interpreter, or PowerShell 7.5 or newer with a module like VMM's")
          .choices(ENGINES)
          .default("built-in"),
      )
      .option("--estate <file>", "what the VMM holds at its start, as JSON")
      .option("--vms <n>", "VMs of other people, without --estate: 200", wholeNumber(0, 100_000))
      .option("--hosts <n>", "hosts, without --estate: 12", wholeNumber(1, 10_000))
      .option("--seed <n>", "of ids and of the estate", wholeNumber(0, 2 ** 32 - 1), 1)
      .option("--latency <ms>", "added to every request", wholeNumber(0, 60_000), 0)
      .option("--import-delay <ms>", "time that the built-in engine takes to load VMM's module, once a runspace", wholeNumber(0, 60_000), 0)
      .option("--tls", "speak HTTPS, with a certificate of its own whose fingerprint is printed")
      .option("--time-scale <x>", "how much faster VMM's time runs than ours", positive, 60),
    simulate,
  );

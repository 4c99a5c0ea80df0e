import { Command, Option } from "commander";
import { chooseAccount } from "../../connect/choose-account.ts";
import { connectionSettings } from "../../connect/connection-settings.ts";
import { HOST_VARIABLE, overrideHost } from "../../connect/override-host.ts";
import { endpointsOf } from "../../model/endpoint.ts";
import type { LoadedProvider } from "../../model/manifests.ts";
import type { Paper } from "../../report/palette.ts";
import { connectRunspacePool } from "../../winrm/index.ts";
import type { Patient } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { methodsOf } from "../doctor/methods.ts";
import { doctorJson, doctorText, type Examined, isWell } from "../doctor/report.ts";
import { environmentRun } from "../environment-run.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, type ManifestFlags, positive } from "../flags.ts";
import type { Target } from "../live.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";
import { withoutErrors } from "../without-errors.ts";

const FORMATS = {
  text: doctorText,
  json: doctorJson,
} as const satisfies Record<string, (examined: readonly Examined[], paper: Paper) => string>;

/** A warm call waits for two requests; a plan makes few, an apply some for each change. */
const SLOW_MS = 1000;

interface Flags extends ManifestFlags {
  readonly output: keyof typeof FORMATS;
  /** Seconds. */
  readonly timeout: number;
}

function cloudsOf({ manifests }: Target, provider: LoadedProvider): readonly string[] {
  const ours = manifests.machines.filter((machine) => machine.provider === provider.address);
  return [...new Set(ours.flatMap(({ value }) => value.spec.cloud ?? []))].sort();
}

function patientsOf(screen: Screen, target: Target, provider: LoadedProvider, timeoutMs: number): readonly Patient[] {
  const { signal } = screen.host;
  const { settings } = withoutErrors(screen, connectionSettings(provider, screen.host.environment));
  const { tls = {}, authentication = "negotiate", allowUnencrypted = false } = settings;
  const account = chooseAccount(provider, target.credentials, authentication);
  return endpointsOf(provider.value).map((endpoint): Patient => {
    const url = new URL(endpoint.url);
    const observer = screen.observation.endpoint(endpoint.url);
    const open = () => {
      const credential = account.credential === undefined ? {} : { credential: account.credential };
      const limits = { connectTimeoutMs: timeoutMs, signal };
      return connectRunspacePool({
        ...settings,
        ...limits,
        url: endpoint.url,
        ...credential,
        observe: observer.request,
        onUnverified: () => {},
      });
    };
    // Who is not verified is told by the check of TLS.
    const network = { url, timeoutMs, signal, tls, warn: () => {} };
    return {
      ...network,
      server: endpoint.server,
      account,
      observer,
      methods: methodsOf(network, authentication, allowUnencrypted, settings.kerberos),
      clouds: cloudsOf(target, provider),
      open,
      now: () => new Date(),
      slowMs: SLOW_MS,
    };
  });
}

/** 1. which providers, as whom · 2. every layer of every endpoint, one endpoint after the other · 3. the report. Changes nothing. */
async function doctor(screen: Screen, flags: Flags) {
  const target = flags.filename.length > 0 ? await loadRun(screen, flags) : await environmentRun(screen, flags);
  const { providers } = withoutErrors(screen, overrideHost(target.manifests.providers, screen.host.environment[HOST_VARIABLE]));
  const examined: Examined[] = [];
  for (const provider of providers) {
    for (const patient of patientsOf(screen, target, provider, flags.timeout * 1000)) {
      const checks = await examine(patient);
      examined.push({ provider: provider.address, url: patient.url.href, server: patient.server, checks });
    }
  }
  screen.print(FORMATS[flags.output](examined, screen.paper));
  return examined.every(isWell) ? EXIT.ok : EXIT.error;
}

const HELP = `
Without -f the provider is made of ${HOST_VARIABLE}, SCVMM_USERNAME and SCVMM_PASSWORD.`;

export const doctorCommand = (run: Runner) =>
  run<Flags>(
    addManifestFlags(new Command("doctor").description("Find out why VMM cannot be reached: every layer in turn, and what mends it"), false)
      .addOption(new Option("-o, --output <format>", "how to print the report").choices(Object.keys(FORMATS)).default("text"))
      .option("--timeout <seconds>", "patience with each step", positive, 15)
      .addHelpText("after", HELP),
    doctor,
  );

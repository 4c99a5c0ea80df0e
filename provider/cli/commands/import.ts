import { Command, InvalidArgumentError, Option } from "commander";
import { virtualIpManifests, writeManifests } from "../../engine/index.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import type { Loaded, LoadedProvider } from "../../model/manifests.ts";
import { API_VERSION, DEFAULT_NAMESPACE, namespaceName } from "../../model/metadata.ts";
import { jsonText } from "../../report/json.ts";
import { count } from "../../report/layout.ts";
import { yamlText } from "../../report/yaml.ts";
import { environmentRun } from "../environment-run.ts";
import { EXIT } from "../exit-code.ts";
import { addManifestFlags, addSessionFlag, collected, type ManifestFlags } from "../flags.ts";
import { checkWritten } from "../import/check-written.ts";
import { type MachineFilter, selectMachines } from "../import/select-machines.ts";
import { writeFiles } from "../import/write-files.ts";
import { type Target, withReading } from "../live.ts";
import { loadRun } from "../load-run.ts";
import type { Runner } from "../runner.ts";
import type { Screen } from "../screen.ts";

interface Flags extends ManifestFlags, MachineFilter {
  readonly provider?: string;
  readonly namespace: string;
  readonly outDir?: string;
  readonly virtualIps?: boolean;
  readonly output: "yaml" | "json";
}

/** Of several providers one must be named; a provider of the environment is written beside the machines. */
function providerOf({ manifests: { providers } }: Target, wanted: string | undefined): LoadedProvider {
  const fitting = providers.filter(
    ({ address, value }) =>
      wanted === undefined || [address, value.metadata.name, `${value.metadata.namespace}/${value.metadata.name}`].includes(wanted),
  );
  const [found, ...others] = fitting;
  if (found && others.length === 0) return found;
  const summary = found
    ? "The manifests hold several ScvmmProviders"
    : `The manifests hold no ScvmmProvider${wanted === undefined ? "" : ` ${wanted}`}`;
  const detail = providers.map(({ address }) => address).join("\n");
  throw new DiagnosticError([{ code: "CLI_USAGE", severity: "error", summary, detail, hint: "Say which one: --provider NAME." }]);
}

/**
 * 1. whose VMM · 2. read it, then the VMs that were asked for · 3. write their manifests · 4. plan them as if they were adopted: a plan
 * that is not empty is told · 5. print them, or put them into files
 */
async function importMachines(screen: Screen, flags: Flags) {
  const isNew = flags.filename.length === 0;
  const target: Target = isNew ? await environmentRun(screen, flags) : await loadRun(screen, flags);
  const provider = providerOf(target, flags.provider);
  const { name, namespace = DEFAULT_NAMESPACE } = provider.value.metadata;
  const places = { namespace: flags.namespace, providerRef: { name, ...(namespace === flags.namespace ? {} : { namespace }) } };
  const own = { ...target, manifests: { ...target.manifests, providers: [provider] } };
  return withReading(screen, own, async (inventories, readers) => {
    const inventory = inventories.get(provider.address);
    const reader = readers.get(provider.address);
    if (!inventory || !reader) throw new RangeError(`no reading of ${provider.address}`);
    const stubs = selectMachines(inventory, flags);
    const ips = flags.virtualIps ? virtualIpManifests(inventory, places, namesIn(flags.namespace, target.manifests.virtualIps)) : [];
    if (stubs.length + ips.length === 0) {
      const all = `${count(inventory.vms.length, "VM")}, of which ${inventory.owned.length} are managed`;
      screen.note(`Nothing that nobody manages fits; VMM has ${all}.`);
      return EXIT.ok;
    }
    const ids = stubs.map(({ id }) => id);
    const details = await reader.readMachines(ids, screen.host.signal);
    const drafted = writeManifests(details, inventory, places, namesIn(flags.namespace, target.manifests.machines));
    const { machines, diagnostics } = checkWritten(drafted, provider, inventory);
    screen.tell(diagnostics);
    const host = { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name }, spec: { scvmmHost: provider.value.spec.scvmmHost } };
    await deliver(screen, flags, [...(isNew ? [{ name: "provider", manifest: host }] : []), ...machines, ...ips]);
    const what = `${count(machines.length, "manifest")} of ${count(stubs.length, "VM")}${flags.virtualIps ? ` and ${ips.length} of virtual IPs` : ""}`;
    screen.note(`Wrote ${what}. To have them managed: scvmm adopt -f ${flags.outDir ?? "PATH"}`);
    return EXIT.ok;
  });
}

type Named = Loaded<{ readonly metadata: { readonly name: string; readonly namespace: string } }>;

/** Names of the manifests that there are: a new one gets another. */
const namesIn = (namespace: string, loaded: readonly Named[]): ReadonlySet<string> =>
  new Set(loaded.flatMap(({ value: { metadata } }) => (metadata.namespace === namespace ? [metadata.name] : [])));

type Piece = { readonly name: string; readonly manifest: object };

async function deliver(screen: Screen, { output, outDir }: Flags, pieces: readonly Piece[]): Promise<void> {
  if (outDir !== undefined) {
    const render = output === "json" ? jsonText : yamlText;
    await writeFiles(
      outDir,
      pieces.map(({ name, manifest }) => ({ name: `${name}.${output}`, text: render(manifest) })),
    );
  } else if (output === "json") screen.print(jsonText({ apiVersion: "v1", kind: "List", items: pieces.map(({ manifest }) => manifest) }));
  else screen.print(pieces.map(({ manifest }) => yamlText(manifest)).join("---\n"));
}

function namespaced(text: string): string {
  const { success, data } = namespaceName.safeParse(text);
  if (success) return data;
  throw new InvalidArgumentError("Lower-case letters, digits and '-', at most 63.");
}

export const importCommand = (run: Runner) =>
  run<Flags>(
    addSessionFlag(addManifestFlags(new Command("import").description("Write manifests of VMs that nobody manages yet"), false))
      .option("--cloud <name>", "only VMs of this cloud; repeatable", collected, [])
      .option("--host-group <path>", "only VMs in this host group and below; repeatable", collected, [])
      .option("--name <pattern>", "only VMs of this name, e.g. 'web-*'; repeatable", collected, [])
      .option("--virtual-ips", "the virtual IPs that nobody manages, too")
      .option("--provider <name>", "the ScvmmProvider to look at, where the manifests hold several")
      .option("--namespace <name>", "namespace of the manifests", namespaced, DEFAULT_NAMESPACE)
      .option("--out-dir <folder>", "a file for each VM there; without it they are printed")
      .addOption(new Option("-o, --output <format>", "how to write them").choices(["yaml", "json"]).default("yaml")),
    importMachines,
  );

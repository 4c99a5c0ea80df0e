import { Command, Option } from "commander";
import { type Written, writeManifests } from "../../engine/index.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import type { LoadedProvider } from "../../model/manifests.ts";
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
import type { Runner } from "../program.ts";
import type { Screen } from "../screen.ts";

interface Flags extends ManifestFlags, MachineFilter {
  readonly provider?: string;
  readonly namespace: string;
  readonly outDir?: string;
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
  const own = { ...target, manifests: { ...target.manifests, providers: [provider] } };
  return withReading(screen, own, async (inventories, readers) => {
    const inventory = inventories.get(provider.address);
    const reader = readers.get(provider.address);
    if (!inventory || !reader) throw new RangeError(`no reading of ${provider.address}`);
    const stubs = selectMachines(inventory, flags);
    if (stubs.length === 0) {
      screen.note(
        `No VM that nobody manages fits; VMM has ${count(inventory.vms.length, "VM")}, of which ${inventory.owned.length} are managed.`,
      );
      return EXIT.ok;
    }
    const details = await reader.readMachines(
      stubs.map(({ id }) => id),
      screen.host.signal,
    );
    const providerRef = { name, ...(namespace === flags.namespace ? {} : { namespace }) };
    const taken = new Set(
      target.manifests.machines.filter((one) => one.value.metadata.namespace === flags.namespace).map((one) => one.value.metadata.name),
    );
    const written = checkWritten(
      writeManifests(details, inventory, { namespace: flags.namespace, providerRef }, taken),
      provider,
      inventory,
    );
    screen.tell(written.diagnostics);
    const host = { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name }, spec: { scvmmHost: provider.value.spec.scvmmHost } };
    await deliver(screen, flags, written, isNew ? [{ name: "provider", manifest: host }] : []);
    screen.note(
      `Wrote ${count(written.machines.length, "manifest")} of ${count(stubs.length, "VM")}. To have them managed: scvmm adopt -f ${flags.outDir ?? "PATH"}`,
    );
    return EXIT.ok;
  });
}

type Piece = { readonly name: string; readonly manifest: object };

async function deliver(screen: Screen, { output, outDir }: Flags, { machines }: Written, first: readonly Piece[]): Promise<void> {
  const pieces: readonly Piece[] = [...first, ...machines];
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
  return namespaceName.parse(text);
}

export const importCommand = (run: Runner) =>
  run<Flags>(
    addSessionFlag(addManifestFlags(new Command("import").description("Write manifests of VMs that nobody manages yet"), false))
      .option("--cloud <name>", "only VMs of this cloud; repeatable", collected, [])
      .option("--host-group <path>", "only VMs in this host group and below; repeatable", collected, [])
      .option("--name <pattern>", "only VMs of this name, e.g. 'web-*'; repeatable", collected, [])
      .option("--provider <name>", "the ScvmmProvider to look at, where the manifests hold several")
      .option("--namespace <name>", "namespace of the manifests", namespaced, DEFAULT_NAMESPACE)
      .option("--out-dir <folder>", "a file for each VM there; without it they are printed")
      .addOption(new Option("-o, --output <format>", "how to write them").choices(["yaml", "json"]).default("yaml")),
    importMachines,
  );

import type { ApplyEvent } from "../../../provider/engine/apply-event.ts";
import { applyPlan } from "../../../provider/engine/apply-plan.ts";
import type { Planned } from "../../../provider/engine/plan-changes.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import { scvmmProvider } from "../../../provider/model/kinds/provider.ts";
import type { LoadedMachine, LoadedProvider, Manifests } from "../../../provider/model/manifests.ts";
import { API_VERSION } from "../../../provider/model/metadata.ts";
import { SecretBytes } from "../../../provider/model/secret.ts";
import { allVirtualHardDisks } from "../../../provider/simulator/virtual-hard-disks.ts";
import type { Vmm } from "../../../provider/simulator/vmm.ts";
import { machine, PROVIDER } from "./manifests.ts";
import { soon } from "./runs.ts";

export const USER_DATA = "#cloud-config\npassword: hunter2\n";
export const LIBRARY = "\\\\vmm01.contoso.example\\MSSCVMMLibrary";

export function provider(cloudInit: object = {}): LoadedProvider {
  const value = scvmmProvider.parse({
    apiVersion: API_VERSION,
    kind: "ScvmmProvider",
    metadata: { name: "main" },
    spec: { scvmmHost: "localhost", cloudInit },
  });
  return { address: PROVIDER, value, locate: () => ({ file: "farm.yaml", line: 1, column: 1 }), credential: undefined };
}

export const seeded = (spec: object = {}, userData = USER_DATA): LoadedMachine => ({
  ...machine("web-1", {
    vmName: "web-1",
    vmTemplate: "Ubuntu 22.04 LTS",
    cloud: "Production",
    bootstrap: { dataSecretName: "web-1" },
    ...spec,
  }),
  userData: { content: new SecretBytes(Buffer.from(userData)) },
});

export const farm = (spec: object = {}, cloudInit: object = {}): Partial<Manifests> => ({
  providers: [provider(cloudInit)],
  machines: [seeded(spec)],
});

/** Applies and keeps what goes on: labels of the steps, everything said, and what is in the VM's drives when it is started. */
export async function applyWatched(
  port: VmmPort,
  vmm: Vmm,
  planned: Planned,
  before: (label: string) => void = () => undefined,
  sleep: (ms: number) => Promise<void> = soon,
) {
  const labels: string[] = [];
  const events: ApplyEvent[] = [];
  const atStart: Uint8Array[] = [];
  const report = await applyPlan(planned, new Map([[PROVIDER, port]]), {
    parallelism: 4,
    sleep,
    now: () => 0,
    onEvent: (event) => {
      events.push(event);
      if (event.type !== "step-started") return;
      labels.push(event.label);
      before(event.label);
      if (event.label === "start VM") atStart.push(...mediaOf(vmm));
    },
  });
  return { report, labels, events, atStart };
}

/** Content of every medium in a drive of a VM. */
export const mediaOf = ({ world }: Vmm): readonly Uint8Array[] =>
  [
    ...[...world.store.dvdDrives.values()].map(({ ISO }) => ISO),
    ...[...world.store.floppyDrives.values()].map(({ VirtualFloppyDisk }) => VirtualFloppyDisk),
    ...[...world.store.drives.values()].map(({ VirtualHardDisk }) => VirtualHardDisk),
  ].flatMap((medium) => (medium?.$content ? [medium.$content] : []));

/** Every seed that VMM has anywhere: library, hosts, drives, temporary files. */
export function seedsIn({ world: { store, files } }: Vmm): readonly string[] {
  const known = [...store.isos.values(), ...store.floppyDisks.values(), ...allVirtualHardDisks(store).values()];
  const seeds = known.map(({ SharePath }) => SharePath).filter((path) => path.includes("scvmm-seed"));
  return [...seeds, ...(files.count > 0 ? ["temporary file"] : [])];
}

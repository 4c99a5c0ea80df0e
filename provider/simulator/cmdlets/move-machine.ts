import { DURATION_MS } from "../durations.ts";
import type { VmmError } from "../errors.ts";
import { demandFree, demandPresent, isBroken } from "../machine-state.ts";
import type { Host } from "../objects/fabric.ts";
import type { VirtualMachine } from "../objects/machine.ts";
import { demandOfMachine, judge, reaches } from "../placement.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { transferOf } from "./ratings.ts";

const MOVABLE = ["Running", "PowerOff", "Saved", "Stored"];
const SHARED = "C:\\ClusterStorage\\";

/** VMM keeps a live migration waiting so long for a free place (scvmm-domain 3.2). */
const LONGEST_WAIT_MS = 15 * 60_000;

/** How long a live migration waits until both hosts have a place free (scvmm-domain 4.8), and takes it. */
function waitFor(hosts: readonly Host[], now: number, durationMs: number): number {
  const waits = hosts.map((host) => {
    const ends = host.$migrationEnds.filter((end) => end > now).sort((a, b) => a - b);
    return Math.max(0, (ends[ends.length - host.LiveMigrationMaximum] ?? now) - now);
  });
  const wait = Math.max(...waits);
  if (wait <= LONGEST_WAIT_MS) for (const host of hosts) host.$migrationEnds.push(now + wait + durationMs);
  return wait;
}

/** Reasons that VMM blocks a migration for; a network out of reach is but a note beside it (scvmm-domain 3.2). */
function obstacle(world: World, vm: VirtualMachine, host: Host): VmmError | undefined {
  const [verdict] = judge(world, demandOfMachine(vm), [host]);
  return verdict?.reasons.find(({ number }) => number !== 23801);
}

function notesOn(vm: VirtualMachine, host: Host): readonly VmmError[] {
  const lost = vm.VirtualNetworkAdapters.flatMap(({ LogicalNetwork: network }) => (network && !reaches(host, network) ? [network] : []));
  return lost.map((network) => vmmErrors.noNetwork(network.Name));
}

function arrive(vm: VirtualMachine, host: Host, path: string | undefined): void {
  if (vm.VMHost === host) return;
  if (vm.VirtualMachineState === "Running") {
    if (vm.VMHost) vm.VMHost.AvailableMemory += vm.Memory;
    host.AvailableMemory -= vm.Memory;
  }
  vm.VMHost = host;
  if (path !== undefined) vm.Location = `${path}\\${vm.Name}`;
  for (const { VirtualHardDisk: disk } of vm.VirtualDiskDrives) Object.assign(disk, { HostName: host.Name });
}

/** Live where it runs; its power stays as it is (see assumptions: migration). */
const move: CmdletDefinition = {
  honours: ["VM", "VMHost", "Path", "UseLAN", "UseCluster", "BlockLiveMigrationIfHostBusy"],
  run: (parameters, world) => {
    const vm = parameters.demanded("VM", "VM");
    const host = parameters.demanded("VMHost", "Host");
    demandFree(world, vm);
    if (!MOVABLE.includes(vm.VirtualMachineState) || isBroken(vm)) throw vmmErrors.wrongState(vm.Name, vm.Status);
    const before = vm.Status;
    const path = parameters.text("Path");
    if (vm.IsHighlyAvailable && host.HostCluster && path !== undefined && !path.startsWith(SHARED))
      throw vmmErrors.badPath(path, host.Name);
    const runs = vm.VirtualMachineState === "Running";
    const stays = transferOf(demandOfMachine(vm), host) === "Live";
    const durationMs = stays ? DURATION_MS.moveInCluster : DURATION_MS.moveWithDisks;
    const wait = runs && vm.VMHost ? waitFor([vm.VMHost, host], world.now(), durationMs) : 0;
    const busy = wait > LONGEST_WAIT_MS || (wait > 0 && parameters.on("BlockLiveMigrationIfHostBusy"));
    return {
      objects: [vm],
      work: {
        title: runs ? "Live migrate virtual machine" : "Migrate virtual machine",
        target: vm,
        locks: [vm],
        durationMs: busy ? Math.min(wait, LONGEST_WAIT_MS) : wait + durationMs,
        begin: () => {
          vm.Status = "UnderMigration";
        },
        finish: () => {
          demandPresent(world, vm);
          const error = busy ? vmmErrors.migrationLimit(host.Name) : obstacle(world, vm, host);
          if (error) throw error;
          arrive(vm, host, path ?? (stays ? undefined : host.VMPaths[0]));
          vm.Status = vm.VirtualMachineState;
        },
        notes: () => notesOn(vm, host),
        // The VM goes on where it was.
        failed: () => {
          vm.Status = runs ? before : "MigrationFailed";
        },
      },
    };
  },
};

export const moveCmdlets = { "Move-SCVirtualMachine": move } as const satisfies Record<string, CmdletDefinition>;

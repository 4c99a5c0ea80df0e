import type { Parameters } from "../binding/parameters.ts";
import { errorInfo } from "../errors.ts";
import type { Host } from "../objects/fabric.ts";
import type { HostRating } from "../objects/placement.ts";
import { type Demand, demandOfMachine, demandOfNew, hostsIn, judge, type Verdict } from "../placement.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

function demandOf(parameters: Parameters): Demand {
  const vm = parameters.object("VM", "VM");
  if (vm) return { ...demandOfMachine(vm), highlyAvailable: parameters.boolean("HighlyAvailable") ?? vm.IsHighlyAvailable };
  const configuration = parameters.object("VMConfiguration", "VMConfiguration");
  const template = configuration?.VMTemplate ?? parameters.object("VMTemplate", "Template") ?? null;
  const profile = parameters.object("HardwareProfile", "HardwareProfile");
  const name = parameters.text("VMName") ?? configuration?.Name ?? "";
  const diskBytes = parameters.number("DiskSpaceGB");
  return demandOfNew(name, profile?.Memory ?? template?.Memory ?? 0, template, {
    highlyAvailable: profile?.IsHighlyAvailable ?? false,
    availabilitySets: configuration?.AvailabilitySetNames ?? [],
    ...(diskBytes === undefined ? {} : { diskBytes: diskBytes * GIB }),
  });
}

function hostsOf(parameters: Parameters, world: World): readonly Host[] {
  const clouds = parameters.objects("Cloud", "Cloud");
  const groups = parameters.objects("VMHostGroup", "HostGroup");
  const hosts = [
    ...parameters.objects("VMHost", "Host"),
    ...clouds.flatMap((cloud) => hostsIn(world, { cloud, group: null })),
    ...groups.flatMap((group) => hostsIn(world, { cloud: null, group })),
  ];
  return [...new Set(hosts)];
}

/** Within a cluster the disks stay where they are; else they travel by the network (see assumptions: ratings). */
export function transferOf(demand: Demand, host: Host): "Live" | "Network" {
  const from = demand.vm?.VMHost ?? null;
  return from !== null && from.HostCluster !== null && from.HostCluster === host.HostCluster ? "Live" : "Network";
}

function toRating(verdict: Verdict, demand: Demand): HostRating {
  const { host, reasons, warnings, score } = verdict;
  const rating = reasons.length > 0 ? 0 : Math.max(1, Math.ceil(5 * score - warnings.length));
  return {
    $type: "HostRating",
    Name: host.Name,
    VMHost: host,
    Rating: rating,
    Description: rating === 0 ? "The virtual machine cannot be placed on this host." : "",
    TransferType: transferOf(demand, host),
    EstimatedHostMemoryRemaining: Math.max(0, verdict.memoryLeftMb),
    EstimatedHostDiskSpaceRemaining: Math.max(0, Math.floor(verdict.diskLeftBytes / MIB)),
    ZeroRatingReasonList: reasons.map(errorInfo),
    WarningReasonList: warnings.map(errorInfo),
  };
}

const getRating: CmdletDefinition = {
  honours: [
    "VM",
    "VMName",
    "VMTemplate",
    "VMConfiguration",
    "HardwareProfile",
    "DiskSpaceGB",
    "VMHost",
    "VMHostGroup",
    "Cloud",
    "IsMigration",
    "HighlyAvailable",
    "UseDefaultPath",
  ],
  run: (parameters, world) => {
    const demand = demandOf(parameters);
    return { objects: judge(world, demand, hostsOf(parameters, world)).map((verdict) => toRating(verdict, demand)) };
  },
};

export const ratingCmdlets = { "Get-SCVMHostRating": getRating } as const satisfies Record<string, CmdletDefinition>;

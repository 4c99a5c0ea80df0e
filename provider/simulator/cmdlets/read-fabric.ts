import { liesIn } from "../host-groups.ts";
import type { Host } from "../objects/fabric.ts";
import { equals, wildcard } from "../ordinal.ts";
import { vmmErrors } from "../vmm-errors.ts";
import type { CmdletDefinition } from "./definition.ts";
import { chosen, getter, named } from "./select.ts";

/** Answers to its full name, its short one, and to what stands for the machine itself. */
const getServer: CmdletDefinition = {
  honours: ["ComputerName", "TCPPort", "SetAsDefault", "RetainObjectCache"],
  run: (parameters, { store }) => {
    const asked = parameters.text("ComputerName") ?? "";
    const names = [store.server.Name, store.server.Name.split(".")[0] ?? "", "localhost", "127.0.0.1", "."];
    if (!names.some((name) => equals(name, asked))) throw vmmErrors.serverUnreachable(asked);
    return { objects: [store.server] };
  },
};

const getHostGroup: CmdletDefinition = {
  honours: ["Name", "ID", "ParentHostGroup"],
  run: (parameters, { store }) => {
    const parent = parameters.object("ParentHostGroup", "HostGroup");
    const found = chosen(store.hostGroups, parameters);
    return { objects: parent ? found.filter((group) => group.ParentHostGroup === parent) : found };
  },
};

const getHost: CmdletDefinition = {
  honours: ["ComputerName", "ID", "VMHostGroup"],
  run: (parameters, { store }) => {
    const group = parameters.object("VMHostGroup", "HostGroup");
    const name = parameters.text("ComputerName");
    const matches = name === undefined ? () => true : wildcard(name);
    const wanted = (host: Host) => (matches(host.Name) || matches(host.ComputerName)) && (!group || liesIn(host.VMHostGroup, group));
    return { objects: chosen(store.hosts, parameters).filter(wanted) };
  },
};

const getVmNetwork: CmdletDefinition = {
  honours: ["ID", "Name", "LogicalNetwork"],
  run: (parameters, { store }) => {
    const logical = parameters.object("LogicalNetwork", "LogicalNetwork");
    return { objects: chosen(store.vmNetworks, parameters).filter((network) => !logical || network.LogicalNetwork === logical) };
  },
};

const getSubnet: CmdletDefinition = {
  honours: ["ID", "Name", "VMNetwork", "Subnet"],
  run: (parameters, { store }) => {
    const network = parameters.object("VMNetwork", "VMNetwork");
    const cidr = parameters.text("Subnet");
    const found = chosen(store.subnets, parameters).filter((subnet) => !network || subnet.VMNetwork === network);
    return { objects: found.filter((subnet) => cidr === undefined || subnet.SubnetVLans.some((vlan) => vlan.Subnet === cidr)) };
  },
};

const getCustomProperty: CmdletDefinition = {
  honours: ["ID", "Name", "Member"],
  run: (parameters, { store }) => {
    const member = parameters.text("Member");
    const found = chosen(store.customProperties, parameters);
    return { objects: found.filter((property) => member === undefined || property.Members.includes(member)) };
  },
};

const getJob: CmdletDefinition = {
  honours: ["All", "ID", "Name", "Newest", "Running", "Job", "Full"],
  run: (parameters, { store }) => {
    const given = parameters.object("Job", "Task");
    const newest = parameters.number("Newest");
    const running = parameters.on("Running");
    const found = named(chosen(store.tasks, parameters), parameters.text("Name"));
    const kept = found.filter((task) => (!given || task === given) && (!running || task.$end === null));
    const latestFirst = kept.toReversed();
    return { objects: newest === undefined ? latestFirst : latestFirst.slice(0, Math.max(0, newest)) };
  },
};

export const readFabric = {
  "Get-SCCloud": getter((world) => world.store.clouds),
  "Get-SCCustomProperty": getCustomProperty,
  "Get-SCHardwareProfile": getter((world) => world.store.hardwareProfiles),
  "Get-SCJob": getJob,
  "Get-SCOperatingSystem": getter((world) => world.store.operatingSystems),
  "Get-SCPortClassification": getter((world) => world.store.portClassifications),
  "Get-SCVMHost": getHost,
  "Get-SCVMHostGroup": getHostGroup,
  "Get-SCVMMServer": getServer,
  "Get-SCVMNetwork": getVmNetwork,
  "Get-SCVMSubnet": getSubnet,
  "Get-SCVMTemplate": getter((world) => world.store.templates),
} as const satisfies Record<string, CmdletDefinition>;

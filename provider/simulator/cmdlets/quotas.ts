import type { Cloud, UserRoleQuota } from "../objects/fabric.ts";
import { usageOf } from "../quota.ts";
import type { World } from "../world.ts";
import type { CmdletDefinition } from "./definition.ts";
import { named } from "./select.ts";

const getCapacity: CmdletDefinition = {
  honours: ["Cloud"],
  run: (parameters, { store }) => {
    const cloud = parameters.object("Cloud", "Cloud");
    const clouds = cloud ? [cloud] : [...store.clouds.values()];
    return { objects: clouds.map(({ CloudCapacity }) => CloudCapacity) };
  },
};

/** With a role it is what that role's users have there, and with a name what this one has (see assumptions: user-quota). */
const getUsage: CmdletDefinition = {
  honours: ["Cloud", "UserRole", "UserName"],
  run: (parameters, world) => {
    const cloud = parameters.demanded("Cloud", "Cloud");
    const role = parameters.object("UserRole", "UserRole");
    const owner = role ? (parameters.text("UserName") ?? world.store.server.ConnectedUserName) : null;
    return { objects: [usageOf(world, cloud, owner)] };
  },
};

const getRole: CmdletDefinition = {
  honours: ["ID", "Name", "UserRoleProfile"],
  run: (parameters, { store }) => {
    const [id, profile] = [parameters.text("ID"), parameters.text("UserRoleProfile")];
    const roles = named([store.server.UserRole], parameters.text("Name"));
    return { objects: roles.filter((role) => (id === undefined || role.ID === id) && (!profile || role.UserRoleProfile === profile)) };
  },
};

/** Those who administer have no quota of their own (see assumptions: user-roles). */
const LIMITED = new Set(["TenantAdmin", "SelfServiceUser"]);

/** The estate limits each user; of the role as a whole it says nothing. */
const getQuota: CmdletDefinition = {
  honours: ["Cloud", "UserRole", "QuotaPerUser"],
  run: (parameters, world) => {
    const role = parameters.object("UserRole", "UserRole") ?? world.store.server.UserRole;
    if (!LIMITED.has(role.UserRoleProfile)) return { objects: [] };
    const cloud = parameters.object("Cloud", "Cloud");
    const perUser = parameters.boolean("QuotaPerUser");
    const both = (cloud ? [cloud] : [...world.store.clouds.values()]).flatMap((one) => quotasOf(one, world));
    return { objects: both.filter((quota) => perUser === undefined || quota.QuotaPerUser === perUser) };
  },
};

function quotasOf(cloud: Cloud, { store }: World): readonly UserRoleQuota[] {
  const shared = { $type: "UserRoleQuota", ID: cloud.ID, Cloud: cloud, UserRole: store.server.UserRole } as const;
  const unlimited = {
    UseCPUCountMaximum: true,
    UseMemoryMBMaximum: true,
    UseStorageGBMaximum: true,
    UseVMCountMaximum: true,
    UseCustomQuotaCountMaximum: true,
  };
  return [
    { ...cloud.$userCapacity, ...unlimited, ...shared, QuotaPerUser: false },
    { ...cloud.$userCapacity, ...shared, QuotaPerUser: true },
  ];
}

export const quotaCmdlets = {
  "Get-SCCloudCapacity": getCapacity,
  "Get-SCCloudUsage": getUsage,
  "Get-SCUserRole": getRole,
  "Get-SCUserRoleQuota": getQuota,
} as const satisfies Record<string, CmdletDefinition>;

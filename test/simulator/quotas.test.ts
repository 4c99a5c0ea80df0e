import { expect, test } from "vitest";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import type { Estate } from "../../provider/simulator/estate/estate.ts";
import { creation, raw, ref, session } from "./kit.ts";

function limited(quota: Estate["clouds"][number]["quota"], more: Partial<Estate["server"]> = {}, vms = 10): Estate {
  const estate = defaultEstate(1, { vms });
  const clouds = estate.clouds.map((cloud) => (cloud.name === "Production" ? { ...cloud, quota, userQuota: quota } : cloud));
  return { ...estate, server: { ...estate.server, ...more }, clouds };
}

const CLOUD = raw("cloud", "Get-SCCloud", { Name: "Production" });
const USAGE = ["CPUUsageCount", "MemoryUsageMB", "StorageUsageGB", "VMUsageCount", "CustomQuotaUsageCount"];

test("usage of a cloud counts processors and memory of what runs, disks at their largest, and every VM", async () => {
  const at = session({ estate: limited({}) });
  const usage = await at.last(CLOUD, raw("usage", "Get-SCCloudUsage", { Cloud: ref("cloud") }, { project: USAGE }));
  const vms = [...at.vmm.world.store.vms.values()].filter((vm) => vm.Cloud?.Name === "Production");
  const running = vms.filter((vm) => vm.VirtualMachineState === "Running");
  expect(running.length).toBeLessThan(vms.length);
  const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
  const disks = vms.flatMap((vm) => vm.VirtualDiskDrives.map((drive) => drive.VirtualHardDisk.MaximumSize));
  expect(usage.rows).toEqual([
    [sum(running.map((vm) => vm.CPUCount)), sum(running.map((vm) => vm.Memory)), Math.ceil(sum(disks) / 2 ** 30), vms.length, vms.length],
  ]);
});

test("the capacity of a cloud has a flag beside every number", async () => {
  const at = session({ estate: limited({ vmCount: 7, points: 9 }) });
  const project = ["VMCount", "UseVMCountMaximum", "CustomQuotaCount", "UseCustomQuotaCountMaximum", "CPUCount", "UseCPUCountMaximum"];
  const { rows } = await at.last(CLOUD, raw("capacity", "Get-SCCloudCapacity", { Cloud: ref("cloud") }, { project }));
  expect(rows).toEqual([[7, false, 9, false, 0, true]]);
});

test.each([
  ["an administrator has none", undefined, []],
  ["a tenant has the role's and the user's", { name: "Tenants", profile: "TenantAdmin" as const, permissions: ["Create"] }, [false, true]],
])("quotas of the connection's role: %s", async (_, role, perUser) => {
  const at = session({ estate: limited({ vmCount: 7 }, role ? { role } : {}) });
  const [server] = await at.run(raw("server", "Get-SCVMMServer", { ComputerName: "localhost" }, { project: ["Profile", "UserRole.ID"] }));
  expect(server?.rows?.[0]?.[0]).toBe(role?.profile ?? "Administrator");
  const [found, , quotas] = await at.run(
    raw("role", "Get-SCUserRole", { ID: String(server?.rows?.[0]?.[1]) }, { project: ["Name", "Permission"] }),
    CLOUD,
    raw("quotas", "Get-SCUserRoleQuota", { Cloud: ref("cloud"), UserRole: ref("role") }, { project: ["QuotaPerUser"] }),
  );
  expect(found?.rows).toEqual([[role?.name ?? "Administrator", role?.permissions ?? null]]);
  expect(quotas?.rows?.map(([one]) => one)).toEqual(perUser);
});

test("creations that are under way count with the disks that they will have", async () => {
  const at = session({ estate: limited({ storageGb: 100 }, {}, 0) });
  const start = (name: string) => at.last(...creation(name, {}, { job: true }));
  expect([(await start("a")).state, (await start("b")).state]).toEqual(["done", "done"]);
  expect((await start("c")).error?.number).toBe(990_005);
});

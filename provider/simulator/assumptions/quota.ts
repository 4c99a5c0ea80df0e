import type { Assumption } from "./assumption.ts";

export const QUOTA_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "user-quota",
    assumed: "The quota of a user's role counts the VMs of the cloud whose owner is the connected user.",
    because: "That there are such quotas is documented (4.11); whose VMs count is not.",
  },
  {
    id: "quota",
    assumed:
      "Creation counts VMs, their custom points and the maximum size of disks, a new or grown disk the latter, a start the processors and memory of what runs in the cloud. That holds for administrators too.",
    because: "4.11 documents what counts when, not which job fails, nor for whom.",
  },
  {
    id: "quota-cmdlets",
    assumed:
      "Get-SCCloudCapacity and Get-SCUserRoleQuota give CPUCount, MemoryMB, StorageGB, VMCount and CustomQuotaCount with a Use…Maximum flag each; a flag that is set means no limit.",
    because:
      "The names are those of the parameters of Set-SCCloudCapacity and Set-SCUserRoleQuota (signatures), not recorded from objects.",
  },
  {
    id: "user-roles",
    assumed:
      "Get-SCVMMServer shows the role of the connection as UserRole, with ID, Name and UserRoleProfile, and Permission, the list that Set-SCUserRole takes; it is null for administrators, who have no quota.",
    because:
      "UserRole and Profile of the connection are recorded (1.6); the properties of a role are not, only the parameters that set them.",
  },
];

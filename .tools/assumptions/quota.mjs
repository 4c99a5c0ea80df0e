/** What would break, and how to see it on a real VMM: provider/simulator/assumptions/quota.ts. */
export const QUOTA_CHECKS = {
  "user-quota": {
    breaks: "A plan warns of a quota that would have held, or does not warn. It never refuses for a quota of a role.",
    check: "Give a user role a quota of 1 VM in a test cloud; create two",
  },
  quota: {
    breaks:
      "Another step of an apply fails than here, with VMM's error. Where administrators are not bound by a cloud's limits, a plan refuses what VMM would do: `--preflight none` lets it through.",
    check: "As an administrator, give a test cloud a limit of 1 VM, then of 1 processor; create and start",
  },
  "quota-cmdlets": {
    breaks: "A limit is not seen, and the plan says nothing of it.",
    check:
      "`Get-SCCloudCapacity -Cloud $c | fl *`; `Get-SCUserRoleQuota -Cloud $c -UserRole $r | fl *`; `Get-SCCloudUsage -Cloud $c | fl *`",
  },
  "user-roles": {
    breaks: "A plan does not warn that the account may not do what it holds; VMM's own refusal then ends the apply.",
    check: "As a member of a self-service role: `(Get-SCVMMServer localhost).UserRole | fl *`; `Get-SCUserRole -ID <id> | fl *`",
  },
};

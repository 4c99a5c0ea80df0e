/**
 * The generated part of docs/assumptions.md: what the simulator assumes, from provider/simulator/assumptions.ts, each with what
 * would break and how to check it, from CHECKS below. A test demands that the two go together.
 */
import { readFile } from "node:fs/promises";
import { CHECKPOINT_CHECKS } from "./assumptions/checkpoints.mjs";
import { OWNERSHIP_CHECKS } from "./assumptions/ownership.mjs";
import { PERSISTENT_DISK_CHECKS } from "./assumptions/persistent-disks.mjs";
import { POWER_CHECKS } from "./assumptions/power.mjs";
import { QUOTA_CHECKS } from "./assumptions/quota.mjs";
import { SEED_CHECKS } from "./assumptions/seed.mjs";
import { STORAGE_CHECKS } from "./assumptions/storage.mjs";
import { importSources } from "./import-sources.mjs";

export const ASSUMPTIONS_FILE = new URL("../docs/assumptions.md", import.meta.url);
const MARK = "<!-- All below is made by `npm run generate` from provider/simulator/assumptions.ts. Do not edit. -->";
const NO_HARM = "Only the simulation differs: the product does not read it.";

/** By the assumption's id: what would break, and how to see it on a real VMM. */
export const CHECKS = {
  "numbers-from-990001": {
    breaks: "Nothing: to the product an unknown number is a permanent error, shown with VMM's own text.",
    check: "Cause each of them; `$Error[0].FullyQualifiedErrorId`. The full pool and the address in use are the most wanted.",
  },
  "error-texts": { breaks: NO_HARM, check: "`$Error[0].Exception.Message`" },
  "folder-of-a-vm": {
    breaks: NO_HARM,
    check: "Make two VMs of one name on one host; `Get-SCVirtualMachine | select Name,Location`.",
  },
  "service-restart": {
    breaks: "Only what the simulation of faults expects: an unknown number is a permanent error, and the next apply reads what there is.",
    check: "`Restart-Service SCVMMService` while a VM is being made; then `Get-SCJob -Newest 5 | fl Status,ErrorInfo` and the VM's Status.",
  },
  "error-code-names": { breaks: NO_HARM, check: "`(Get-SCJob -Newest 50).ErrorInfo | select Code,DisplayableErrorCode -Unique`" },
  "cmdlet-class": {
    breaks: "Nothing: only the number before the comma is read.",
    check: "`$Error[0].FullyQualifiedErrorId` after an error of any cmdlet",
  },
  locks: {
    breaks:
      "Where VMM queues a second change instead of refusing it, apply is slower than here; where grants lock too, it meets 2606 more often. It is ready for both.",
    check: "`Read-SCVirtualMachine -VM $vm -RunAsynchronously; Set-SCVirtualMachine -VM $vm -Description x`",
  },
  "check-before-job": {
    breaks: "Nothing: both kinds of failure are read.",
    check: "Cause one with `-RunAsynchronously -JobVariable j`: is it an error of the call, or `$j.ErrorInfo`?",
  },
  "objects-held": {
    breaks:
      "Nothing: no batch looks at an object that was read before a change; what it needs afterwards is read again, in a batch of its own or by a getter.",
    check:
      "`$vm = Get-SCVirtualMachine -Name x`; change its description in the console; `$vm.Description`, then after `Set-SCVirtualMachine -VM $vm -Tag t` again",
  },
  "job-steps": {
    breaks: NO_HARM,
    check: "`(Get-SCJob -Newest 1).Steps | select Name,Status,Progress` while a VM is created, and after one has failed",
  },
  "under-update": {
    breaks: "Other words in `scvmm get machines`. A VM that is not finished is waited for while it shows UnderUpdate.",
    check: "`Set-SCVirtualMachine -VM $vm -CPUCount 2 -RunAsynchronously; $vm | select Status,VirtualMachineState`",
  },
  "failed-creation": {
    breaks: "If disks or adapters are left, their files may stay when the remains are removed.",
    check: "Create a VM that must fail; `Get-SCVirtualMachine -Name … | select Status,VirtualDiskDrives`, then Remove-SCVirtualMachine",
  },
  durations: { breaks: "Apply takes longer than against the simulator.", check: "`Get-SCJob -Newest 50 | select Name,StartTime,EndTime`" },
  "pool-counts": {
    breaks: "The plan warns too early or too late that a pool runs out; VMM itself decides.",
    check: "`$pool | select TotalAddresses,AvailableAddresses` before and after a grant, and with a reserved range",
  },
  "virtual-ips": {
    breaks: "A ScvmmVirtualIP with an address outside the VIP set, accepted or refused otherwise than here.",
    check: "`Grant-SCIPAddress -StaticIPAddressPool $pool -GrantToObjectType VIP -IPAddress` with an address outside the set",
  },
  "address-state": { breaks: NO_HARM, check: "`Get-SCIPAddress -All | select State -Unique`" },
  "adapter-addresses": {
    breaks: "A second address where the first one is kept here; the next plan would not show it.",
    check:
      "The same `Set-SCVirtualNetworkAdapter … -IPv4AddressType Static -IPv4AddressPools $pool` twice, then `Get-SCIPAddress -GrantToObjectID $adapter.ID`",
  },
  "adapter-while-running": {
    breaks: "VMM refuses a change that the plan calls possible, and the change fails with 640; or a restart was needless.",
    check:
      "`Set-SCVirtualNetworkAdapter -VirtualNetworkAdapter $adapter -IPv4AddressType Static -IPv4AddressPools $pool` while the VM runs",
  },
  "mac-pools": {
    breaks: "Where a grant stays behind, a MAC address of the pool is lost with each change; nothing else reads it.",
    check:
      "`$m = Grant-SCMACAddress -MACAddressPool $macPool -VirtualNetworkAdapter $adapter; Remove-SCVirtualNetworkAdapter $adapter; Get-SCMACAddress -ID $m.ID`",
  },
  "vlan-rules": {
    breaks: "Where VMM refuses more, apply stops with VMM's error; where it refuses less, a plan refuses a VLAN that would do.",
    check:
      "`Set-SCVirtualNetworkAdapter -VirtualNetworkAdapter $adapter -VLanEnabled $true -VLanID 999`, on a VLAN-isolated VM network and on one without isolation",
  },
  "addresses-of-removed": {
    breaks: "Addresses of deleted machines stay granted, and the pool runs full.",
    check: "`Remove-SCVirtualMachine -VM $vm`, then `Get-SCIPAddress -StaticIPAddressPool $pool`",
  },
  placement: { breaks: "Other hosts are chosen than here; the product names none.", check: "`Get-SCVMHostRating`" },
  ratings: {
    breaks: "Reasons shown without their numbers; both forms are read.",
    check:
      "`Get-SCVMHostRating -VM $vm -VMHostGroup $group | select Rating,TransferType,ZeroRatingReasonList; … [0].ZeroRatingReasonList | Get-Member`",
  },
  "numbers-of-placement": {
    breaks: "Nothing: reasons are shown as they come.",
    check: "`(Get-SCVMHostRating …).ZeroRatingReasonList | select DisplayableErrorCode,Problem`",
  },
  migration: {
    breaks: "A move that is under way is not recognised, and a change of the VM meets its lock and is tried again.",
    check: "`Move-SCVirtualMachine -VM $vm -VMHost $host -RunAsynchronously; $vm | select Status,VirtualMachineState`",
  },
  "cloud-of-a-vm": {
    breaks: "A VM is moved that could have stayed; or `-Cloud` is refused, and the change fails with VMM's error.",
    check: "`Set-SCVirtualMachine -VM $vm -Cloud $cloud` for a cloud without the VM's host",
  },
  "canceled-jobs": {
    breaks: "Nothing: a canceled job counts as failed.",
    check: "`Stop-SCJob -Job $job; Get-SCJob -ID $job.ID | select Status,ProgressValue,ErrorInfo`",
  },
  "generation-mismatch": {
    breaks: "Nothing: the error is shown as it comes.",
    check: "`New-SCVirtualMachine` with a template of generation 2 and a hardware profile of generation 1",
  },
  "temporary-templates": {
    breaks:
      "A blank VM has a DVD drive or an adapter of its hardware profile at a place that the plan counts as free; or its temporary template stays, and the next plan of an unfinished machine removes it.",
    check:
      "Create a blank VM in the console and read its script; after `New-SCVirtualMachine … -RunAsynchronously` try `Remove-SCVMTemplate -VMTemplate $template` at once",
  },
  "nested-virtualization": {
    breaks:
      "An older VMM refuses the parameter, and a machine that asks for it is not finished; if a property tells it, a later change could be seen.",
    check:
      "`Set-SCVirtualMachine -VM $vm -EnableNestedVirtualization $true; $vm | select *Nested*`, on a VM that is off and on one that runs",
  },
  "guest-customization": {
    breaks:
      "A guest starts with what its template says instead of what the manifest says; or the creation ends with CustomizationFailed, and the next run removes what is left and makes the machine again.",
    check:
      "`New-SCVirtualMachine -Name x -VMConfiguration $config -ComputerName x -LocalAdministratorCredential (Get-Credential) -Workgroup LAB`, with a Windows and a Linux template, and with one without a guest OS profile",
  },
  firmware: {
    breaks: "A plan that never becomes empty where VMM writes the device in another way than it was set; a restart that was needless.",
    check:
      "`Set-SCVirtualMachine -VM $vm -FirstBootDevice 'NIC,0'; $vm.FirstBootDevice`, the same with `-SecureBootEnabled $false` while it runs, and on a VM of generation 1",
  },
  "weights-while-running": {
    breaks: "VMM refuses a change that the plan calls possible, and the change fails with 640.",
    check: "On a running VM: `Set-SCVirtualMachine -VM $vm -CPUReserve 10 -MemoryWeight 6000 -EnableTimeSync $false`",
  },
  "object-by-name": {
    breaks: "Nothing: the product passes objects, never names.",
    check: "`Get-SCVMCheckpoint -VM 'a name that two VMs have'`",
  },
  "unknown-id": { breaks: "Nothing: both are read as absent.", check: "`Get-SCVirtualMachine -ID ([guid]::NewGuid())`" },
  "custom-property-keys": {
    breaks: "Two custom properties that differ in case alone.",
    check: "`$vm.CustomProperty['scvmmowner']` where `ScvmmOwner` is set",
  },
  "custom-property-value": {
    breaks: "A value is not found, and so not removed.",
    check: "`Get-SCCustomPropertyValue -InputObject $vm -CustomProperty $cp | Get-Member`",
  },
  "tag-empty": {
    breaks: "Nothing: the product sets `(none)`, and reads both alike.",
    check: "`Set-SCVirtualMachine -VM $vm -Tag ''; $vm.Tag`",
  },
  "job-order": { breaks: "Nothing: the product asks for jobs by id.", check: "`Get-SCJob -Newest 3`" },
  "removal-of-paused-and-saved": {
    breaks: "See removal-of-saved above.",
    check: "`Suspend-SCVirtualMachine -VM $vm; Remove-SCVirtualMachine -VM $vm`",
  },
  "module-version": {
    breaks: "Only `scvmm doctor` shows it; nothing depends on it.",
    check: "`(Get-Module VirtualMachineManager).Version`",
  },
  "switch-names": { breaks: NO_HARM, check: "`Get-SCVirtualNetwork | select Name,VMHost`" },
  ...POWER_CHECKS,
  ...QUOTA_CHECKS,
  ...SEED_CHECKS,
  ...STORAGE_CHECKS,
  ...PERSISTENT_DISK_CHECKS,
  ...OWNERSHIP_CHECKS,
  ...CHECKPOINT_CHECKS,
};

export const simulated = async () => (await importSources("provider/simulator/assumptions.ts")).ASSUMPTIONS;

function entry({ id, assumed, because }) {
  const { breaks, check } = CHECKS[id] ?? {};
  const lines = [`**Assumed:** ${assumed}`, `**Why:** ${because}`, breaks && `**If wrong:** ${breaks}`, check && `**Check:** ${check}`];
  const list = lines.filter((line) => line !== undefined).map((line) => `- ${line}`);
  return `### ${id}\n\n${list.join("\n")}\n`;
}

/** The whole file: the hand-kept part as it is, then the simulator's. Throws when the mark between them is gone. */
export async function assumptionsText() {
  const [byHand, rest] = (await readFile(ASSUMPTIONS_FILE, "utf8")).split(MARK);
  if (rest === undefined) throw new Error(`docs/assumptions.md lacks the line ${MARK}`);
  const intro = `## The simulator: \`provider/simulator\`

What the simulated VMM does without a recording behind it. Comments there say \`see assumptions: <id>\`.
`;
  return [`${byHand}${MARK}\n`, intro, ...(await simulated()).map(entry)].join("\n");
}

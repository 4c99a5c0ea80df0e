/** What would break, and how to see it on a real VMM: provider/simulator/assumptions/storage.ts. */
export const STORAGE_CHECKS = {
  "numbers-of-storage": {
    breaks: "Nothing: to the product an unknown number is a permanent error, shown with VMM's own text.",
    check: "Cause each of them; `$Error[0].FullyQualifiedErrorId`",
  },
  "dvd-media": {
    breaks: "Nothing: a drive is emptied before an ISO is inserted, and the host's copy is removed only if it is still there.",
    check: "`Set-SCVirtualDVDDrive -VirtualDVDDrive $d -NoMedia; Get-SCISO | where HostType -eq VMHost`, and the folder of the VM",
  },
  "dvd-drive-while-running": {
    breaks: "The plan asks for a power cycle that VMM would not need.",
    check: "`New-SCVirtualDVDDrive -VM $vm -Bus 0 -LUN 2` on a running VM of generation 2",
  },
  "library-visibility": {
    breaks: "A plan says that VMM has no such ISO for longer, or shorter, than here.",
    check: "Copy a file into a share; `Get-SCISO` before and after `Read-SCLibraryShare`",
  },
  "disk-taken-off": {
    breaks:
      "If VMM refuses it while the VM runs, spec.removedDisks fails until the VM is off, and nothing is lost. If -SkipDeleteVHD does not keep the file, Detach loses data: check it first, on a disk without value.",
    check:
      "`Get-SCVirtualDiskDrive -VM $vm | select Bus,Lun,HasSharedStorage`, then `Remove-SCVirtualDiskDrive $drive -SkipDeleteVHD` of one on SCSI while the VM runs; look for the file on the host.",
  },
  "checkpoint-files": {
    breaks: "A disk with a name would not be known again while there are checkpoints: the plan would add another.",
    check:
      "`New-SCVMCheckpoint -VM $vm; Read-SCVirtualMachine -VM $vm; $vm.VirtualDiskDrives.VirtualHardDisk | select SharePath,VHDType,ParentDisk`, twice",
  },
  "library-disk-copy": {
    breaks: "A copy with a name in the manifest would not be known again: the plan would add another.",
    check: "`New-SCVirtualDiskDrive -VM $vm -SCSI -Bus 0 -LUN 5 -VirtualHardDisk $vhd -FileName x`; its SharePath",
  },
  "storage-qos": {
    breaks: "The plan would set the policy again at every run.",
    check: "`Set-SCVirtualDiskDrive -VirtualDiskDrive $d -StorageQoSPolicy $p; $d | select *qos*` on a running VM",
  },
  "storage-classification": {
    breaks: "VMM may refuse a classification that the host does not offer; its error is shown.",
    check: "`New-SCVirtualDiskDrive … -StorageClassification $c` on a host without such storage",
  },
  "fibre-channel": {
    breaks: "With other names of the properties the plan would set the adapters again at every run; nothing is lost.",
    check: "`$vm.VirtualFibreChannelAdapters | select *; Get-SCVMHostFibreChannelVirtualSAN | select Name,VMHost`",
  },
};

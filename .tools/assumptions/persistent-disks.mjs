/** Of the assumptions in provider/simulator/assumptions/persistent-disks.ts. */
export const PERSISTENT_DISK_CHECKS = {
  "detached-disk-files": {
    breaks: "Data: a file that VMM removed with its VM would be lost. The first thing to check before persistent disks are used.",
    check:
      "`Remove-SCVirtualDiskDrive -VirtualDiskDrive $d -SkipDeleteVHD` for a file above the VM's folder and one in it, then `Remove-SCVirtualMachine -VM $vm`: look at the host, and at `Get-SCVirtualHardDisk -All | where HostName -eq $h`.",
  },
  "attach-host-file": {
    breaks:
      "A change fails with VMM's own text, and nothing is lost; where VMM lets two VMs have one file, our own look before it still refuses.",
    check:
      "`New-SCVirtualDiskDrive -VM $vm -SCSI -Bus 0 -LUN 5 -UseLocalVirtualHardDisk -Path $folder -FileName $file`, again for a second VM, and for one on another host of the cluster; `$Error[0].FullyQualifiedErrorId`.",
  },
  "new-disk-folder": {
    breaks: "Making the disk fails with VMM's own text. `spec.path` of the disk names another folder.",
    check:
      "`New-SCVirtualDiskDrive -VM $vm -SCSI -Bus 0 -LUN 6 -Dynamic -VirtualHardDiskSizeMB 1024 -Path (Split-Path $vm.Location) -FileName probe`, once more with another LUN.",
  },
  "records-as-property-definitions": {
    breaks: "A disk cannot be recorded, so that it is not detached and its machine not removed: the plan's change fails, nothing is lost.",
    check:
      "`New-SCCustomProperty -Name ('a.b__persistent_' + 'c' * 180) -Description ('x' * 600) -AddMember VMHost`, twice; then `Set-SCCustomProperty`, `Get-SCCustomProperty -Member VMHost`, `Remove-SCCustomProperty`.",
  },
  "claims-as-property-definitions": {
    breaks:
      "Two claims of one name, of which each sees the other's record as its own or nobody's: `scvmm get claims` lists both, and the next plan of one of them tells it.",
    check:
      "In two sessions at once, a hundred times: `New-SCCustomProperty -Name scvmm-name__probe -AddMember VMHost`; then `Get-SCCustomProperty -Member VMHost | where Name -eq scvmm-name__probe`. Once more with `SCVMM-Name__probe`.",
  },
  "empty-vm": {
    breaks: "The file of a detached disk with reclaimPolicy Delete stays, and the change fails with VMM's own text.",
    check:
      "`New-SCVirtualMachine -Name probe -VMHost $h -Path 'D:\\VMs' -Generation 2 -MemoryMB 512`; attach a file, `Remove-SCVirtualDiskDrive` without -SkipDeleteVHD, look for the file, `Remove-SCVirtualMachine`.",
  },
  "pinned-host": {
    breaks: "The creation is refused before anything is made, or the machine comes to be on another host, which the next reading tells.",
    check:
      "`$c = Set-SCVMConfiguration -VMConfiguration $c -VMHost $h -PinVMHost $true; Update-SCVMConfiguration -VMConfiguration $c; $c.VMHost`",
  },
  "numbers-of-persistent-disks": {
    breaks: "Nothing: to the product an unknown number is a permanent error, shown with VMM's own text.",
    check: "See attach-host-file and new-disk-folder.",
  },
};

/** What would break, and how to see it on a real VMM: provider/simulator/assumptions/seed.ts. */
export const SEED_CHECKS = {
  "numbers-of-import": {
    breaks: "Nothing: to the product an unknown number is a permanent error, shown with VMM's own text.",
    check: "Cause each of them; `$Error[0].FullyQualifiedErrorId`",
  },
  "import-file": {
    breaks: "A machine with cloud-init data is not started: the error names the library's path. Where only the folder lacks, make it once.",
    check:
      "`Import-SCLibraryPhysicalResource -SourcePath C:\\Temp\\a.iso -SharePath \\\\server\\share\\new\\folder; Get-SCISO | where Name -like a*`",
  },
  floppies: {
    breaks: "Only cloud-init data on a floppy (deviceType: floppy), which nobody has to use: a DVD does it on both generations.",
    check:
      "`Set-SCVirtualFloppyDrive` with a .vfd of the library, then `-NoMedia`; `Get-SCVirtualFloppyDisk | select SharePath,HostType` after each",
  },
  "library-disk-attached": {
    breaks: "Only cloud-init data on a disk: where the copy has another name it is not found again, and stays attached.",
    check:
      "`New-SCVirtualDiskDrive -VM $vm -VirtualHardDisk $vhd -SCSI -Bus 0 -LUN 62 -FileName x.vhdx`; `$vm.VirtualDiskDrives.VirtualHardDisk | select SharePath`; `Remove-SCVirtualDiskDrive` as it runs",
  },
  "guest-report": {
    breaks:
      "Where VMM shows the name before the guest runs, cloud-init data is detached too early; where never, apply waits five minutes, and the next one detaches it.",
    check: "`Get-SCVirtualMachine -Name x | select ComputerName,VirtualMachineState` before, and each minute after the first start",
  },
};

/** Of the assumptions in provider/simulator/assumptions/checkpoints.ts. */
export const CHECKPOINT_CHECKS = {
  "checkpoint-marks": {
    breaks:
      "A checkpoint that has lost its mark is nobody's: the next plan takes another one, and the first stays until people remove it. The first thing to check before checkpoints are managed.",
    check:
      "`New-SCVMCheckpoint -VM $vm -Name probe -Description ('x' * 380 + ' [probe]')`, `Read-SCVirtualMachine -VM $vm`, restore it, move the VM: each time `Get-SCVMCheckpoint -VM $vm | fl Name,Description`.",
  },
  "checkpoint-cmdlets": {
    breaks:
      "Where the call answers with nothing, every plan takes checkpoints anew that are there, and the look before it keeps them from being taken twice; where the merge outlasts the job, growing a disk right after it fails with VMM's own text.",
    check:
      "`(Get-SCVMCheckpoint).Count`; `Remove-SCVMCheckpoint -VMCheckpoint $c -RunAsynchronously -JobVariable j`, then `$j.Status` beside `$vm.Status` and the files on the host.",
  },
  "checkpoint-states": {
    breaks: "Apply stops with VMM's own text where the plan took it for possible.",
    check:
      "`New-SCVMCheckpoint -VM $vm` of a saved, of a paused VM, and of one with `-CheckpointType Disabled`; `$Error[0].FullyQualifiedErrorId`.",
  },
  "checkpoint-chain": {
    breaks:
      "Checkpoints that were taken later go with the one whose manifest was removed; those with a manifest are taken anew, of another state.",
    check: "Take three, `Remove-SCVMCheckpoint` the second; `Get-SCVMCheckpoint -VM $vm | select Name,ParentCheckpointID`.",
  },
};

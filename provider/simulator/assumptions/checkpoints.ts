import type { Assumption } from "./assumption.ts";

/** What is assumed of checkpoints that cmdlets take. */
export const CHECKPOINT_ASSUMPTIONS: readonly Assumption[] = [
  {
    id: "checkpoint-marks",
    assumed:
      "Name and description of a checkpoint are kept by VMM as they were given, 400 characters at least, and stay what they are when VMM refreshes the VM, restores it or moves it to another host.",
    because: "The cmdlets' help shows that VMM keeps both and that they can be changed; where VMM stores them is not recorded.",
  },
  {
    id: "checkpoint-cmdlets",
    assumed:
      "Get-SCVMCheckpoint without a VM answers with the checkpoints of every VM that the account sees (so its help says), also where its role may take none, with an id that nothing has with none. New-SCVMCheckpoint and Remove-SCVMCheckpoint hold the lock of the VM until their jobs end, show CreatingCheckpoint and DeletingCheckpoint meanwhile, and leave the power state; the job of the removal ends when the files are merged.",
    because: "The states are in the recorded list; when VMM's job ends and when Hyper-V merges is not recorded.",
  },
  {
    id: "checkpoint-states",
    assumed:
      "A checkpoint can be taken of a VM that runs, is off, saved or paused; with the type Disabled it is refused with 990032, in any other state with 1730.",
    because: "2.13 records running and off; the refusal's number is not recorded.",
  },
  {
    id: "checkpoint-chain",
    assumed: "Removing one of several checkpoints leaves the others as they are.",
    because: "So Hyper-V merges a checkpoint into what follows it; that VMM does no more is not recorded.",
  },
];

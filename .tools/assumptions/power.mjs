/** What would break, and how to see it on a real VMM: provider/simulator/assumptions/power.ts. */
export const POWER_CHECKS = {
  resume: {
    breaks: "A machine of powerPolicy AlwaysOn that somebody has paused stays so, and apply says why.",
    check: "`Suspend-SCVirtualMachine -VM $vm; Start-SCVirtualMachine -VM $vm; Resume-SCVirtualMachine -VM $vm`",
  },
  "repair-retry": {
    breaks:
      "Where -Retry fails, or leaves the VM as it is, the remains are removed and the machine is made anew, as spec.failedCreationPolicy Remove does at once.",
    check:
      "Make a creation fail, e.g. by a library share that is offline; put it right; `Repair-SCVirtualMachine -VM $vm -Retry -RunAsynchronously -JobVariable j`; `$vm.Status`, `$vm.CreationSource`, disks and adapters",
  },
  "failed-creations": {
    breaks:
      "Where people can start such a VM it shows Running, and counts as one whose creation was interrupted: apply goes on with what is there, and says APPLY_NOT_CONVERGING where its disks never come.",
    check: "Make a creation or a customization fail; `Start-SCVirtualMachine -VM $vm`; `$vm.Status`",
  },
  "shutdown-without-answer": {
    breaks:
      "Where VMM gives up by itself the change fails earlier than shutdownTimeout, and is forced where that is allowed; where Stop-SCJob does not free the VM, forcing it off is tried six times and then fails.",
    check:
      "Stop the service vmicshutdown in a guest; `Stop-SCVirtualMachine -VM $vm -Shutdown -RunAsynchronously -JobVariable j`; watch `$j`; `Stop-SCJob $j`",
  },
};

/** Of the assumptions in provider/simulator/assumptions/ownership.ts. */
export const OWNERSHIP_CHECKS = {
  "mark-in-any-state": {
    breaks: "A VM in such a state cannot be adopted or marked anew; the change fails with VMM's own text.",
    check:
      "`Set-SCCustomPropertyValue -InputObject $vm -CustomProperty $p -Value x` for a saved VM, and for one whose host does not answer.",
  },
  "description-of-any-grant": {
    breaks: "An address that others have granted cannot be adopted; the change fails with VMM's own text.",
    check: "Grant an address in the console, then `Set-SCIPAddress -AllocatedIPAddress $a -Description x`.",
  },
  "age-of-a-vm": {
    breaks: "Of two runs that make one machine both could give way, or none: then the next plan removes one of the two VMs.",
    check: "Start `New-SCVirtualMachine … -RunAsynchronously` twice, and read `AddedTime` of both while their jobs run and afterwards.",
  },
};

import type { VirtualMachine } from "./machine.ts";

/** What the system in a VM does that VMM can see. */
export interface Guest {
  readonly hostname: string;
  /** Virtual milliseconds: from then on VMM shows it, as long as the VM runs. */
  readonly reportsFrom: number;
}

/** What was written into a guest: nothing of it can be read back, as from VMM. For tests. */
export interface CustomizedGuest {
  readonly computerName: string | null;
  readonly administrator: { readonly username: string; readonly password: string } | null;
  readonly domain: { readonly name: string; readonly username: string; readonly password: string } | null;
  readonly workgroup: string | null;
  readonly timeZone: number | null;
  readonly productKey: string | null;
  readonly fullName: string | null;
  readonly organization: string | null;
  readonly runOnceCommands: readonly string[];
  readonly domainName: string | null;
  readonly sshKey: string | null;
}

/** What Hyper-V's data exchange tells. */
export function reportedName(vm: VirtualMachine, now: number): string | null {
  const { $guest: guest } = vm;
  return guest && vm.DataExchangeEnabled && now >= guest.reportsFrom ? guest.hostname : vm.ComputerName;
}

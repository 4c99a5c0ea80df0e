import type { Batch, Call, CallValue, CmdletCall, Projection } from "../../provider/batch/call.ts";
import type { CallResult, Cell } from "../../provider/batch/result.ts";
import { type HandClock, handClock } from "../../provider/simulator/clock.ts";
import { createVmm, type Vmm, type VmmOptions } from "../../provider/simulator/vmm.ts";

export const ref = (id: string) => ({ $ref: id });

/** A call as a sceptic writes it: nothing checked by the compiler. */
export function raw(id: string, cmdlet: string, parameters: Record<string, CallValue> = {}, rest: Partial<CmdletCall> = {}): CmdletCall {
  return { id, cmdlet, parameters, ...rest };
}

export class Session {
  readonly vmm: Vmm;
  constructor(vmm: Vmm) {
    this.vmm = vmm;
  }

  async run(...calls: readonly Call[]): Promise<readonly CallResult[]> {
    return (await this.vmm.execute(calls as Batch)).results;
  }

  /** The last call's result. */
  async last(...calls: readonly Call[]): Promise<CallResult> {
    const result = (await this.run(...calls)).at(-1);
    if (!result) throw new Error("no calls");
    return result;
  }

  /** Runs one cmdlet after looking up the VM `vm`. */
  async on(vm: string, cmdlet: string, parameters: Record<string, CallValue> = {}, rest: Partial<CmdletCall> = {}): Promise<CallResult> {
    return this.last(raw("vm", "Get-SCVirtualMachine", { Name: vm }), raw("do", cmdlet, { VM: ref("vm"), ...parameters }, rest));
  }

  async vm(name: string, ...project: Projection): Promise<readonly Cell[]> {
    const { rows } = await this.last(raw("vm", "Get-SCVirtualMachine", { Name: name }, { project }));
    if (rows?.length !== 1) throw new Error(`${rows?.length} VMs are named ${name}`);
    return rows[0] ?? [];
  }
}

export function session(options: VmmOptions = {}): Session {
  return new Session(createVmm(options));
}

/** A session whose time stands still until it is told to go on. */
export function handDriven(options: VmmOptions = {}): { readonly at: Session; readonly clock: HandClock } {
  const clock = handClock();
  return { at: session({ ...options, clock }), clock };
}

/** The calls that make a VM of a template in a cloud. */
export function creation(
  name: string,
  extra: Record<string, CallValue> = {},
  rest: Partial<CmdletCall> = {},
  cloud = "Production",
): readonly Call[] {
  return [
    raw("template", "Get-SCVMTemplate", { Name: "Ubuntu 22.04 LTS" }),
    raw("cloud", "Get-SCCloud", { Name: cloud }),
    raw("config", "New-SCVMConfiguration", { VMTemplate: ref("template"), Name: name, Cloud: ref("cloud") }),
    raw("create", "New-SCVirtualMachine", { Name: name, VMConfiguration: ref("config"), Cloud: ref("cloud"), ...extra }, rest),
  ];
}

import { describe, expect, it } from "vitest";
import { call, ref, select } from "../../provider/batch/build.ts";

describe("typed calls", () => {
  it("leaves out parameters that are undefined, and keeps false, 0 and empty text", () => {
    const made = call("set", "Set-SCVirtualMachine", {
      VM: ref("vm"),
      Tag: undefined,
      Description: "",
      CPUCount: 0,
      DynamicMemoryEnabled: false,
    });
    expect(made).toEqual({
      id: "set",
      cmdlet: "Set-SCVirtualMachine",
      parameters: { VM: { $ref: "vm" }, Description: "", CPUCount: 0, DynamicMemoryEnabled: false },
    });
  });

  it("keeps options", () => {
    expect(call("s", "Start-SCVirtualMachine", { VM: ref("vm") }, { unless: "on", job: true })).toMatchObject({ unless: "on", job: true });
    expect(select("on", "vm", { project: ["ID"] })).toEqual({ id: "on", from: "vm", project: ["ID"] });
  });

  /** What follows is checked by the compiler (`npm run types`): an expected error that is none fails it. */
  it("compiles only what VMM's signatures allow", () => {
    // @ts-expect-error no such cmdlet is allowed
    call("a", "Remove-SCVMHost", { VMHost: ref("host") });
    // @ts-expect-error a misspelt parameter
    call("a", "Get-SCVirtualMachine", { Nmae: "x" });
    // @ts-expect-error a number where a text belongs
    call("a", "Get-SCVirtualMachine", { Name: 1 });
    // @ts-expect-error a value that is not accepted
    call("a", "Set-SCVirtualMachine", { VM: ref("vm"), StopAction: "Explode" });
    // @ts-expect-error a required parameter is missing
    call("a", "Start-SCVirtualMachine", {});
    // @ts-expect-error a name where an object belongs: VMM would read wildcards in it
    call("a", "Start-SCVirtualMachine", { VM: "web-1" });
    // @ts-expect-error an object where a list of objects belongs
    call("a", "Set-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("nic"), IPv4AddressPools: ["pool"] });
    // @ts-expect-error a member of the list is not accepted
    call("a", "New-SCCustomProperty", { Name: "x", AddMember: ["VM", "Vm"] });
    // @ts-expect-error a switch is given or left out
    call("a", "Get-SCVirtualMachine", { All: false });
    // @ts-expect-error getters have no jobs
    call("a", "Get-SCVirtualMachine", { All: true }, { job: true });
    // @ts-expect-error the interpreter adds it itself
    call("a", "Start-SCVirtualMachine", { VM: ref("vm"), RunAsynchronously: true });
    // @ts-expect-error credentials are no parameter of a batch
    call("a", "Get-SCVMMServer", { ComputerName: "vmm", Credential: ref("x") });
    expect(call("a", "Set-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("nic"), IPv4AddressPools: [ref("pool")] }).id).toBe("a");
  });
});

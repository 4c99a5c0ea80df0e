import { call, ref } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import { formatMark, MARK_PROPERTY } from "../../model/mark.ts";
import { Secret } from "../../model/secret.ts";
import { createWinRmExecutor } from "../../scvmm/winrm-executor.ts";
import { connectRunspacePool } from "../../winrm/index.ts";

const SCOPE = "web-farm";
const MACHINE = formatMark({ scope: SCOPE, address: "ScvmmMachine/web-farm/web-b" });
const VIRTUAL_IP = formatMark({ scope: SCOPE, address: "ScvmmVirtualIP/web-farm/web" });

const BATCH: Batch = [
  call(
    "vm",
    "Get-SCVirtualMachine",
    { All: true },
    { where: { all: [{ path: `CustomProperty.${MARK_PROPERTY}`, op: "eq", value: MACHINE }] }, project: ["Name"] },
  ),
  call("change", "Set-SCVirtualMachine", { VM: ref("vm"), MemoryMB: 8192, Tag: "mine now" }),
  call(
    "address",
    "Get-SCIPAddress",
    { All: true },
    { where: { all: [{ path: "Description", op: "contains", value: VIRTUAL_IP }] }, project: ["Address"] },
  ),
  call("revoke", "Revoke-SCIPAddress", { AllocatedIPAddress: ref("address") }),
];

/** Changes one machine and takes the virtual IP away, over the same wire as anybody. The cmdlets, as they would be typed. */
export async function changeByHand(vmm: { readonly url: string; readonly username: string; readonly password: string }): Promise<string[]> {
  const credential = { username: vmm.username, password: new Secret(vmm.password) };
  const executor = createWinRmExecutor({ server: "localhost", connect: () => connectRunspacePool({ url: vmm.url, credential }) });
  try {
    const { results } = await executor.execute(BATCH);
    const failed = results.find((result) => result.state !== "done");
    if (failed) throw new Error(`${failed.id}: ${failed.error?.message ?? failed.state}`);
    const found = (id: string) => String(results.find((result) => result.id === id)?.rows?.[0]?.[0] ?? "");
    return [
      `Set-SCVirtualMachine -VM (Get-SCVirtualMachine ${found("vm")}) -MemoryMB 8192 -Tag 'mine now'`,
      `Revoke-SCIPAddress -AllocatedIPAddress (Get-SCIPAddress -IPAddress ${found("address")})`,
    ];
  } finally {
    await executor.close();
  }
}

import { expect, it } from "vitest";
import { leftIsos } from "../../provider/scvmm/live-isos.ts";

const vm = { id: "1", dvdDrives: [], hostName: "hv01.example" };

// First seen as a seed of test/simulation: two VMs that were made under one name at the same time, on two hosts.
it.each([
  ["its own host", "D:\\VMs\\app-01", "HV01.example", 1],
  ["another host, where a VM has a folder of the same path", "D:\\VMs\\app-01", "hv02.example", 0],
  ["the cluster's volume, which is one whatever node has written it", "C:\\ClusterStorage\\Volume1\\app-01", "hv02.example", 1],
  ["a share", "\\\\files\\vms\\app-01", "hv02.example", 1],
  ["a host that VMM does not tell", "D:\\VMs\\app-01", null, 1],
] as const)("a copy of an ISO beside the VM that no drive holds is left there: on %s", (_, folder, hostName, left) => {
  const copies = [{ id: "2", path: `${folder}\\tools.iso`, hostName }];
  expect(leftIsos(vm, folder, copies)).toHaveLength(left);
});

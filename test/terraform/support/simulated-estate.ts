import type { VmmPort } from "../../../provider/engine/index.ts";
import { loadManifests } from "../../../provider/model/load-manifests.ts";
import type { LoadedProvider } from "../../../provider/model/manifests.ts";
import { API_VERSION } from "../../../provider/model/metadata.ts";
import { createVmmPort } from "../../../provider/scvmm/port.ts";
import { defaultEstate } from "../../../provider/simulator/estate/default-estate.ts";
import { simulatedExecutor } from "../../../provider/simulator/executor.ts";
import { createVmm, type VmmOptions } from "../../../provider/simulator/vmm.ts";
import type { Estate } from "../../../provider/terraform/estate/estate.ts";
import { sharedReading } from "../../../provider/terraform/estate/shared-reading.ts";
import { soon } from "../../engine/support/runs.ts";

const block = { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name: "terraform" }, spec: { scvmmHost: "vmm" } };
export const PROVIDER = loadManifests([{ file: "block", text: JSON.stringify(block) }]).manifests.providers[0] as LoadedProvider;

export interface SimulatedEstate extends Estate {
  stop(): void;
}

/** A provider block's view of a simulated VMM, as a process of its own would have it. */
export function estateOf(port: VmmPort, { scope = "shop", readOnly = false, parallelism = 10 } = {}): SimulatedEstate {
  const readings = sharedReading({
    read: () => port.readInventory(),
    goodForMs: 15_000,
    gatherMs: 0,
    now: () => performance.now(),
    pause: soon,
  });
  const stopping = new AbortController();
  return {
    scope,
    readOnly,
    provider: PROVIDER,
    parallelism,
    stopped: stopping.signal,
    port: () => port,
    reader: () => port,
    inventory: readings.get,
    freshInventory: readings.getFresh,
    changed: readings.changed,
    stop: () => stopping.abort(),
  };
}

export function simulatedVmm(options: VmmOptions = {}) {
  const vmm = createVmm({ estate: defaultEstate(1, { vms: 10 }), ...options });
  return { vmm, port: createVmmPort(simulatedExecutor(vmm), { server: "localhost" }) };
}

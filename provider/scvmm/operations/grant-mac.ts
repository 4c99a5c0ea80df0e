import { call, ref } from "../../batch/build.ts";
import type { MacSetting, SetAdapter } from "../../engine/operation-adapter.ts";
import { record, text } from "../decode.ts";
import { normalMac } from "../live-network.ts";
import { gone, outcomeOf, type Step } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";

const allocated = record({ address: text("Address") });

type OfPool = Extract<MacSetting, { readonly from: "pool" }>;

/**
 * A MAC address of a named pool is granted first, then set (used by the build notes, scvmm-domain 2.7). One that the adapter was
 * granted before, and that lies in the pool, is taken: a run was broken off between. Pools cannot be asked for by id.
 */
export function grantMac(
  { adapterId, device }: SetAdapter,
  { poolId, rangeStart, rangeEnd }: OfPool,
  proceed: (mac: string) => Step,
): Step {
  return {
    batch: [
      call("adapter", "Get-SCVirtualNetworkAdapter", { ID: adapterId }),
      call("held", "Get-SCMACAddress", { GrantToObjectID: adapterId }, { project: allocated.projection }),
    ],
    read: (results) => {
      if (isAbsent(results, "adapter")) return gone("The network adapter", adapterId);
      const fits = (mac: string | null): mac is string => mac !== null && rangeStart <= mac && mac <= rangeEnd;
      const held = results
        .rows("held", allocated)
        .map(({ address }) => normalMac(address))
        .find(fits);
      if (held !== undefined) return proceed(held);
      return {
        batch: [
          call("adapter", "Get-SCVirtualNetworkAdapter", { ID: adapterId }),
          call("pool", "Get-SCMACAddressPool", {}, { where: { all: [{ path: "ID", op: "eq", value: poolId }] } }),
          call(
            "grant",
            "Grant-SCMACAddress",
            { MACAddressPool: ref("pool"), VirtualNetworkAdapter: ref("adapter"), Description: device },
            { project: allocated.projection },
          ),
        ],
        read: (granted) => {
          if (granted.found("pool") === 0) return gone("The MAC address pool", poolId);
          const result = granted.of("grant");
          const [row] = granted.rows("grant", allocated);
          return row ? proceed(row.address) : outcomeOf(granted.of(result.because ?? result.id));
        },
      };
    },
  };
}

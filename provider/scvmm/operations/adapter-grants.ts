import { call, ref, select } from "../../batch/build.ts";
import type { Batch } from "../../batch/call.ts";
import type { Id } from "../../engine/inventory.ts";
import type { Outcome } from "../../engine/operation.ts";
import type { Addressing, SetAdapter } from "../../engine/operation-adapter.ts";
import { describeWithMark } from "../../model/mark.ts";
import { guid, record, text } from "../decode.ts";
import type { Results } from "../results.ts";
import { gone, outcomeOf, type Step, taken } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";

const allocated = record({ id: guid("ID"), address: text("Address") });

/** Every address that the adapter holds, and is to keep. */
export type Granted = readonly string[];

/**
 * Grants an adapter what it lacks, and goes on with all that it holds then.
 *
 * One round trip: for each grant look first, at the address itself where one is given, else at what the adapter holds of the
 * pool. Of two runs that ask for one address VMM lets one have it; the other is told `taken`, or gets VMM's refusal.
 */
export function grantAddresses(operation: SetAdapter, addressing: Addressing, proceed: (granted: Granted) => Step): Step {
  const { adapterId } = operation;
  const { grants, returns } = addressing;
  return {
    batch: [
      call("adapter", "Get-SCVirtualNetworkAdapter", { ID: adapterId }),
      call("held", "Get-SCIPAddress", { GrantToObjectID: adapterId }, { project: allocated.projection }),
      ...grants.flatMap((grant, index) => grantBatch(grant, index, operation)),
    ],
    read: (results) => {
      const made = grants.flatMap((_, index) => results.rows(`grant${index}`, allocated));
      if (isAbsent(results, "adapter")) return giveBack(made, adapterId);
      for (const [index, grant] of grants.entries()) {
        const refused = refusal(results, index, grant);
        if (refused) return refused;
      }
      const kept = results.rows("held", allocated).filter(({ id }) => !returns.includes(id));
      return proceed([...kept, ...made].map(({ address }) => address));
    },
  };
}

type Grant = Addressing["grants"][number];

function grantBatch({ poolId, address }: Grant, index: number, { adapterId, device, mark }: SetAdapter): Batch {
  const names = { pool: `pool${index}`, there: `there${index}`, mine: `mine${index}`, grant: `grant${index}` };
  return [
    call(names.pool, "Get-SCStaticIPAddressPool", { ID: poolId }),
    address === null
      ? select(names.there, "held", { where: { all: [{ path: "AllocatingAddressPool.ID", op: "eq", value: poolId }] } })
      : call(
          names.there,
          "Get-SCIPAddress",
          { StaticIPAddressPool: ref(names.pool) },
          { where: { all: [{ path: "Address", op: "eq", value: address }] } },
        ),
    select(names.mine, names.there, { where: { all: [{ path: "AssignedToID", op: "eq", value: adapterId }] } }),
    call(
      names.grant,
      "Grant-SCIPAddress",
      {
        StaticIPAddressPool: ref(names.pool),
        GrantToObjectType: "VirtualNetworkAdapter",
        GrantToObjectID: adapterId,
        Description: describeWithMark(device, mark),
        IPAddress: address ?? undefined,
      },
      // VMM takes any id: what is granted to an adapter that has gone nobody would return.
      { unless: names.there, given: "adapter", project: allocated.projection },
    ),
  ];
}

function refusal(results: Results, index: number, { poolId, address }: Grant): Outcome | Step | null {
  if (results.found(`pool${index}`) === 0) return gone("The IP pool", poolId);
  if (results.found(`there${index}`)) return results.found(`mine${index}`) ? null : held(address);
  const result = results.of(`grant${index}`);
  if (result.state === "done") return null;
  const refused = outcomeOf(results.of(result.because ?? result.id));
  return address === null || refused.state === "busy" ? refused : lookAgain(poolId, address, refused);
}

const held = (address: string | null): Outcome => taken(`The address ${address} is granted to somebody else`);

/** Somebody may have been quicker; VMM's number for that is not known (scvmm-domain 2.7), so the pool is asked. */
function lookAgain(poolId: Id, address: string, refused: Outcome): Step {
  return {
    batch: [
      call("pool", "Get-SCStaticIPAddressPool", { ID: poolId }),
      call(
        "there",
        "Get-SCIPAddress",
        { StaticIPAddressPool: ref("pool") },
        { where: { all: [{ path: "Address", op: "eq", value: address }] } },
      ),
    ],
    read: (results) => (results.found("there") ? held(address) : refused),
  };
}

/** The adapter went while it was granted addresses: nobody would return them. */
function giveBack(made: readonly { readonly id: Id }[], adapterId: Id): Outcome | Step {
  const end = gone("The network adapter", adapterId);
  if (made.length === 0) return end;
  return {
    batch: made.flatMap(({ id }, index) => [
      call(`address${index}`, "Get-SCIPAddress", { ID: id }),
      call(`revoke${index}`, "Revoke-SCIPAddress", { AllocatedIPAddress: ref(`address${index}`) }),
    ]),
    read: () => end,
  };
}

import { call, ref, select } from "../../batch/build.ts";
import type { Batch, Condition } from "../../batch/call.ts";
import type { DescribeAddress, GrantAddress, Outcome, RevokeAddress } from "../../engine/operation.ts";
import { describeWithMark, formatMark, MARK_PREFIX, type Mark } from "../../model/mark.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, failed, gone, identity, taken, workOf } from "./carrier.ts";
import { isAbsent } from "./find-machine.ts";

const carries = (mark: Mark): Condition => ({ path: "Description", op: "contains", value: describeWithMark("", mark) });

const foreign = (id: string, mark: Mark) =>
  failed("VMM_FOREIGN", `The address ${id} does not carry the mark ${formatMark(mark)}`, "It was left alone: plan again");

const grantedTwice = (mark: Mark): Outcome => ({
  state: "unknown",
  diagnostic: {
    code: "VMM_GRANTED_TWICE",
    severity: "error",
    summary: `Another run was granted an address for ${formatMark(mark)} at the same time`,
  },
});

/**
 * Of two that ask for the same address one is told `taken`, also where the other was granted it between the look and the grant; a
 * claim for any address that has one already gets that one. Where another run was granted one for it as well, which shows after the grant to
 * one of them at least, the answer is unknown, so that all is read again.
 */
export const grantAddress: Carrier<GrantAddress> = ({ poolId, address, mark, description }) => {
  const sought: Condition = address === null ? carries(mark) : { path: "Address", op: "eq", value: address };
  const look: Batch = [
    call("pool", "Get-SCStaticIPAddressPool", { ID: poolId }),
    call("granted", "Get-SCIPAddress", { StaticIPAddressPool: ref("pool") }, { where: { all: [sought] } }),
    select("held", "granted", { where: { all: [carries(mark)] }, project: identity.projection }),
  ];
  const found = (results: Results): Outcome | null => {
    const [held] = results.rows("held", identity);
    if (held) return done(held.id);
    return results.found("granted") ? taken(`The address ${address} is granted to somebody else`) : null;
  };
  return {
    batch: [
      ...look,
      call(
        "grant",
        "Grant-SCIPAddress",
        {
          StaticIPAddressPool: ref("pool"),
          GrantToObjectType: "VIP",
          Description: describeWithMark(description, mark),
          IPAddress: address ?? undefined,
        },
        { unless: "granted", project: identity.projection },
      ),
      call("after", "Get-SCIPAddress", { StaticIPAddressPool: ref("pool") }, { where: { all: [carries(mark)] }, unless: "granted" }),
    ],
    read: (results) => {
      if (isAbsent(results, "pool")) return gone("The IP pool", poolId);
      const known = found(results);
      if (known) return known;
      const outcome = workOf(results, "grant", results.rows("grant", identity)[0]?.id);
      if (outcome.state === "done" && address === null && (results.found("after") ?? 0) > 1) return grantedTwice(mark);
      return outcome.state === "failed" ? { batch: look, read: (again) => found(again) ?? outcome } : outcome;
    },
  };
};

/** Changes a grant that carries the mark, the one it moves from, or none yet (it is adopted then). */
export const describeAddress: Carrier<DescribeAddress> = ({ addressId, mark, from, description }) => {
  const text = describeWithMark(description, mark);
  return {
    batch: [
      call("address", "Get-SCIPAddress", { ID: addressId }),
      select("marked", "address", { where: { all: [{ path: "Description", op: "contains", value: `[${MARK_PREFIX}` }] } }),
      select("ours", "address", { where: { any: [mark, ...(from ? [from] : [])].map(carries) } }),
      call("setOurs", "Set-SCIPAddress", { AllocatedIPAddress: ref("ours"), Description: text }),
      call("setFree", "Set-SCIPAddress", { AllocatedIPAddress: ref("address"), Description: text }, { unless: "marked" }),
    ],
    read: (results) => {
      if (isAbsent(results, "address")) return gone("The address", addressId);
      if (results.found("ours")) return workOf(results, "setOurs", addressId);
      return results.found("marked") ? foreign(addressId, mark) : workOf(results, "setFree", addressId);
    },
  };
};

export const revokeAddress: Carrier<RevokeAddress> = ({ addressId, mark }) => ({
  batch: [
    call("address", "Get-SCIPAddress", { ID: addressId }),
    select("ours", "address", { where: { all: [carries(mark)] } }),
    call("revoke", "Revoke-SCIPAddress", { AllocatedIPAddress: ref("ours") }),
  ],
  read: (results) => {
    if (isAbsent(results, "address")) return done(addressId);
    if (results.found("ours") === 0) return foreign(addressId, mark);
    return workOf(results, "revoke", addressId);
  },
});

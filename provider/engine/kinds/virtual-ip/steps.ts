import { sameMark } from "../../../model/mark.ts";
import { describeProtected, splitProtection } from "../../../model/protection.ts";
import type { LiveAddress } from "../../inventory-network.ts";
import { ipKey } from "../../ip-address.ts";
import { NO_STEPS, type Steps } from "../../kind.ts";
import { ownOf } from "../../marked-goal.ts";
import { operate } from "../../steps.ts";
import { byText } from "../../text.ts";
import type { World } from "../../world.ts";
import type { DesiredVirtualIp, VirtualIpGoal } from "./goal.ts";

export const satisfies = (grant: LiveAddress, { poolId, address }: DesiredVirtualIp): boolean =>
  grant.poolId === poolId && (address === null || ipKey(grant.address) === ipKey(address));

/** Of the grants with one mark the one that is the virtual IP: one that is as wanted before others, then the lowest address. */
export function chooseGrant(grants: readonly LiveAddress[], desired: DesiredVirtualIp | null): readonly LiveAddress[] {
  const rank = (grant: LiveAddress): string => `${desired && satisfies(grant, desired) ? 0 : 1} ${ipKey(grant.address)} ${grant.id}`;
  return [...grants].sort((a, b) => byText(rank(a), rank(b)));
}

/** As it shall stand in VMM, but for the mark: what the manifest is silent about stays. */
function descriptionOf({ description, deletionProtection }: DesiredVirtualIp, keep: LiveAddress | null): string {
  const { text, isProtected } = splitProtection(keep?.description ?? "");
  if (description === null && deletionProtection === null && keep) return keep.description;
  return describeProtected(description ?? text, deletionProtection ?? isProtected);
}

/**
 * What is left to do: take an address, or set the description of the one that is there. What must go is returned last, so
 * that it is kept when the new one cannot be had.
 */
export function virtualIpSteps(goal: VirtualIpGoal, world: World): Steps {
  const { mark, movedFrom, doomed, desired } = goal;
  const grants = ownOf(goal, world.grantsOf);
  const leaving = grants.filter(({ id }) => doomed.includes(id)).sort((a, b) => byText(a.id, b.id));
  const revoke = leaving.map((grant) => operate({ kind: "revoke-address", addressId: grant.id, mark: grant.mark ?? mark }));
  const takeOver = (grant: LiveAddress, description: string) =>
    operate({ kind: "describe-address", addressId: grant.id, mark, from: movedFrom, description });
  if (!desired) return { ...NO_STEPS, steps: revoke };
  const { poolId, address } = desired;
  const [keep, ...others] = chooseGrant(
    grants.filter((grant) => !leaving.includes(grant)),
    desired,
  );
  if (!keep) {
    const grant = operate({ kind: "grant-address", poolId, address, mark, description: descriptionOf(desired, null) });
    // What is replaced takes the new mark first: were the run broken off, nothing would tell that it is not another one's.
    const taken = leaving.filter((one) => movedFrom !== null && sameMark(one.mark, movedFrom));
    const returned = taken.map(({ id }) => operate({ kind: "revoke-address", addressId: id, mark }));
    const rest = revoke.filter((_, index) => !taken.includes(leaving[index] as LiveAddress));
    return { ...NO_STEPS, steps: [...taken.map((one) => takeOver(one, one.description)), grant, ...returned, ...rest] };
  }
  const isOurs = !keep.mark || sameMark(keep.mark, mark);
  const description = descriptionOf(desired, keep);
  const describe = isOurs && description === keep.description ? [] : [takeOver(keep, description)];
  // Of what another run was granted meanwhile both choose the same one to stay.
  const spare = others.filter((one) => sameMark(one.mark, mark)).map(({ id }) => operate({ kind: "revoke-address", addressId: id, mark }));
  return { ...NO_STEPS, steps: [...revoke, ...spare, ...describe] };
}

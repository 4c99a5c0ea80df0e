import { call, ref, select } from "../../batch/build.ts";
import type { CmdletCall } from "../../batch/call.ts";
import type { Outcome } from "../../engine/operation.ts";
import type { ClaimName, MarkName, ReleaseName } from "../../engine/operation-name.ts";
import { describeWithMark, formatMark, type Mark } from "../../model/mark.ts";
import { claimKey, describeClaim, NAME_CLAIM_PREFIX } from "../../model/name-claim.ts";
import { kept, liveNameClaim } from "../inventory-storage-columns.ts";
import type { Results } from "../results.ts";
import { type Carrier, done, failed, identity, type Step, taken, workOf } from "./carrier.ts";
import { lookForName } from "./find-machine.ts";
import { RECORD_MEMBER } from "./persistent-disks.ts";

/** All of them: where a name is gone, the next one that is left is tried at once. */
const findClaims: CmdletCall = call(
  "claims",
  "Get-SCCustomProperty",
  { Member: RECORD_MEMBER },
  { where: { all: [{ path: "Name", op: "startsWith", value: NAME_CLAIM_PREFIX }] }, project: kept.projection },
);

const isOf = (name: string) => ({ path: "Name", op: "eq", value: claimKey(name) }) as const;
const sameName = (name: string) => select("same", "claims", { where: { all: [isOf(name)] } });
const carries = (mark: Mark) => ({ path: "Description", op: "contains", value: describeWithMark("", mark) }) as const;
const folded = (name: string): string => name.toLowerCase();

/**
 * 1. look who holds what, and whether a VM bears the name  2. if neither, hold it: VMM lets one alone define a property of a name  3. look for
 * a VM again, which may have been made between, and give way to it. What is gone leads on to the next name.
 */
export const claimName: Carrier<ClaimName> = ({ names, mark }) => claim(names, mark, false);

/** `again`: VMM has refused the first of them before, perhaps since somebody was quicker. */
function claim(names: readonly string[], mark: Mark, again: boolean): Step {
  const [name = "", ...others] = names;
  return {
    batch: [
      findClaims,
      select("mine", "claims", { where: { all: [carries(mark)], any: names.map(isOf) }, project: identity.projection }),
      { ...sameName(name), unless: "mine" },
      { ...lookForName("namesakes", name, identity), unless: "same" },
      call(
        "define",
        "New-SCCustomProperty",
        { Name: claimKey(name), Description: describeClaim(name, mark), AddMember: [RECORD_MEMBER] },
        { unless: "namesakes", project: identity.projection },
      ),
      { ...lookForName("since", name, identity), unless: "namesakes" },
    ],
    read: (results) => {
      const looked = workOf(results, "claims");
      if (looked.state !== "done") return looked;
      const [mine] = results.rows("mine", identity);
      if (mine) return done(mine.id);
      const next = () => nextName(others, name, mark, results);
      if (results.found("same") || results.found("namesakes")) return next();
      if (results.of("define").state === "done") return heldNow(name, mark, results, next);
      return again ? workOf(results, "define") : claim(names, mark, true);
    },
  };
}

function nextName(others: readonly string[], gone: string, mark: Mark, results: Results): Outcome | Step {
  const claims = results.rows("claims", kept).flatMap(liveNameClaim);
  const held = new Set(claims.map((one) => folded(one.name)));
  const left = others.filter((one) => !held.has(folded(one)));
  return left.length > 0 ? claim(left, mark, false) : taken(`No name is left: ${gone} was gone as the last one`);
}

/** A name that it is not sure of is not held. */
function heldNow(name: string, mark: Mark, results: Results, next: () => Outcome | Step): Outcome | Step {
  if (results.found("since") === 0) return workOf(results, "define", results.rows("define", identity)[0]?.id);
  return release(name, mark, () => (results.found("since") ? next() : workOf(results, "since")));
}

const release = (name: string, mark: Mark, then: () => Outcome | Step): Step => ({
  batch: [
    findClaims,
    sameName(name),
    select("ours", "same", { where: { all: [carries(mark)] } }),
    call("release", "Remove-SCCustomProperty", { CustomProperty: ref("ours") }),
  ],
  read: (results) => {
    if (results.found("same") === 0) return then();
    if (results.found("ours") === 0) return foreign(name, mark);
    const outcome = workOf(results, "release");
    return outcome.state === "done" ? then() : outcome;
  },
});

const foreign = (name: string, mark: Mark): Outcome =>
  failed("VMM_FOREIGN", `The claim of ${name} does not carry the mark ${formatMark(mark)}`, "It was left alone: plan again");

export const releaseName: Carrier<ReleaseName> = ({ name, mark }) => release(name, mark, () => done());

export const markName: Carrier<MarkName> = ({ name, mark, from }) => ({
  batch: [
    findClaims,
    sameName(name),
    select("ours", "same", { where: { any: [mark, ...(from ? [from] : [])].map(carries) } }),
    call("mark", "Set-SCCustomProperty", { CustomProperty: ref("ours"), Description: describeClaim(name, mark) }),
  ],
  read: (results) => {
    if (results.found("same") === 0)
      return failed("VMM_NOT_FOUND", `The claim of ${name} is not in VMM`, "It may have been removed meanwhile: plan again");
    return results.found("ours") === 0 ? foreign(name, mark) : workOf(results, "mark");
  },
});

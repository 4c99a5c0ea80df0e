import type { Id } from "../../inventory.ts";
import type { Planning } from "../../kind.ts";
import { leadsTo } from "../../leads-to.ts";
import { fold } from "../../text.ts";
import { type Claimant, literalName, poolNames } from "./claimant.ts";

/**
 * Names that other machines of the plan bear and give up with it, as they get another one or are doubles that go: by the VM's id the address
 * of the change that sets the name free. Not where machines would wait for each other's names.
 */
export function givenUpNames(claimants: readonly Claimant[], { manifests, options }: Planning): ReadonlyMap<Id, string> {
  const pools = new Map(manifests.namePools.map((pool) => [pool.address, pool]));
  const getsOther = ({ loaded, live }: Claimant): boolean => {
    const pool = pools.get(loaded.namePool ?? "");
    if (!live || (loaded.namePool !== null && !pool)) return false;
    return pool ? !poolNames(pool).has(fold(live.name)) : fold(literalName(loaded)) !== fold(live.name);
  };
  const givers = new Map(
    claimants.flatMap((claimant): [Id, Claimant][] => {
      const going = claimant.doubles.filter(({ sealed }) => options.prune || !sealed);
      return [...going, ...(claimant.live && getsOther(claimant) ? [claimant.live] : [])].map(({ id }) => [id, claimant]);
    }),
  );
  const byAddress = new Map(claimants.map((claimant) => [claimant.loaded.address, claimant]));
  const next = (address: string): readonly string[] => {
    const claimant = byAddress.get(address);
    if (!claimant || claimant.loaded.namePool !== null) return [];
    const bearers = claimant.world.vmsByName.get(fold(literalName(claimant.loaded))) ?? [];
    return bearers.flatMap(({ id }) => givers.get(id)?.loaded.address ?? []).filter((other) => other !== address);
  };
  return new Map([...givers].flatMap(([id, { loaded }]) => (leadsTo(loaded.address, loaded.address, next) ? [] : [[id, loaded.address]])));
}

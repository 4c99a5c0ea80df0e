import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Manifests } from "../../model/manifests.ts";
import type { Log } from "../log/log.ts";
import type { Mapping } from "../schema/mapping.ts";
import type { ObjectValue } from "../value/value.ts";
import { markOne } from "./apply-one.ts";
import type { Sighting } from "./objects.ts";
import { sightOf } from "./read-resource.ts";
import type { Session } from "./session.ts";

export interface OwnedSight {
  readonly sighting: Sighting;
  /** Why it could not be marked. */
  readonly problems: readonly Diagnostic[];
}

interface Of {
  /** Of the manifest that it shall be marked for. */
  readonly address: string;
  readonly manifests: Manifests;
}

/** A fresh sighting of the object of a state, for a change: one that was only imported so far is marked first, or no plan would find it. */
export async function ownedSight(
  mapping: Mapping,
  state: ObjectValue,
  { address, manifests }: Of,
  session: Session,
  log: Log,
): Promise<OwnedSight> {
  const look = async () => sightOf(mapping, state, await session.estate.freshInventory(), session);
  const sighting = await look();
  if (sighting.state !== "there" || sighting.isMarked || sighting.live === null) return { sighting, problems: [] };
  const { live } = sighting;
  const problems = await markOne(manifests, address, "address" in live ? live.address : live.id, live.id, session, log);
  return problems.length > 0 ? { sighting, problems } : { sighting: await look(), problems };
}

import type { Id } from "../../inventory.ts";
import type { MarkedGoal } from "../../marked-goal.ts";

/** What a virtual IP shall be, resolved: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface VirtualIpGoal extends MarkedGoal {
  readonly kind: "ScvmmVirtualIP";
  /** Replaced ones and doubles: they are returned. */
  readonly doomed: readonly Id[];
  /** null: nothing shall be left. */
  readonly desired: DesiredVirtualIp | null;
}

export interface DesiredVirtualIp {
  readonly poolId: Id;
  readonly pool: string;
  /** null: the pool's next free one. */
  readonly address: string | null;
  /** null: the manifest is silent. */
  readonly description: string | null;
  readonly deletionProtection: boolean | null;
}

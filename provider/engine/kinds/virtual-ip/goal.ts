import type { Mark } from "../../../model/mark.ts";
import type { Id } from "../../inventory.ts";

/** What a virtual IP shall be, resolved: data alone, so that it can be compared and re-planned from a fresh reading. */
export interface VirtualIpGoal {
  readonly kind: "ScvmmVirtualIP";
  readonly mark: Mark;
  /** What the grant still carries whose manifest was renamed. */
  readonly movedFrom: Mark | null;
  /** Grants of these two marks that go to other manifests. */
  readonly others?: readonly Id[];
  /** Grants to return: replaced ones and doubles. */
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

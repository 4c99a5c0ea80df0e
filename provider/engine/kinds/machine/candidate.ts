import type { LoadedMachine } from "../../../model/manifests.ts";
import type { Mark } from "../../../model/mark.ts";
import type { LiveVm } from "../../inventory.ts";
import type { ProviderView } from "../../kind.ts";
import type { World } from "../../world.ts";
import type { Choice } from "./choose.ts";

/** A manifest with the VMs that carry its mark. */
export interface Candidate extends Choice {
  readonly loaded: LoadedMachine;
  readonly view: ProviderView;
  /** The mark that they still carry, where the manifest was renamed. */
  readonly movedFrom: Mark | null;
  readonly live: LiveVm | null;
  readonly world: World;
}

export const tellVm = ({ name, id }: LiveVm): string => `${name} (id ${id})`;

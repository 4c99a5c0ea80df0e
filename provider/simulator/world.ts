import type { HostFiles } from "./host-files.ts";
import type { Jobs } from "./jobs.ts";
import type { Random } from "./random.ts";
import type { Store } from "./store.ts";

/** What a cmdlet works on. */
export interface World {
  readonly store: Store;
  readonly random: Random;
  readonly jobs: Jobs;
  readonly files: HostFiles;
  /** Virtual milliseconds since 1970. */
  now(): number;
}

import type { Inventory, VmmPort, VmmReader } from "../../engine/index.ts";
import type { LoadedProvider } from "../../model/manifests.ts";

/**
 * One VMM as a configured provider block sees it. Nothing is sent before the first use; all methods throw DiagnosticError where VMM
 * cannot be reached or read.
 */
export interface Estate {
  /** Scope of the marks that this provider block sets. */
  readonly scope: string;
  /** Whether every change is refused. */
  readonly readOnly: boolean;
  /** The provider block as a manifest of the vocabulary. */
  readonly provider: LoadedProvider;
  /** Changes at a time, over all calls of Terraform's. */
  readonly parallelism: number;
  /** For what writes; throws where the provider is read-only. */
  port(): VmmPort;
  /** For what reads beside the inventory, read-only or not. */
  reader(): VmmReader;
  /**
   * A reading that is no older than the last change made through this process. Calls of one moment share one: a refresh of a thousand
   * resources is a few readings.
   */
  inventory(): Promise<Inventory>;
  /** A reading that begins after this call, for a change that is about to be made; shared with others that ask meanwhile. */
  freshInventory(): Promise<Inventory>;
  /** What was read before is no longer so. */
  changed(): void;
  /** Aborted by StopProvider: waiting ends, VMM's jobs go on. */
  readonly stopped: AbortSignal;
}

import { setTimeout } from "node:timers/promises";
import {
  connectReading,
  connectWriting,
  type ReadingConnection,
  type Surroundings,
  type WritingConnection,
} from "../../connect/connect.ts";
import { DiagnosticError } from "../../model/diagnostic.ts";
import type { Block } from "../provider-block/read-block.ts";
import type { Estate } from "./estate.ts";
import { sharedReading } from "./shared-reading.ts";

/**
 * Terraform reads every resource and then plans every one, in a process of its own for each of its walks: with so old a reading at most.
 * Changes of this process count at once, and before a change VMM is read anew.
 */
const GOOD_FOR_MS = 300_000;
/** Terraform asks for ten resources at a time, a few milliseconds apart. */
const GATHER_MS = 20;

/** The estate of a provider block that is whole. Nothing is sent before its first use; `stopped` ends what reads. */
export function connectedEstate(
  { way, scope, readOnly, parallelism }: Block,
  surroundings: Surroundings,
): Estate & { close(): Promise<void> } {
  const stopped = surroundings.signal;
  const { provider, access } = way;
  const connection: ReadingConnection & Partial<WritingConnection> = (readOnly ? connectReading : connectWriting)(
    provider,
    access,
    surroundings,
  );
  const readings = sharedReading({
    read: () => connection.reader.readInventory(stopped),
    goodForMs: GOOD_FOR_MS,
    gatherMs: GATHER_MS,
    now: () => performance.now(),
    pause: (ms) => setTimeout(ms),
  });
  return {
    scope,
    readOnly,
    provider,
    parallelism,
    stopped,
    reader: () => connection.reader,
    port: () => {
      if (connection.writer) return connection.writer;
      throw new DiagnosticError([READ_ONLY]);
    },
    inventory: readings.get,
    freshInventory: readings.getFresh,
    changed: readings.changed,
    close: () => connection.close(),
  };
}

const READ_ONLY = {
  code: "PROVIDER_READ_ONLY",
  severity: "error",
  summary: "The provider is read-only",
  detail: "Its block has read_only = true: nothing is changed.",
  hint: "Remove read_only from the provider block, or plan without applying.",
} as const;

import { isCmdletCall } from "../../../provider/batch/build.ts";
import type { Batch } from "../../../provider/batch/call.ts";
import type { BatchExecutor } from "../../../provider/batch/executor.ts";
import type { Mutant } from "./mutant.ts";
import { skipped } from "./tampering.ts";

const NOWHERE = { all: [{ path: "Name", op: "eq", value: "\u0000" }] } as const;
const isClaim = (batch: Batch): boolean => batch.some(({ id }) => id === "mine");
const LOOKS = new Set(["namesakes", "since"]);

const blind = (executor: BatchExecutor): BatchExecutor => ({
  ...executor,
  execute: (batch, signal) =>
    executor.execute(
      isClaim(batch) ? batch.map((call) => (isCmdletCall(call) && LOOKS.has(call.id) ? { ...call, where: NOWHERE } : call)) : batch,
      signal,
    ),
});

export const MUTANTS_OF_NAMES: readonly Mutant[] = [
  { name: "keep the name", wrong: "the claim of a name is not given free", port: skipped(({ kind }) => kind === "release-name") },
  {
    name: "claim without a look",
    wrong: "a claim does not look whether a VM bears the name, neither before nor after",
    executor: blind,
  },
];

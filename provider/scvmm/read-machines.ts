import { call } from "../batch/build.ts";
import type { Batch } from "../batch/call.ts";
import type { BatchReply } from "../batch/result.ts";
import type { Id, VmDetails } from "../engine/inventory.ts";
import { DiagnosticError } from "../model/diagnostic.ts";
import { vmDetails } from "./inventory.ts";
import { ownedVm } from "./inventory-columns.ts";
import { NOT_FOUND } from "./known-errors.ts";
import { failuresOf, resultsOf } from "./results.ts";

/** Each id is a call with all its columns: so many make some 100 kB. */
const PER_BATCH = 50;
/** From here on reading every VM once is cheaper than asking for each. */
const MOST_BY_ID = 400;

type Execute = (batch: Batch) => Promise<BatchReply>;

/**
 * One at a time, or all at once where many are asked for. What others have left on their hosts is not
 * looked for. Throws DiagnosticError for what cannot be read.
 */
export async function readMachines(ids: readonly Id[], execute: Execute): Promise<readonly VmDetails[]> {
  if (ids.length > MOST_BY_ID) {
    const wanted = new Set(ids);
    return (await rowsOf([call("vms", "Get-SCVirtualMachine", { All: true }, { project: ownedVm.projection })], execute)).filter(({ id }) =>
      wanted.has(id),
    );
  }
  const found: VmDetails[] = [];
  for (let start = 0; start < ids.length; start += PER_BATCH) {
    const batch = ids
      .slice(start, start + PER_BATCH)
      .map((ID, index) => call(`vm${index}`, "Get-SCVirtualMachine", { ID }, { project: ownedVm.projection }));
    found.push(...(await rowsOf(batch, execute)));
  }
  return found;
}

async function rowsOf(batch: Batch, execute: Execute): Promise<readonly VmDetails[]> {
  const reply = await execute(batch);
  const results = resultsOf(batch, reply);
  const gone = new Set(batch.filter(({ id }) => results.of(id).error?.number === NOT_FOUND).map(({ id }) => id));
  const failures = failuresOf({ ...reply, results: reply.results.filter(({ id }) => !gone.has(id)) });
  if (failures.length > 0) throw new DiagnosticError(failures);
  return batch.flatMap(({ id }) => (gone.has(id) ? [] : results.rows(id, ownedVm))).map((row) => vmDetails(row, []));
}

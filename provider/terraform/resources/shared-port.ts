import type { VmmPort } from "../../engine/index.ts";
import type { JobReport } from "../../engine/operation.ts";
import type { Estate } from "../estate/estate.ts";
import { gathering } from "./gathering.ts";

/** Applies poll every two seconds; what is asked within this time is one question. */
const GATHER_MS = 50;

/**
 * The way to VMM of all applies of one provider block. Terraform has each resource carried out by a call of its own: their readings are
 * shared, and their jobs are asked for together.
 */
export function sharedPort(estate: Estate, sleep: (ms: number) => Promise<unknown>): VmmPort {
  const port = estate.port();
  const poll = gathering(
    async (ids: readonly string[]) => {
      const reports = new Map((await port.pollJobs(ids)).map((report) => [report.id, report]));
      return (id: string): JobReport | undefined => reports.get(id);
    },
    () => sleep(GATHER_MS),
  );
  return {
    run: (operation, signal) => port.run(operation, signal),
    runHook: (hook, signal) => port.runHook(hook, signal),
    readPreflight: (questions, signal) => port.readPreflight(questions, signal),
    readMachines: (ids, signal) => port.readMachines(ids, signal),
    readInventory: () => estate.freshInventory(),
    pollJobs: async (ids) => (await Promise.all(ids.map(poll))).filter((report) => report !== undefined),
    close: async () => undefined,
  };
}

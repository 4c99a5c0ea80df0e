import type { CmdletDefinition } from "./definition.ts";

/** See assumptions: canceled-jobs. */
const stopJob: CmdletDefinition = {
  honours: ["Job"],
  run: (parameters, { jobs, now }) => {
    const task = parameters.demanded("Job", "Task");
    jobs.cancel(task, now());
    return { objects: [task] };
  },
};

export const jobCmdlets = { "Stop-SCJob": stopJob } as const satisfies Record<string, CmdletDefinition>;

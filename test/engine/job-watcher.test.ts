import { expect, it } from "vitest";
import { JobWatcher } from "../../provider/engine/apply/job-watcher.ts";
import { MOST_FAILED_POLLS } from "../../provider/engine/apply/patience.ts";
import type { JobReport } from "../../provider/engine/operation.ts";
import { MemoryVmm } from "./support/memory-vmm.ts";
import { soon } from "./support/runs.ts";

const report = (state: JobReport["state"]): JobReport => ({
  id: "job",
  name: "job",
  state,
  progress: 50,
  resultObjectId: null,
  transient: false,
  diagnostic: null,
});

function watcherOf(answers: readonly (JobReport | null)[]): JobWatcher {
  const queue = [...answers];
  const port = new MemoryVmm();
  port.pollJobs = async () => {
    const answer = queue.shift();
    if (!answer) throw new Error("no connection");
    return [answer];
  };
  return new JobWatcher(port, soon);
}

const failing = (count: number) => Array.from({ length: count }, () => null);

it("gives a job up after so many failed polls in a row, not in all", async () => {
  const nearly = failing(MOST_FAILED_POLLS - 1);
  const patient = watcherOf([...nearly, report("running"), ...nearly, report("done")]);
  expect(await patient.wait("job", () => undefined)).toMatchObject({ state: "ended", report: { state: "done" } });
  const inVain = watcherOf([...failing(MOST_FAILED_POLLS), report("done")]);
  expect(await inVain.wait("job", () => undefined)).toMatchObject({ state: "lost", diagnostic: { detail: "no connection" } });
});

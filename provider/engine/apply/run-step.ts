import { isOpen } from "../../model/maintenance-window.ts";
import { FILE_MISSING } from "../operation.ts";
import type { Task } from "../work.ts";
import { awaitGuest } from "./await-guest.ts";
import { diagnosticOf } from "./diagnostic-of.ts";
import { answered, follow, judge, runOperation } from "./run-operation.ts";
import { shutDown } from "./shut-down.ts";
import type { StepContext, StepResult } from "./step-result.ts";

export async function runStep(task: Task, context: StepContext): Promise<StepResult> {
  const { session } = context;
  switch (task.kind) {
    case "operate":
      return runOperation(task.operation, context);
    case "run-hook":
      return judge(await answered(() => session.port.runHook(task.hook), session), context);
    case "await-guest":
      return awaitGuest(task, session);
    case "shut-down":
      return shutDown(task, context);
    case "repair": {
      const result = await runOperation(task.operation, context);
      return result.state === "failed" ? { state: "unrepaired", vmId: task.operation.vmId, diagnostic: result.diagnostic } : result;
    }
    case "attach-if-there": {
      const result = await runOperation(task.operation, context);
      const isMissing = result.state === "failed" && result.diagnostic.code === FILE_MISSING;
      return isMissing ? { state: "missing", path: task.operation.path, diagnostic: result.diagnostic } : result;
    }
    case "check-window":
      return isOpen(task.window, session.pace.clock()) ? { state: "done", note: null } : { state: "closed" };
    case "await-job": {
      const result = await follow(task.jobId, context);
      // The job of an earlier run: whatever became of it, the reading that follows tells what is left.
      return result.state === "failed" ? { state: "disturbed", diagnostic: result.diagnostic } : result;
    }
    case "re-read":
      try {
        const world = await session.unlessDetached(session.reader.read());
        return world ? { state: "read", world } : { state: "detached", job: null };
      } catch (error) {
        return { state: "disturbed", diagnostic: diagnosticOf(error, "APPLY_READ_FAILED", "VMM could not be read") };
      }
  }
}

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Task } from "../work.ts";
import { GUEST_PATIENCE_MS, MOST_LOOKS_FOR_GUEST } from "./patience.ts";
import type { Session } from "./session.ts";
import type { StepResult } from "./step-result.ts";

type AwaitGuest = Extract<Task, { readonly kind: "await-guest" }>;

/**
 * A guest without Hyper-V's data exchange never reports: that is no failure, and what would follow is left for later. Whoever polls seldom does
 * not wait longer for that: the change has more to do within its time.
 */
export async function awaitGuest({ look, confirmed }: AwaitGuest, session: Session): Promise<StepResult> {
  const { now } = session.pace;
  const until = now() + GUEST_PATIENCE_MS;
  for (let looks = 1; looks <= MOST_LOOKS_FOR_GUEST && now() <= until && !session.signals.signal?.aborted; looks++) {
    const outcome = await session.port.run(look);
    if (outcome.state === "done") return { state: "done", note: null, last: confirmed };
    if (outcome.state === "failed") return { state: "failed", diagnostic: outcome.diagnostic };
    await session.betweenLooks();
  }
  return { state: "done", note: session.signals.signal?.aborted ? null : unseen(look.hostname) };
}

function unseen(hostname: string): Diagnostic {
  return {
    code: "APPLY_GUEST_NOT_SEEN",
    severity: "info",
    path: "spec.bootstrap",
    summary: `the guest has not told VMM its name ${hostname}: its cloud-init data stays attached for now`,
    detail: "It may start slowly, set another name, or lack Hyper-V's data exchange (hv_kvp_daemon).",
    hint: "Apply once more when it is up: that detaches the data.",
  };
}

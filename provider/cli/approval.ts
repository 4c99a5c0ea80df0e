import { DiagnosticError } from "../model/diagnostic.ts";
import type { Screen } from "./screen.ts";

/** Only a person at a terminal can be asked; anybody else has to say so beforehand. */
export function requireApprover(screen: Screen, autoApprove = false, before = "what would go is shown above"): void {
  if (autoApprove || screen.host.terminal.stdin) return;
  throw new DiagnosticError([
    {
      code: "CLI_NO_APPROVAL",
      severity: "error",
      summary: "Nobody can be asked for approval: standard input is no terminal",
      hint: `Add --auto-approve; ${before}.`,
    },
  ]);
}

/** Asks for the word yes. */
export async function approved(screen: Screen, question: string): Promise<boolean> {
  const answer = await screen.host.ask(`\n${question}\n  Only 'yes' will be accepted.\n\n  Enter a value: `);
  if (answer?.trim() === "yes") return true;
  screen.note("Not approved; nothing was changed.");
  return false;
}

import { type Diagnostic, DiagnosticError } from "../../model/diagnostic.ts";
import { renderDrift } from "../../report/drift/formats.ts";
import { PAPER } from "../../report/palette.ts";
import { writeWhole } from "../write-whole.ts";
import type { ReportFile } from "./flags.ts";
import type { Look } from "./look.ts";

/** Writes every file that can be written; throws DiagnosticError with those that cannot. */
export async function writeReports(files: readonly ReportFile[], { report, facts }: Pick<Look, "report" | "facts">): Promise<void> {
  const settled = await Promise.allSettled(files.map(({ format, file }) => writeWhole(file, renderDrift(format, report, facts, PAPER))));
  const problems = settled.flatMap((result, index) =>
    result.status === "rejected" ? [unwritable(files[index]?.file ?? "", result.reason)] : [],
  );
  if (problems.length > 0) throw new DiagnosticError(problems);
}

function unwritable(file: string, error: NodeJS.ErrnoException): Diagnostic {
  return {
    code: "REPORT_UNWRITABLE",
    severity: "error",
    summary: `The report cannot be written (${error.code ?? "unknown reason"})`,
    hint: "Check the folder and its permissions.",
    file,
  };
}

import type { Screen } from "./screen.ts";
import { writeWhole } from "./write-whole.ts";

/** Where a file was asked for. For the textfile collector of Prometheus' node exporter, which must never see half a file. A failure is told, and fails nothing. */
export async function saveMetrics(screen: Screen): Promise<void> {
  const file = screen.metricsFile;
  if (file === undefined) return;
  try {
    await writeWhole(file, screen.observation.metricsText());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const summary = `The metrics cannot be written (${code ?? "unknown reason"})`;
    screen.tell([{ code: "METRICS_UNWRITABLE", severity: "warning", summary, hint: "Check the folder and its permissions.", file }]);
  }
}

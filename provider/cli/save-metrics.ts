import { rename, rm, writeFile } from "node:fs/promises";
import type { Screen } from "./screen.ts";

/** For the textfile collector of Prometheus' node exporter, which must never see half a file. A failure is told, and fails nothing. */
export async function saveMetrics(screen: Screen, file: string): Promise<void> {
  const half = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(half, screen.observation.metricsText());
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    const summary = `The metrics cannot be written (${code ?? "unknown reason"})`;
    screen.tell([{ code: "METRICS_UNWRITABLE", severity: "warning", summary, hint: "Check the folder and its permissions.", file }]);
  }
}

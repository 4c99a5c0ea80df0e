import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Short: a socket's path has 104 bytes on macOS, whose temporary folders take half of them. */
const PREFIX = "tf-scvmm-";
const STALE_MS = 86_400_000;

export interface SocketFolder {
  readonly socket: string;
  remove(): void;
}

/** A folder for one socket that only this user can enter. Those that killed providers have left behind for a day are swept. */
export function makeSocketFolder(now: Date): SocketFolder {
  sweep(now);
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  return { socket: join(folder, "s"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function sweep(now: Date): void {
  try {
    for (const name of readdirSync(tmpdir())) {
      if (!name.startsWith(PREFIX)) continue;
      const folder = join(tmpdir(), name);
      if (now.getTime() - statSync(folder).mtimeMs > STALE_MS) rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // Another user's folder, or one that another provider sweeps at the same moment: neither is ours to mind.
  }
}

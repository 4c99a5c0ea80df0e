import { readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";

const FOLDER = "C:\\Users\\simulator\\AppData\\Local\\Temp\\ScvmmBatch";

/** Temporary files of the machine that sessions are on, by path: made here, or by a PowerShell engine on this machine. */
export class HostFiles {
  readonly #files = new Map<string, Uint8Array>();
  #made = 0;
  #engineFolder: string | undefined;

  /** An engine writes its files below this folder of this machine's own. */
  shareWith(folder: string): void {
    this.#engineFolder = resolve(folder);
  }

  /** The folder that an engine shares, if one does. */
  get shared(): string | undefined {
    return this.#engineFolder;
  }

  /** Keeps a file in a folder of its own, and tells its path. */
  write(name: string, content: Uint8Array): string {
    const path = `${FOLDER}\\${String(this.#made++).padStart(8, "0")}\\${name}`;
    this.#files.set(path, content);
    return path;
  }

  read(path: string): Uint8Array | undefined {
    return this.#files.get(path) ?? this.#readEngine(path);
  }

  remove(path: string): void {
    this.#files.delete(path);
  }

  get count(): number {
    return this.#files.size;
  }

  /** Nothing but an engine's own: a client names the path. */
  #readEngine(path: string): Uint8Array | undefined {
    if (this.#engineFolder === undefined || !dirname(resolve(path)).startsWith(this.#engineFolder + sep)) return undefined;
    try {
      return readFileSync(resolve(path));
    } catch {
      return undefined;
    }
  }
}

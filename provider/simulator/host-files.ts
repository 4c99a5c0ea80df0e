import type { BatchFiles } from "./batch/interpret.ts";
import type { Random } from "./random.ts";

/** Temporary files of the machine that sessions are on, by path. */
export class HostFiles implements BatchFiles {
  readonly #random: Random;
  readonly #files = new Map<string, Uint8Array>();

  constructor(random: Random) {
    this.#random = random;
  }

  write(name: string, content: Uint8Array): string {
    const path = `C:\\Users\\simulator\\AppData\\Local\\Temp\\ScvmmBatch\\${this.#random.guid().replaceAll("-", "")}\\${name}`;
    this.#files.set(path.toLowerCase(), content);
    return path;
  }

  read(path: string): Uint8Array | undefined {
    return this.#files.get(path.toLowerCase());
  }

  remove(path: string): void {
    this.#files.delete(path.toLowerCase());
  }

  get count(): number {
    return this.#files.size;
  }
}

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CleanCopy, type Ran } from "./clean-copy.ts";
import type { Kept } from "./forge.ts";

/** Somebody's repository: example 12 is its content, one commit on `main`. */
export class Repository {
  readonly #copy = new CleanCopy();
  readonly folder: string;
  readonly environment: Record<string, string>;

  constructor(environment: Readonly<Record<string, string>>) {
    this.folder = this.#copy.folder("12-pipelines");
    this.environment = { ...environment };
    this.git("init", "--quiet", "--initial-branch=main");
    this.commit("the first manifests");
  }

  git(...words: string[]): string {
    const who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...who, ...words], { cwd: this.folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
  }

  commit(message: string): string {
    this.git("add", "manifests", "ci");
    this.git("commit", "--quiet", "--message", message);
    return this.head();
  }

  head(): string {
    return this.git("rev-parse", "HEAD");
  }

  /** A branch with one change of the manifests, checked out; gives its commit. */
  propose(branch: string, from: string, to: string): string {
    this.git("checkout", "--quiet", "-b", branch, "main");
    this.edit(from, to);
    return this.commit(branch);
  }

  /** Onto main, as a forge does it; gives the commit there. */
  merge(branch: string): string {
    this.git("checkout", "--quiet", "main");
    this.git("merge", "--quiet", "--no-ff", "--message", `Merge ${branch}`, branch);
    return this.head();
  }

  edit(from: string, to: string): void {
    const file = join(this.folder, "manifests/shop.yaml");
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`no ${from} in the manifests`);
    writeFileSync(file, text.replace(from, to));
  }

  /** A job's line. */
  run(line: string, environment: Readonly<Record<string, string>> = {}): Promise<Ran> {
    return this.#copy.sh(this.folder, line, { ...this.environment, ...environment });
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), "utf8");
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** What a forge keeps of the folder `plan`. */
  keep(head: string, at: string): Kept {
    const files = ["plan.md", "fingerprint"].filter((name) => this.has(`plan/${name}`)).map((name) => [name, this.read(`plan/${name}`)]);
    return { head, at, files: Object.fromEntries(files) };
  }

  /** What actions/download-artifact does. */
  bringBack({ files }: Kept, folder: string): void {
    rmSync(join(this.folder, folder), { recursive: true, force: true });
    cpSync(join(this.folder, "plan"), join(this.folder, folder), { recursive: true });
    for (const name of ["plan.md", "fingerprint"]) rmSync(join(this.folder, folder, name), { force: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, folder, name), text);
  }

  remove(): void {
    this.#copy.remove();
  }
}

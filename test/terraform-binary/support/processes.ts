import { readdirSync, readFileSync, readlinkSync } from "node:fs";

/** Processes whose command line holds a text, e.g. the mirror's folder: providers that Terraform has started. Linux alone; else none. */
export function processesWith(text: string): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && commandOf(pid).includes(text));
}

function commandOf(pid: number): string {
  try {
    // What a shell started goes by the path that it was given; Terraform gives the one in its own folder.
    return `${readFileSync(`/proc/${pid}/cmdline`, "utf8")} ${readlinkSync(`/proc/${pid}/cwd`)}`;
  } catch {
    return "";
  }
}

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { type Column, showTable } from "../shared/table.ts";
import type { Measured } from "./measure.ts";

/** Live VMs of one VMM; a thousand are wanted each time. */
const SIZES = [1000, 5000, 25_000] as const;

const COLUMNS: readonly Column<Measured>[] = [
  { title: "live VMs", of: ({ live }) => `${live}` },
  { title: "wanted", of: ({ wanted }) => `${wanted}` },
  { title: "work", of: ({ work }) => work },
  { title: "first, ms", of: ({ firstMs }) => firstMs.toFixed(0) },
  { title: "warm, ms", of: ({ warmMs }) => warmMs.toFixed(0) },
  { title: "kept, MB", of: ({ keptMb }) => keptMb.toFixed(1) },
  { title: "most at once, MB", of: ({ mostMb }) => mostMb.toFixed(1) },
];

/** The pure part of a plan, without wire and manifests' text: a process for each size, so that none warms up another. */
function main(programs: string): void {
  const rows = SIZES.flatMap((live): Measured[] => {
    // Space for all that one plan allocates, so that what it takes at most can be told.
    const flags = ["--expose-gc", "--max-semi-space-size=512", "--min-semi-space-size=512"];
    return JSON.parse(execFileSync(process.execPath, [...flags, join(programs, "measure.mjs"), `${live}`], { encoding: "utf8" }));
  });
  process.stdout.write(`\n${showTable(COLUMNS, rows)}`);
  const folder = join(import.meta.dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version, load: loadavg()[0] };
  writeFileSync(join(folder, "diff.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

main(process.argv[2] ?? "");

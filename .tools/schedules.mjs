// Schedules of faults, spread over processes: the long version of test/simulation/schedules.test.ts.
//   node .tools/schedules.mjs [FIRST] [LAST] [PROCESSES]
// A line of progress a minute. A seed that fails is made smaller and told with its story at once; the others go on.
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

const [first = 1, last = 100_000, processes = availableParallelism()] = process.argv.slice(2).map(Number);
/** So few that no process is left with much at the end. */
const PART = 100;

/** In a process of its own: a message for each part that is done. */
const worker = `
  import { runSchedule } from "./run-schedule.ts";
  import { drawSchedule } from "./schedule.ts";
  import { shrink, story } from "./shrink.ts";
  process.on("message", async ({ from, to }) => {
    const begun = process.cpuUsage();
    const failed = [];
    for (let seed = from; seed <= to; seed++) {
      const { violations } = await runSchedule(drawSchedule(seed));
      if (violations.length === 0) continue;
      const small = await shrink(drawSchedule(seed));
      failed.push({ seed, story: story(small.schedule, small.result) });
    }
    const { user, system } = process.cpuUsage(begun);
    process.send({ done: to - from + 1, failed, cpuMs: (user + system) / 1000 });
  });
`;

const folder = mkdtempSync(join(tmpdir(), "scvmm-schedules-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const program = join(folder, "worker.mjs");
await build({
  stdin: { contents: worker, resolveDir: join(import.meta.dirname, "../test/simulation/support"), loader: "ts" },
  bundle: true,
  outfile: program,
  platform: "node",
  format: "esm",
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  logLevel: "warning",
});

const begun = Date.now();
const failed = [];
let [next, done, cpuMs, told] = [first, 0, 0, begun];

function progress() {
  const minutes = (ms) => (ms / 60_000).toFixed(1);
  const each = done === 0 ? "-" : (cpuMs / done).toFixed(1);
  console.log(
    `schedules: ${done} of ${last - first + 1} done, up to seed ${next - 1}; ${failed.length} failed; ${minutes(cpuMs)} min of processor (${each} ms each), ${minutes(Date.now() - begun)} min`,
  );
}

await Promise.all(
  Array.from({ length: processes }, () => {
    // Most of what a schedule makes is garbage at its end.
    const child = fork(program, { execArgv: ["--max-semi-space-size=64"] });
    const give = () => {
      if (next > last) return child.disconnect();
      child.send({ from: next, to: Math.min(next + PART - 1, last) });
      next = Math.min(next + PART, last + 1);
    };
    child.on("message", (part) => {
      done += part.done;
      cpuMs += part.cpuMs;
      for (const { seed, story } of part.failed) {
        failed.push(seed);
        console.log(`FAILED seed ${seed}\n${story}\n`);
      }
      if (Date.now() - told >= 60_000) {
        told = Date.now();
        progress();
      }
      give();
    });
    give();
    return new Promise((resolve) =>
      child.on("exit", (code) => {
        if (code !== 0) failed.push(`a process ended with ${code}`);
        resolve();
      }),
    );
  }),
);
progress();
if (failed.length > 0) console.log(`failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

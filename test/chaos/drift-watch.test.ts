import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "../cli/fake-host.ts";
import { BuiltCli, environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";

const LOOPS = 200;
/** Until then caches fill and code is compiled. */
const WARM = 80;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** MiB in use after all garbage is gone. */
function heapMiB(): number {
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

test(`${LOOPS} rounds of drift --watch keep one session, their memory and their listeners`, async () => {
  const folder = mkdtempSync(join(tmpdir(), "drift-watch-"));
  const simulator = await startSimulator({ timeScale: 1000 });
  const farm = writeFarm(folder, "farm", { machines: 20, pool: null });
  const environment = environmentOf(simulator);
  const warnings: string[] = [];
  const warn = (warning: Error) => warnings.push(String(warning));
  process.on("warning", warn);
  const stop = new AbortController();
  const heaps: number[] = [];
  const shells = new Set<number>();
  const ended = await scvmm(["drift", "-f", farm, "--watch", "--interval", "1ms", "--report", `html=${join(folder, "drift.html")}`], {
    environment,
    signal: stop.signal,
    onStderr: (text) => {
      if (!text.includes("next look in")) return;
      heaps.push(heapMiB());
      shells.add(simulator.openShells);
      if (heaps.length === LOOPS) stop.abort();
    },
  });
  process.off("warning", warn);
  await simulator.close();
  rmSync(folder, { recursive: true });

  expect(ended.code).toBe(0);
  expect([...shells]).toEqual([1]);
  expect(warnings).toEqual([]);
  const [early, late] = [heaps[WARM] ?? 0, heaps[LOOPS - 1] ?? 0];
  // A reading of this VMM alone is larger than what may be left of 120 of them.
  expect(late - early).toBeLessThan(1);
});

test("goes on when VMM cannot be read, and says so once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drift-watch-"));
  const farm = writeFarm(folder, "farm", { machines: 1, pool: null });
  const stop = new AbortController();
  let rounds = 0;
  const ended = await scvmm(["drift", "-f", farm, "--watch", "--interval", "5ms"], {
    environment: { SCVMM_HOST: "http://127.0.0.1:1", SCVMM_USERNAME: "x", SCVMM_PASSWORD: "y" },
    signal: stop.signal,
    onStderr: (text) => {
      rounds += text.includes("next look in") ? 1 : 0;
      if (rounds === 3) stop.abort();
    },
  });
  rmSync(folder, { recursive: true });
  expect(ended.code).toBe(0);
  expect(ended.stderr.match(/\[WINRM_CONNECT\]/g)).toHaveLength(1);
});

test("SIGTERM ends the shipped command in peace, in a pause and in a look", async () => {
  const cli = new BuiltCli();
  const simulator = await startSimulator({ latencyMs: 20 });
  const farm = writeFarm(cli.folder, "farm", { machines: 1, pool: null });
  for (const interval of ["1h", "1ms"]) {
    const { child, ended } = cli.start(["drift", "-f", farm, "--watch", "--interval", interval], { environment: environmentOf(simulator) });
    child.stderr?.once("data", function look(text: string) {
      if (text.includes("next look in")) child.kill("SIGTERM");
      else child.stderr?.once("data", look);
    });
    const { code, stdout, stderr } = await ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: expect.stringContaining("missing in VMM"),
      stderr: expect.stringMatching(/Stopped\.\n$/),
    });
    expect(simulator.openShells).toBe(0);
  }
  await simulator.close();
  cli.remove();
});

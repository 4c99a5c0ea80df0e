import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { BuiltCli, environmentOf } from "../scenarios/support/built-cli.ts";
import { writeFarm } from "../scenarios/support/farm.ts";

/** What loading VMM's module costs here; a real one takes some seconds. */
const IMPORT_MS = 1000;

let cli: BuiltCli;
let simulator: Simulator;
let farm: string;
beforeAll(async () => {
  cli = new BuiltCli();
  simulator = await startSimulator({ timeScale: 20_000, importDelayMs: IMPORT_MS });
  farm = writeFarm(cli.folder, "farm", { machines: 2 });
});
afterAll(async () => {
  await simulator.close();
  cli.remove();
});

/** Ends well, and tells how many requests and ms it took. */
async function run(...argv: string[]): Promise<{ requests: number; ms: number }> {
  const [requests, started] = [simulator.requestCount, performance.now()];
  const environment = { ...environmentOf(simulator), XDG_CACHE_HOME: join(cli.folder, "cache") };
  const ended = await cli.run(argv, { environment });
  expect({ code: ended.code, stderr: ended.stderr }).toEqual({ code: 0, stderr: expect.anything() });
  return { requests: simulator.requestCount - requests, ms: performance.now() - started };
}

test("plan and apply pay for loading the module once, and nothing stays for ever", async () => {
  const plan = ["plan", "-f", farm, "--keep-session"];
  const first = await run(...plan);
  expect(simulator.openShells).toBe(1);
  const second = await run(...plan);
  // the rest of a run takes as long; a loaded machine may eat a part of what was saved
  expect(second.ms).toBeLessThan(first.ms);
  expect(second.requests).toBeLessThan(first.requests);
  const applied = await run("apply", "-f", farm, "--auto-approve", "--keep-session", "--poll-interval", "0.05");
  expect(applied.ms).toBeGreaterThan(0);
  expect(simulator.openShells).toBe(1);

  const files = readdirSync(join(cli.folder, "cache/scvmm-provider/sessions"));
  expect(files).toHaveLength(1);
  const text = readFileSync(join(cli.folder, "cache/scvmm-provider/sessions", files[0] ?? ""), "utf8");
  expect(text).not.toContain(simulator.password);

  // a session that has gone meanwhile is no news for the user
  simulator.killShells();
  await run(...plan);
  expect(simulator.openShells).toBe(1);
  // without the flag the session that was left is not touched, and the own one ends
  await run("plan", "-f", farm);
  expect(simulator.openShells).toBe(1);
}, 60_000);

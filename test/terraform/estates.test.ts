import { afterAll, beforeAll, expect, test } from "vitest";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { Estates } from "../../provider/terraform/estate/estates.ts";
import { hclog } from "../../provider/terraform/log/log.ts";
import { observedBy } from "../../provider/terraform/log/observed.ts";
import { type ObjectValue, UNKNOWN } from "../../provider/terraform/value/value.ts";

let simulator: Simulator;
let latent: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
  latent = await startSimulator({ latencyMs: 40 });
});
afterAll(async () => {
  await simulator.close();
  await latent.close();
});

function estatesOf({ url, username, password }: Simulator, more: Record<string, string> = {}) {
  const lines: string[] = [];
  const log = hclog((line) => lines.push(line));
  const environment = { SCVMM_HOST: url, SCVMM_USERNAME: username, SCVMM_PASSWORD: password, ...more };
  return { estates: new Estates({ environment, log, observation: observedBy(log, environment) }), lines };
}

async function configured(at: Simulator, config: ObjectValue = {}, more?: Record<string, string>) {
  const { estates, lines } = estatesOf(at, more);
  expect(await estates.configure(config)).toEqual([]);
  return { estates, estate: estates.current, lines };
}

test("nothing is sent before it is needed, and a thousand who ask at once are answered by one reading", async () => {
  const before = simulator.requestCount;
  const { estates, estate } = await configured(simulator, { scope: "web" });
  expect(estate).toMatchObject({ scope: "web", readOnly: false, parallelism: 10 });
  expect(simulator.requestCount).toBe(before);
  const all = await Promise.all(Array.from({ length: 1000 }, () => estate.inventory()));
  expect(new Set(all).size).toBe(1);
  const one = simulator.requestCount - before;
  expect(one).toBeLessThan(15);
  expect(await estate.inventory()).toBe(all[0]);
  expect(simulator.requestCount - before).toBe(one);
  estate.changed();
  const [anew, fresh, alike] = [await estate.inventory(), ...(await Promise.all([estate.freshInventory(), estate.freshInventory()]))];
  expect(anew).not.toBe(all[0]);
  expect(fresh).not.toBe(anew);
  expect(fresh).toBe(alike);
  await estates.close(1000);
  expect(simulator.openShells).toBe(0);
});

test("a read-only estate has no way to write", async () => {
  const { estates, estate } = await configured(simulator, { read_only: true });
  expect(estate.readOnly).toBe(true);
  expect((await estate.inventory()).server.name).toBeTruthy();
  expect(() => estate.port()).toThrow(expect.objectContaining({ diagnostics: [expect.objectContaining({ code: "PROVIDER_READ_ONLY" })] }));
  await estates.close(1000);
});

test("stopping ends the waiting, and an estate that is configured afterwards works", async () => {
  const { estates, estate } = await configured(latent);
  const reading = estate.inventory();
  estates.stop();
  await expect(reading).rejects.toThrow();
  expect(estate.stopped.aborted).toBe(true);
  expect(await estates.configure({})).toEqual([]);
  expect(estates.current.stopped.aborted).toBe(false);
  expect(await estates.current.inventory()).toBeDefined();
  await estates.close(2000);
});

test("closing waits no longer than it may; what it has sent arrives all the same", async () => {
  const { estates, estate } = await configured(latent);
  await estate.inventory();
  await estates.close(1);
  expect(latent.openShells).toBe(1);
  await expect.poll(() => latent.openShells).toBe(0);
});

test("what is not known yet is named by whatever needs it", async () => {
  const { estates } = estatesOf(simulator);
  expect(() => estates.current).toThrow("not configured");
  expect(await estates.configure({ host: UNKNOWN, connection: { ca_file: UNKNOWN } })).toEqual([]);
  const estate = estates.current;
  const names = /host, connection\.ca_file are known only after apply/;
  for (const use of [() => estate.scope, () => estate.provider, () => estate.port(), () => estate.reader()]) expect(use).toThrow(names);
  await expect(estate.inventory()).rejects.toThrow(names);
  await expect(estate.freshInventory()).rejects.toThrow(names);
  await estates.close(10);
});

test("a block with errors leaves no estate, not the one before either", async () => {
  const { estates } = await configured(simulator);
  expect(await estates.configure({ host: "a b" })).toMatchObject([{ attribute: ["host"] }]);
  expect(() => estates.current).toThrow("not configured");
  await estates.close(10);
});

test("the log has calls and requests where Terraform asks for one, and no secret", async () => {
  const { estates, estate, lines } = await configured(simulator, {}, { TF_LOG_PROVIDER: "trace" });
  await estate.inventory();
  await estates.close(1000);
  const levels = lines.map((line) => (JSON.parse(line) as Record<string, unknown>)["@level"]);
  expect(new Set(levels)).toEqual(new Set(["info", "debug", "trace"]));
  expect(lines.join("")).not.toContain(simulator.password);
  const silent = await configured(simulator);
  await silent.estate.inventory();
  await silent.estates.close(1000);
  expect(silent.lines).toEqual([]);
});

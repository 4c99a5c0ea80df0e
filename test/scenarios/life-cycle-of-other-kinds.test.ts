import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FieldPage, vocabulary } from "../../provider/model/explain.ts";
import { type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "../cli/fake-host.ts";
import { BASE } from "./life-cycle/attributes.ts";
import { OTHER_LIVES, type OtherLife } from "./life-cycle/other-kinds.ts";

const API = "infrastructure.cluster.x-k8s.io/v1alpha1";
const lives = Object.entries(OTHER_LIVES).flatMap(([kind, paths]) =>
  Object.entries(paths).map(([path, life]) => ({
    kind,
    path,
    life,
    name: `${kind}-${path}`
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, "-")
      .replace(/-$/, ""),
  })),
);
type Stage = "first" | "second" | "without";

const withPolicy = (page: FieldPage): readonly string[] => [...(page.facts?.policy ? [page.path] : []), ...page.fields.flatMap(withPolicy)];

it.each(Object.keys(OTHER_LIVES))("every attribute of a %s that has a policy lives here", (kind) => {
  const page = vocabulary().find((one) => one.kind === kind);
  expect(Object.keys(OTHER_LIVES[kind] ?? {}).sort()).toEqual([...(page ? withPolicy(page) : [])].sort());
});

/** One object an attribute, through the command and over the wire, all of them at once. After each stage the plan is empty. */
describe("the life of every attribute", { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator({ timeScale: 20_000 });
    folder = await mkdtemp(join(tmpdir(), "scvmm-lives-"));
    await writeFile(join(folder, "scvmm.yaml"), "scope: lives\n");
  });
  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const environment = () => ({ SCVMM_HOST: simulator.url, SCVMM_USERNAME: simulator.username, SCVMM_PASSWORD: simulator.password });
  const run = (...argv: string[]) => scvmm([...argv, "-f", join(folder, "lives.json")], { environment: environment() });

  async function write(part: (life: OtherLife) => OtherLife[Stage]): Promise<void> {
    const strangers = [...simulator.vmm.world.store.vms.values()].filter(({ CustomProperty }) => !CustomProperty.has("ScvmmOwner"));
    const [a, b] = strangers;
    const provider = { apiVersion: API, kind: "ScvmmProvider", metadata: { name: "vmm" }, spec: { scvmmHost: "vmm.example" } };
    const hosts = ["host-1", "host-2"].map((name) => ({ apiVersion: API, kind: "ScvmmMachine", metadata: { name }, spec: BASE }));
    const pools = ["claim", "other"].map((prefix) => ({
      apiVersion: API,
      kind: "ScvmmNamePool",
      metadata: { name: `${prefix}s` },
      spec: { vmNameRanges: [{ from: `${prefix}-1`, to: `${prefix}-9` }] },
    }));
    const objects = lives.map(({ kind, name, life }) => ({ apiVersion: API, kind, metadata: { name }, spec: part(life) }));
    const text = JSON.stringify({ apiVersion: "v1", kind: "List", items: [provider, ...pools, ...hosts, ...objects] })
      .replaceAll("$NAME_A", a?.Name ?? "")
      .replaceAll("$NAME_B", b?.Name ?? "")
      .replaceAll("$A", a?.ID ?? "")
      .replaceAll("$B", b?.ID ?? "");
    await writeFile(join(folder, "lives.json"), text);
  }

  async function planned(): Promise<Readonly<Record<string, string>>> {
    const { code, stdout, stderr } = await run("plan", "-o", "json", "--allow-mass-deletion");
    expect({ code, stderr: stderr.includes("error:") && stderr }).toEqual({ code: 0, stderr: false });
    const { changes } = JSON.parse(stdout) as { changes: { address: string; action: string }[] };
    return Object.fromEntries(
      changes.filter(({ action }) => action !== "none").map(({ address, action }) => [address.split("/")[2], action]),
    );
  }

  async function applied(): Promise<void> {
    const { code, stderr } = await run(
      "apply",
      "--auto-approve",
      "--parallelism",
      "16",
      "--poll-interval",
      "0.05",
      "--allow-mass-deletion",
    );
    expect(code, stderr.slice(-6000)).toBe(0);
    expect(await planned()).toEqual({});
  }

  it("made", async () => {
    await write(({ first }) => first);
    await applied();
  });

  it("changed", async () => {
    await write(({ second }) => second);
    expect(await planned()).toEqual(Object.fromEntries(lives.map(({ name, life }) => [name, life.action])));
    await applied();
  });

  it("left out: nothing that a manifest is silent about is fought", async () => {
    await write(({ without }) => without);
    expect(Object.keys(await planned())).toEqual(lives.filter(({ life }) => life.keeps === false).map(({ name }) => name));
    await applied();
  });

  it("destroyed: nothing is left", async () => {
    const { code, stderr } = await run(
      "destroy",
      "--auto-approve",
      "--parallelism",
      "16",
      "--poll-interval",
      "0.05",
      "--allow-mass-deletion",
    );
    expect(code, stderr.slice(-6000)).toBe(0);
    const { vms, customProperties } = simulator.vmm.world.store;
    expect([...vms.values()].flatMap(({ VMCheckpoints }) => VMCheckpoints)).toEqual([]);
    expect([...customProperties.values()].filter(({ Name }) => Name.startsWith("scvmm-name__"))).toEqual([]);
  });
});

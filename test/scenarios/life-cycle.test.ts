import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FieldPage, vocabulary } from "../../provider/model/explain.ts";
import { MARK_PROPERTY } from "../../provider/model/mark.ts";
import { defaultEstate, type Estate, type Simulator, simulatedExecutor, startSimulator } from "../../provider/simulator/index.ts";
import { scvmm } from "../cli/fake-host.ts";
import { BASE, BESIDE, ELSEWHERE, LIVES, type Life, type Part } from "./life-cycle/attributes.ts";

const API = "infrastructure.cluster.x-k8s.io/v1alpha1";
const lives = Object.entries(LIVES);
const nameOf = (path: string) => `life-${lives.findIndex(([known]) => known === path)}`;
const pathOf = (address: string) => lives[Number(address.split("-").at(-1))]?.[0];

const attributes = (page: FieldPage): readonly string[] => [
  ...(page.facts?.policy && !page.facts.unsupported ? [page.path] : []),
  ...(page.facts?.unsupported ? [] : page.fields.flatMap(attributes)),
];

interface Change {
  readonly address: string;
  readonly action: string;
  readonly attributes: readonly { readonly path: string }[];
}

it("every attribute of a machine that has a policy lives here, or is told where it does", () => {
  const machine = vocabulary().find(({ kind }) => kind === "ScvmmMachine");
  const known = new Set([...Object.keys(LIVES), ...Object.keys(ELSEWHERE)]);
  expect(machine && attributes(machine).filter((path) => !known.has(path))).toEqual([]);
});

/**
 * One machine an attribute, through the command and over the wire, all of them at once: created with it, changed while it runs, changed
 * while it is off, the attribute left out. After each stage the plan is empty for every one.
 */
describe("the life of every attribute", { timeout: 60_000 }, () => {
  let simulator: Simulator;
  let folder: string;
  beforeAll(async () => {
    simulator = await startSimulator({ timeScale: 20_000, estate: estate() });
    folder = await mkdtemp(join(tmpdir(), "scvmm-life-"));
  });
  afterAll(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const environment = () => ({ SCVMM_HOST: simulator.url, SCVMM_USERNAME: simulator.username, SCVMM_PASSWORD: simulator.password });
  const run = (...argv: string[]) => scvmm([...argv, "-f", join(folder, "lives.json")], { environment: environment() });

  async function write(part: (life: Life) => Part, powerCyclePolicy: "Allow" | "Never"): Promise<void> {
    const provider = { apiVersion: API, kind: "ScvmmProvider", metadata: { name: "vmm" }, spec: { scvmmHost: "vmm.example" } };
    const machines = lives.map(([path, life]) => ({
      apiVersion: API,
      kind: "ScvmmMachine",
      metadata: { name: nameOf(path) },
      spec: { ...BASE, ...life.base, ...part(life), powerCyclePolicy },
    }));
    await writeFile(
      join(folder, "lives.json"),
      JSON.stringify({
        apiVersion: "v1",
        kind: "List",
        items: [provider, ...BESIDE.map((one) => ({ apiVersion: API, ...one })), ...machines],
      }),
    );
    await writeFile(join(folder, "scvmm.yaml"), "scope: life\n");
  }

  async function planned(): Promise<readonly Change[]> {
    const { code, stdout, stderr } = await run("plan", "-o", "json");
    expect({ code, stderr: stderr.includes("error:") && stderr }).toEqual({ code: 0, stderr: false });
    return JSON.parse(stdout).changes.filter(({ action }: Change) => action !== "none");
  }

  /** What is planned, by the attribute that the machine is for. */
  const told = (changes: readonly Change[]) =>
    Object.fromEntries(changes.map(({ address, attributes: changed }) => [pathOf(address), changed.map(({ path }) => path)]));

  async function applied(): Promise<void> {
    const { code, stdout, stderr } = await run(
      "apply",
      "--auto-approve",
      "--parallelism",
      "32",
      "--poll-interval",
      "0.05",
      "--allow-mass-deletion",
    );
    expect(code, `${stdout.slice(-3000)}${stderr.slice(-6000)}`).toBe(0);
    expect(told(await planned())).toEqual({});
  }

  const ours = () => [...simulator.vmm.world.store.vms.values()].filter(({ Name }) => Name.startsWith("life-"));
  const changing = lives.filter(([, { on }]) => on !== "kept").map(([path]) => path);

  it("made with it", async () => {
    await write(({ first }) => first, "Never");
    await applied();
    const vms = ours();
    expect(vms).toHaveLength(lives.length);
    expect(vms.filter(({ VirtualMachineState }) => VirtualMachineState !== "Running")).toEqual([]);
  });

  it("changed while it runs", async () => {
    await write(({ second }) => second, "Allow");
    expect(Object.keys(told(await planned())).sort()).toEqual([...changing].sort());
    await applied();
  });

  it("changed while it is off", async () => {
    await turnOff(simulator);
    const grown = "spec.disks[].size";
    await write((life) => (life === LIVES[grown] ? { disks: [{ size: "70Gi" }] } : life.first), "Never");
    expect(Object.keys(told(await planned())).sort()).toEqual([...changing].sort());
    await applied();
  });

  it("left out: nothing that a manifest is silent about is fought", async () => {
    await write(({ without }) => without ?? {}, "Never");
    const left = told(await planned());
    // Lists and maps are whole: what left them is planned, everything else is kept.
    expect(Object.keys(left).filter((path) => !/\[\]|\{\}|dvdDrive|dynamicMemory/.test(path))).toEqual([]);
    await applied();
  });

  it("destroyed: nothing is left", async () => {
    const { code } = await run("destroy", "--auto-approve", "--parallelism", "32", "--poll-interval", "0.05", "--allow-mass-deletion");
    expect(code).toBe(0);
    expect(ours()).toEqual([]);
  });
});

/** A network with two VLANs and IPv6 beside the default ones. */
function estate(): Estate {
  const known = defaultEstate(1);
  const pool = (name: string, cidr: string, prefix: string) => ({
    ...{ name, vmNetwork: "Transit", cidr, start: `${prefix}10`, end: `${prefix}99`, gateway: `${prefix}1` },
    ...{ vips: "", reserved: "", dnsServers: [], dnsSuffix: "" },
  });
  return {
    ...known,
    vmNetworks: [
      ...known.vmNetworks,
      {
        name: "Transit",
        logicalNetwork: "Transit",
        isolation: "VLANNetwork",
        subnets: [
          { name: "Transit east", cidr: "10.20.51.0/24", vlan: 151 },
          { name: "Transit six", cidr: "fd00:20:51::/64", vlan: 151 },
          { name: "Transit west", cidr: "10.20.52.0/24", vlan: 152 },
        ],
      },
    ],
    pools: [
      ...known.pools,
      pool("Transit static", "10.20.51.0/24", "10.20.51."),
      pool("Transit six static", "fd00:20:51::/64", "fd00:20:51::"),
    ],
  };
}

async function turnOff({ vmm }: Simulator): Promise<void> {
  const executor = simulatedExecutor(vmm);
  const marked = { all: [{ path: `CustomProperty.${MARK_PROPERTY}`, op: "startsWith" as const, value: "scvmm:" }] };
  const read = await executor.execute([
    { id: "vms", cmdlet: "Get-SCVirtualMachine", parameters: { All: true }, where: marked, project: ["ID"] },
  ]);
  const ids = (read.results[0]?.rows ?? []).map(([id]) => `${id}`);
  const batch = ids.flatMap((id, index) => [
    { id: `g${index}`, cmdlet: "Get-SCVirtualMachine", parameters: { ID: id } },
    { id: `s${index}`, cmdlet: "Stop-SCVirtualMachine", parameters: { VM: { $ref: `g${index}` }, Force: true } },
  ]);
  const { results } = await executor.execute(batch);
  expect(results.filter(({ state }) => state !== "done")).toEqual([]);
}

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { startSimulator } from "../../../provider/simulator/index.ts";
import { makeCertificate } from "../../../provider/terraform/plugin/certificate.ts";
import { environmentOf } from "../../scenarios/support/built-cli.ts";
import { estateWith, manageAll, manageData } from "../../terraform-binary/support/many.ts";
import { type Result, TerraformFolder } from "../../terraform-binary/support/terraform-folder.ts";
import { type Column, showTable } from "../shared/table.ts";

/**
 * What the provider costs under the real `terraform`, which has to be on the PATH.
 *
 * 1. Build, and a mirror made by `scvmm terraform install`; a simulator with machines.
 * 2. From the start of the provider to its handshake, beside Node that runs nothing; in turn.
 * 3. `terraform plan` of one resource, beside one terraform_data; in turn.
 * 4. `terraform plan -refresh-only` of a thousand, beside a thousand terraform_data, with WinRM requests counted.
 * 5. The figures, and which bars are met.
 */
async function main(programs: string): Promise<void> {
  const root = join(import.meta.dirname, "..", "..", "..");
  const [dist, mirror] = [join(programs, "dist"), join(programs, "mirror")];
  execFileSync(process.execPath, [join(root, ".tools/build.mjs"), dist], { cwd: root });
  execFileSync(process.execPath, [join(dist, "scvmm.js"), "terraform", "install", mirror], { stdio: "ignore" });
  const simulator = await startSimulator({ estate: estateWith(MANY) });
  const folders: TerraformFolder[] = [];
  const folder = async (hcl: string) => {
    const tf = new TerraformFolder({
      cliConfiguration: `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`,
      environment: environmentOf(simulator),
      requestCount: () => simulator.requestCount,
    });
    folders.push(tf);
    tf.write("main.tf", hcl);
    await tf.init();
    return tf;
  };
  try {
    const rows = [
      ...(await handshakes(join(dist, "terraform-provider-scvmm", "terraform-provider-scvmm"))),
      ...(await plans(await folder(DATA), await folder(ONE))),
      ...(await refreshes(await folder(""), await folder(""), simulator)),
    ];
    show(rows);
    write(rows);
  } finally {
    for (const tf of folders) tf.dispose();
    await simulator.close();
  }
}

const STARTS = 15;
const PLANS = 7;
const MANY = 1000;
const DATA = 'resource "terraform_data" "one" {\n  input = "x"\n}\n';
const ONE =
  'resource "scvmm_virtual_machine" "one" {\n  name = "one"\n  cloud = "Production"\n  vm_template = "Ubuntu 22.04 LTS"\n  cpu_count = 2\n}\n';

interface Row {
  readonly what: string;
  readonly ms: number;
  /** Of the row before. */
  readonly times?: number;
  readonly requests?: number;
  readonly bar?: string;
  readonly met?: boolean;
}

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function handshakes(program: string): Promise<readonly Row[]> {
  const invitation = {
    TF_PLUGIN_MAGIC_COOKIE: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
    PLUGIN_PROTOCOL_VERSIONS: "5,6",
    PLUGIN_CLIENT_CERT: makeCertificate(new Date()).pem,
  };
  const node = async () => once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore" }), "exit");
  const provider = async () => {
    const child = spawn(program, { env: { ...process.env, ...invitation }, stdio: ["ignore", "pipe", "ignore"] });
    await once(child.stdout, "data");
    return child;
  };
  const times: { node: number[]; provider: number[] } = { node: [], provider: [] };
  for (let round = 0; round < STARTS; round += 1) {
    times.node.push(await timed(node));
    let child: Awaited<ReturnType<typeof provider>> | undefined;
    times.provider.push(
      await timed(async () => {
        child = await provider();
      }),
    );
    child?.kill("SIGKILL");
  }
  const [alone, started] = [middle(times.node), middle(times.provider)];
  return [
    { what: "node -e 0", ms: alone },
    { what: "start to handshake", ms: started, times: started / alone, bar: "2 × node -e 0", met: started <= 2 * alone },
  ];
}

async function plans(data: TerraformFolder, one: TerraformFolder): Promise<readonly Row[]> {
  const times: { data: number[]; one: number[] } = { data: [], one: [] };
  let requests = 0;
  for (let round = 0; round < PLANS; round += 1) {
    times.data.push(await timed(() => data.run(["plan"])));
    const before = one.requestCount();
    times.one.push(await timed(() => one.run(["plan"])));
    requests = one.requestCount() - before;
  }
  const [plain, ours] = [middle(times.data), middle(times.one)];
  return [
    { what: "plan of one terraform_data", ms: plain },
    { what: "plan of one virtual machine", ms: ours, times: ours / plain, requests, bar: "12 ×", met: ours <= 12 * plain },
  ];
}

async function refreshes(
  data: TerraformFolder,
  many: TerraformFolder,
  simulator: Parameters<typeof manageAll>[2],
): Promise<readonly Row[]> {
  await manageData(data, MANY);
  await manageAll(many, MANY, simulator);
  const refresh = async (tf: TerraformFolder) => {
    let result: Result | undefined;
    const ms = await timed(async () => {
      result = await tf.plan("-refresh-only");
    });
    if (result?.code === 1) throw new Error(result.text);
    return { ms, requests: result?.requests ?? 0 };
  };
  const [plain, ours] = [await refresh(data), await refresh(many)];
  const met = ours.requests <= 20;
  return [
    { what: `refresh of ${MANY} terraform_data`, ms: plain.ms },
    {
      what: `refresh of ${MANY} virtual machines`,
      ms: ours.ms,
      times: ours.ms / plain.ms,
      requests: ours.requests,
      bar: "20 requests",
      met,
    },
  ];
}

const COLUMNS: readonly Column<Row>[] = [
  { title: "what", of: ({ what }) => what },
  { title: "ms", of: ({ ms }) => ms.toFixed(0) },
  { title: "times", of: ({ times }) => times?.toFixed(1) ?? "" },
  { title: "requests", of: ({ requests }) => `${requests ?? ""}` },
  { title: "bar", of: ({ bar, met }) => (bar === undefined ? "" : `${bar}: ${met ? "met" : "NOT met"}`) },
];

function show(rows: readonly Row[]): void {
  const load = loadavg()[0]?.toFixed(1);
  process.stdout.write(
    `\nThe provider under Terraform, simulator on this machine (load ${load}, ${cpus().length} cores)\n${showTable(COLUMNS, rows)}`,
  );
}

function write(rows: readonly Row[]): void {
  const folder = join(import.meta.dirname, "..", "results");
  mkdirSync(folder, { recursive: true });
  const machine = { processor: cpus()[0]?.model ?? "", cores: cpus().length, node: process.version, load: loadavg()[0] };
  writeFileSync(join(folder, "terraform.json"), `${JSON.stringify({ machine, rows }, null, 2)}\n`);
}

await main(process.argv[2] ?? "");

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defaultEstate, type Estate, type Simulator } from "../../../provider/simulator/index.ts";
import type { TerraformFolder } from "./terraform-folder.ts";

const name = (index: number) => `m-${String(index + 1).padStart(4, "0")}`;

/** The default estate, and machines as Terraform has left them: `m-0001` and so on. */
export function estateWith(count: number): Estate {
  const estate = defaultEstate(1);
  const model = estate.vms.find(({ cloud, generation }) => cloud === "Production" && generation === 2);
  if (!model) throw new Error("an estate without such a VM");
  const owned = Array.from({ length: count }, (_, index) => {
    const customProperties = { ScvmmOwner: `scvmm:v1:default:ScvmmMachine/terraform/${name(index)}` };
    return { ...model, name: name(index), description: "", customProperties, adapters: [], memoryMb: 512, cpuCount: 2 };
  });
  const hosts = estate.hosts.map((host) => ({ ...host, memoryGb: host.memoryGb * 4 }));
  const property = { name: "ScvmmOwner", description: "", members: ["VM"] };
  return { ...estate, hosts, vms: [...estate.vms, ...owned], customProperties: [...estate.customProperties, property] };
}

const names = (count: number): string => `toset([for number in range(1, ${count + 1}) : format("m-%04d", number)])`;

const farm = (count: number) => `resource "scvmm_virtual_machine" "farm" {
  for_each     = ${names(count)}
  name         = each.key
  cloud        = "Production"
  vm_template  = "Ubuntu 22.04 LTS"
  cpu_count    = 2
  memory       = "512Mi"
  power_policy = "Manual"
}
`;
const IMPORT = `import {
  to = scvmm_virtual_machine.farm["m-0001"]
  id = "m-0001"
}
`;

interface StateFile {
  readonly resources: { readonly instances: readonly { readonly attributes: Readonly<Record<string, unknown>> }[] }[];
}

/** A configuration of all these machines with its state. */
export async function manageAll(tf: TerraformFolder, count: number, { vmm }: Simulator): Promise<void> {
  const vms = [...vmm.world.store.vms.values()].filter(({ Name }) => /^m-\d{4}$/.test(Name));
  const attributes = vms.map(({ ID, VMId, Name }) => [Name, { id: ID, vm_id: VMId, name: Name, key: Name }] as const);
  await multiply(tf, farm(1) + IMPORT, farm(count), Object.fromEntries(attributes));
}

/** As many of Terraform's own resource. */
export async function manageData(tf: TerraformFolder, count: number): Promise<void> {
  const data = (size: number) => `resource "terraform_data" "many" {\n  for_each = ${names(size)}\n}\n`;
  const ids = Array.from({ length: count }, (_, index) => [name(index), { id: name(index) }] as const);
  await multiply(tf, data(1), data(count), Object.fromEntries(ids));
}

/** One is applied, and the state of the others made of it: to make or import them one by one is another matter. */
async function multiply(tf: TerraformFolder, one: string, all: string, attributes: Readonly<Record<string, object>>): Promise<void> {
  tf.write("main.tf", one);
  const { code, text } = await tf.apply();
  if (code !== 0) throw new Error(text);
  const file = join(tf.work, "terraform.tfstate");
  const state = JSON.parse(readFileSync(file, "utf8")) as StateFile;
  const [model] = state.resources[0]?.instances ?? [];
  const instances = Object.entries(attributes).map(([key, own]) => ({
    ...model,
    index_key: key,
    attributes: { ...model?.attributes, ...own },
  }));
  writeFileSync(file, JSON.stringify({ ...state, serial: 99, resources: [{ ...state.resources[0], instances }] }));
  tf.write("main.tf", all);
}

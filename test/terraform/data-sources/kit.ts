import type { Inventory, VmmReader } from "../../../provider/engine/index.ts";
import { type Diagnostic, DiagnosticError } from "../../../provider/model/diagnostic.ts";
import { defaultEstate, type Estate as SimulatedEstate } from "../../../provider/simulator/index.ts";
import { dataSources } from "../../../provider/terraform/data-sources/data-sources.ts";
import type { Estate } from "../../../provider/terraform/estate/estate.ts";
import { sharedReading } from "../../../provider/terraform/estate/shared-reading.ts";
import { conform } from "../../../provider/terraform/schema/conform.ts";
import type { ObjectValue } from "../../../provider/terraform/value/value.ts";
import { simulated } from "../../engine/support/simulated.ts";

/** A configured provider in front of a simulated VMM, and what it has asked for. */
export interface Stage {
  readonly estate: Estate;
  readonly asked: { inventories: number; looks: string[][] };
  readonly vmm: ReturnType<typeof simulated>["vmm"];
  inventory(): Promise<Inventory>;
  /** As Terraform reads it: every attribute, null where it is not set. */
  read(name: string, config?: Record<string, unknown>): Promise<ObjectValue>;
  /** What reading it says is wrong. */
  refused(name: string, config?: Record<string, unknown>): Promise<readonly Diagnostic[]>;
}

export function typeNamed(name: string) {
  const type = dataSources.find((one) => one.name === name);
  if (!type) throw new Error(`no data source ${name}`);
  return type;
}

export function stage(change: (estate: SimulatedEstate) => SimulatedEstate = (estate) => estate): Stage {
  const { vmm, port } = simulated({ estate: change(defaultEstate(1, { vms: 24 })) });
  const asked: Stage["asked"] = { inventories: 0, looks: [] };
  const reader: VmmReader = {
    ...port,
    readMachines: (ids, signal) => {
      asked.looks.push([...ids]);
      return port.readMachines(ids, signal);
    },
  };
  const readings = sharedReading({
    read: () => {
      asked.inventories += 1;
      return port.readInventory();
    },
    goodForMs: 60_000,
    gatherMs: 0,
    now: () => 0,
    pause: async () => {},
  });
  const never = (): never => {
    throw new Error("a data source changes nothing");
  };
  const estate: Estate = {
    scope: "shop",
    readOnly: true,
    provider: undefined as never,
    parallelism: 1,
    stopped: new AbortController().signal,
    port: never,
    reader: () => reader,
    inventory: readings.get,
    freshInventory: never,
    changed: never,
  };
  const read: Stage["read"] = async (name, config = {}) => {
    const { schema, read } = typeNamed(name);
    const state = await read(conform(schema, config as ObjectValue), estate);
    // Whole: nothing more than the schema has, and nothing less.
    expectWhole(Object.keys(schema.attributes), state);
    return conform(schema, state);
  };
  return {
    estate,
    asked,
    vmm,
    inventory: readings.get,
    read,
    refused: async (name, config) => {
      try {
        await read(name, config);
      } catch (error) {
        if (error instanceof DiagnosticError) return error.diagnostics;
        throw error;
      }
      throw new Error(`${name} was read`);
    },
  };
}

function expectWhole(names: readonly string[], state: ObjectValue): void {
  const lacking = names.filter((name) => !(name in state));
  if (lacking.length > 0) throw new Error(`the state lacks ${lacking.join(", ")}`);
}

/** A VM like one of the estate's, with what is given in its place. */
export function another(estate: SimulatedEstate, change: Partial<SimulatedEstate["vms"][number]>): SimulatedEstate["vms"][number] {
  const [model] = estate.vms;
  if (!model) throw new Error("an estate without VMs");
  return { ...model, description: "", customProperties: {}, adapters: [], ...change };
}

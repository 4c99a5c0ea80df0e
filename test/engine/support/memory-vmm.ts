import type { Inventory, LiveVm, VmStub } from "../../../provider/engine/inventory.ts";
import type { LiveAddress } from "../../../provider/engine/inventory-network.ts";
import type { JobReport, Operation, Outcome } from "../../../provider/engine/operation.ts";
import type { VmmPort } from "../../../provider/engine/port.ts";
import type { PreflightAnswers } from "../../../provider/engine/preflight/contract.ts";
import type { Hook } from "../../../provider/engine/work.ts";
import { MARK_PROPERTY, parseMark, sameMark, splitDescription } from "../../../provider/model/mark.ts";
import { parseDiskFileName } from "../../../provider/model/persistent-disk.ts";
import { inventory } from "./inventory.ts";
import { type Mutable, newAdapter, newAddress, newVm } from "./memory-objects.ts";
import { changeStorage, isStorage, type StorageOperation } from "./memory-storage.ts";

type Fault = Outcome | "lose-answer" | "fail-job" | "fail-job-for-good" | undefined;

const LASTING = new Set<Operation["kind"]>([
  "create-machine",
  "repair-machine",
  "start-machine",
  "migrate-machine",
  "stop-machine",
  "remove-machine",
  "expand-disk",
  "add-disk",
]);

/**
 * A VMM behind the port, for the engine's own logic: names and addresses are unique or not as in VMM, jobs end after some
 * polls, faults are told by `fault`. How VMM itself behaves is tested with the simulator.
 */
export class MemoryVmm implements VmmPort {
  vms: Mutable<LiveVm>[] = [];
  others: VmStub[];
  addresses: Mutable<LiveAddress>[];
  definitions: string[];
  temporary: Inventory["temporaryTemplates"];
  detached: Inventory["detachedDisks"];
  readonly base: Inventory;
  readonly log: Operation[] = [];
  reads = 0;
  polls = 0;
  fault: (operation: Operation, count: number) => Fault = () => undefined;
  pollsPerJob = 2;
  readonly #jobs = new Map<string, { left: number; end: () => void; failed: "no" | "transient" | "for-good" }>();
  #ids = 0;

  constructor(base: Inventory = inventory()) {
    this.base = base;
    this.vms = base.owned.map((vm) => ({ ...vm }));
    const owned = new Set(base.owned.map(({ id }) => id));
    this.others = base.vms.filter(({ id }) => !owned.has(id));
    this.addresses = base.addresses.map((address) => ({ ...address }));
    this.temporary = base.temporaryTemplates;
    this.detached = base.detachedDisks;
    this.definitions = base.customProperties.map(({ name }) => name);
  }

  id(): string {
    this.#ids++;
    return `00000000-0000-0000-0000-${String(this.#ids).padStart(12, "0")}`;
  }

  snapshot(): Inventory {
    const available = (pool: Inventory["pools"][number]): number =>
      pool.totalAddresses - this.addresses.filter(({ poolId }) => poolId === pool.id).length;
    return structuredClone({
      ...this.base,
      vms: [
        ...this.others,
        ...this.vms.map(({ id, name, status, cloud, hostName, hostGroupPath }) => ({ id, name, status, cloud, hostName, hostGroupPath })),
      ],
      owned: this.vms,
      addresses: this.addresses,
      temporaryTemplates: this.temporary,
      detachedDisks: this.detached,
      pools: this.base.pools.map((pool) => ({ ...pool, availableAddresses: available(pool) })),
      customProperties: this.definitions.map((name) => ({ id: `property-${name}`, name })),
    });
  }

  async readPreflight(): Promise<PreflightAnswers> {
    return { quotas: [], ratings: [], permissions: null, unanswered: [] };
  }

  async readInventory(): Promise<Inventory> {
    this.reads++;
    return this.snapshot();
  }

  async readMachines(ids: readonly string[]): Promise<readonly LiveVm[]> {
    return structuredClone(this.vms.filter(({ id }) => ids.includes(id)));
  }

  async close(): Promise<void> {}

  async pollJobs(ids: readonly string[]): Promise<readonly JobReport[]> {
    this.polls++;
    return ids.map((id) => {
      const job = this.#jobs.get(id);
      const shared = { id, name: "job", resultObjectId: null, transient: false, diagnostic: null };
      if (!job) return { ...shared, state: "failed", progress: 0 };
      job.left--;
      if (job.left > 0) return { ...shared, state: "running", progress: 50 };
      this.#finish(id);
      if (job.failed === "no") return { ...shared, state: "done", progress: 100 };
      return { ...shared, state: "failed", progress: 50, transient: job.failed === "transient", diagnostic: error("JOB_FAILED") };
    });
  }

  #finish(id: string): void {
    const job = this.#jobs.get(id);
    this.#jobs.delete(id);
    job?.end();
    for (const vm of this.vms) if (vm.job?.id === id) vm.job = { id, status: job?.failed === "no" ? "Completed" : "Failed" };
  }

  /** As if nobody watched for a long time. */
  finishAllJobs(): void {
    for (const id of [...this.#jobs.keys()]) this.#finish(id);
  }

  readonly hooks: Hook[] = [];
  hookFault: (hook: Hook) => Outcome | undefined = () => undefined;

  async runHook(hook: Hook): Promise<Outcome> {
    this.hooks.push(hook);
    return this.hookFault(hook) ?? { state: "done", objectId: null };
  }

  async run(operation: Operation): Promise<Outcome> {
    this.log.push(operation);
    const fault = this.fault(operation, this.log.length);
    if (typeof fault === "object") return fault;
    const failing = fault === "fail-job" ? "transient" : fault === "fail-job-for-good" ? "for-good" : "no";
    const outcome = this.#carryOut(operation, failing);
    return fault === "lose-answer" ? { state: "unknown", diagnostic: error("LOST") } : outcome;
  }

  #carryOut(operation: Operation, failed: "no" | "transient" | "for-good"): Outcome {
    if (operation.kind === "create-machine") return this.#create(operation, failed);
    const effect = this.#effect(operation);
    if (effect !== null && "state" in effect) return effect;
    if (!LASTING.has(operation.kind)) {
      effect?.apply();
      return { state: "done", objectId: null };
    }
    const jobId = this.#start(() => failed === "no" && effect?.apply(), failed);
    return { state: "running", jobId, objectId: null };
  }

  #start(end: () => void, failed: "no" | "transient" | "for-good"): string {
    const jobId = this.id();
    this.#jobs.set(jobId, { left: this.pollsPerJob, end, failed });
    return jobId;
  }

  #create(operation: Extract<Operation, { kind: "create-machine" }>, failed: "no" | "transient" | "for-good"): Outcome {
    const namesake = [...this.vms, ...this.others].find(({ name }) => name.toLowerCase() === operation.name.toLowerCase());
    if (namesake) {
      const own = this.vms.find(({ id, mark }) => id === namesake.id && sameMark(mark, operation.mark));
      return own ? { state: "done", objectId: own.id } : { state: "taken", diagnostic: error("NAME_TAKEN") };
    }
    const vm = { ...newVm(this.base, this.id(), operation), adapters: [newAdapter(this.id(), 0)] };
    this.vms.push(vm);
    if (operation.blank) this.temporary = [...this.temporary, { id: this.id(), mark: operation.mark }];
    const jobId = this.#start(() => {
      vm.status = failed === "no" ? "PowerOff" : "CreationFailed";
      vm.powerState = "PowerOff";
    }, failed);
    vm.job = { id: jobId, status: "Running" };
    return { state: "running", jobId, objectId: vm.id };
  }

  #effect(operation: Exclude<Operation, { kind: "create-machine" }>): Outcome | { apply: () => void } | null {
    if (!("vmId" in operation) || operation.kind === "forget-disk") return this.#fabricEffect(operation);
    const vm = this.vms.find(({ id }) => id === operation.vmId);
    if (!vm) return operation.kind === "remove-machine" ? null : { state: "failed", diagnostic: error("NO_SUCH_VM") };
    if (isStorage(operation)) return { apply: () => changeStorage(operation, vm, () => this.id()) };
    return { apply: () => this.#change(operation, vm) };
  }

  #fabricEffect(
    operation: Extract<
      Operation,
      {
        kind:
          | "define-property"
          | "remove-template"
          | "stop-job"
          | "grant-address"
          | "describe-address"
          | "revoke-address"
          | "record-disk"
          | "set-checkpoint"
          | "claim-name"
          | "mark-name"
          | "release-name"
          | "remove-checkpoint"
          | "forget-disk"
          | "discard-record"
          | "create-carrier";
      }
    >,
  ) {
    switch (operation.kind) {
      case "define-property":
        return { apply: () => void (this.definitions.includes(operation.name) || this.definitions.push(operation.name)) };
      case "stop-job":
        return { apply: () => void this.#jobs.delete(operation.jobId) };
      case "record-disk":
        return { apply: () => this.#record(operation) };
      case "create-carrier":
      case "set-checkpoint":
      case "claim-name":
      case "mark-name":
      case "release-name":
      case "remove-checkpoint":
        return null;
      case "forget-disk":
      case "discard-record":
        return {
          apply: () => {
            this.detached = this.detached.filter(({ fileName }) => fileName !== operation.fileName);
          },
        };
      case "remove-template":
        return {
          apply: () => {
            this.temporary = this.temporary.filter(({ id }) => id !== operation.templateId);
          },
        };
      case "grant-address": {
        const sought = ({ address }: { readonly address: string }) => operation.address === null || address === operation.address;
        if (this.addresses.some((grant) => sameMark(grant.mark, operation.mark) && grant.poolId === operation.poolId && sought(grant)))
          return null;
        const address = operation.address ?? this.#nextFree(operation.poolId);
        if (address === null || this.addresses.some((grant) => grant.address === address))
          return { state: "taken" as const, diagnostic: error("POOL_FULL") };
        const { poolId, mark, description } = operation;
        return { apply: () => void this.addresses.push(newAddress(this.id(), address, poolId, mark, description)) };
      }
      case "describe-address":
        return {
          apply: () => {
            const { addressId, mark, description } = operation;
            for (const grant of this.addresses) if (grant.id === addressId) Object.assign(grant, { mark, description });
          },
        };
      case "revoke-address":
        return {
          apply: () => {
            this.addresses = this.addresses.filter(({ id }) => id !== operation.addressId);
          },
        };
    }
  }

  #record({ fileName, record }: Extract<Operation, { kind: "record-disk" }>): void {
    const identity = parseDiskFileName(fileName);
    const others = this.detached.filter((disk) => disk.fileName !== fileName);
    if (identity) this.detached = [...others, { id: `record-${fileName}`, fileName, identity, record }];
  }

  #nextFree(poolId: string): string | null {
    const pool = this.base.pools.find(({ id }) => id === poolId);
    const prefix = pool?.rangeStart.replace(/\d+$/, "") ?? "";
    const [first, last] = [pool?.rangeStart, pool?.rangeEnd].map((text) => Number(text?.split(".").at(-1)));
    const taken = new Set(this.addresses.map(({ address }) => address));
    for (let host = first ?? 1; host <= (last ?? 0); host++) if (!taken.has(`${prefix}${host}`)) return `${prefix}${host}`;
    return null;
  }

  #setAdapter({ adapterId, set, mark }: Extract<Operation, { kind: "set-adapter" }>, vm: Mutable<LiveVm>): void {
    const adapter = vm.adapters.find(({ id }) => id === adapterId) as Mutable<LiveVm["adapters"][number]>;
    if (set.connection) this.#connect(adapter, set.connection);
    if (set.mac) adapter.macAddressType = set.mac.type;
    const { addressing, connection, portClassificationId, mac, ...flags } = set;
    Object.assign(adapter, flags);
    if (!addressing) return;
    this.addresses = this.addresses.filter(({ id }) => !addressing.returns.includes(id));
    for (const { poolId, address } of addressing.grants) {
      const wanted = address ?? this.#nextFree(poolId) ?? "";
      if (this.addresses.some((grant) => grant.assignedToId === adapter.id && grant.poolId === poolId && address === null)) continue;
      this.addresses.push({ ...newAddress(this.id(), wanted, poolId, undefined, ""), assignedToId: adapter.id, machine: mark });
    }
    adapter.ipv4Addresses = this.addresses.filter(({ assignedToId }) => assignedToId === adapter.id).map(({ address }) => address);
    if (addressing.fixed.includes(4)) adapter.ipv4AddressType = "Static";
    if (addressing.dynamic.includes(4)) adapter.ipv4AddressType = "Dynamic";
  }

  #connect(adapter: Mutable<LiveVm["adapters"][number]>, { vmNetworkId, vlan }: { vmNetworkId: string; vlan: number | null }): void {
    adapter.vmNetwork = this.base.vmNetworks.find(({ id }) => id === vmNetworkId)?.name ?? null;
    adapter.vlan = vlan ?? adapter.vlan;
  }

  #addAdapter({ connection, total }: Extract<Operation, { kind: "add-adapter" }>, vm: Mutable<LiveVm>): void {
    if (vm.adapters.length >= total) return;
    const adapter = newAdapter(this.id(), Math.max(-1, ...vm.adapters.map(({ slot }) => slot)) + 1);
    this.#connect(adapter, connection);
    vm.adapters = [...vm.adapters, adapter];
  }

  #change(operation: Exclude<Extract<Operation, { vmId: string }>, StorageOperation>, vm: Mutable<LiveVm>): void {
    switch (operation.kind) {
      case "set-machine": {
        const { description, operatingSystemId, cloudId, options, hardware, ...plain } = operation.set;
        Object.assign(vm, plain, options ?? {}, { hardware: { ...vm.hardware, ...hardware } });
        if (description !== undefined) vm.description = splitDescription(description).description;
        const system = this.base.operatingSystems.find(({ id }) => id === operatingSystemId);
        if (system) vm.operatingSystem = system.name;
        const cloud = this.base.clouds.find(({ id }) => id === cloudId);
        if (cloud) vm.cloud = cloud.name;
        return;
      }
      case "set-custom-property":
        setProperty(operation, vm);
        return;
      case "mark-machine":
        vm.mark = operation.mark;
        return;
      case "add-adapter":
        this.#addAdapter(operation, vm);
        return;
      case "set-adapter":
        this.#setAdapter(operation, vm);
        return;
      case "remove-adapter":
        vm.adapters = vm.adapters.filter(({ id }) => id !== operation.adapterId);
        this.addresses = this.addresses.filter(({ assignedToId }) => assignedToId !== operation.adapterId);
        return;
      case "migrate-machine": {
        const group = this.base.hostGroups.find(({ id }) => id === operation.hostGroupId);
        const cloud = this.base.clouds.find(({ id }) => id === operation.cloudId);
        vm.hostGroupPath = group?.path ?? cloud?.hostGroups[0] ?? vm.hostGroupPath;
        return;
      }
      case "repair-machine":
        if (vm.status === "CreationFailed") Object.assign(vm, { status: "PowerOff", powerState: "PowerOff" });
        return;
      case "start-machine":
        Object.assign(vm, { status: "Running", powerState: "Running" });
        return;
      case "stop-machine":
        Object.assign(vm, { status: "PowerOff", powerState: "PowerOff" });
        return;
      case "create-checkpoint":
        return;
      case "remove-machine": {
        const adapters = new Set(vm.adapters.map(({ id }) => id));
        this.vms = this.vms.filter(({ id }) => id !== vm.id);
        this.addresses = this.addresses.filter(({ assignedToId }) => !adapters.has(assignedToId ?? ""));
      }
    }
  }
}

function setProperty({ name, value }: Extract<Operation, { kind: "set-custom-property" }>, vm: Mutable<LiveVm>): void {
  if (name === MARK_PROPERTY) Object.assign(vm, { sealed: true, mark: parseMark(value) ?? vm.mark });
  else {
    const rest = Object.entries(vm.customProperties).filter(([known]) => known.toLowerCase() !== name.toLowerCase());
    vm.customProperties = Object.fromEntries(value === null ? rest : [...rest, [name, value]]);
  }
}

export const error = (code: string) => ({ code, severity: "error" as const, summary: code });

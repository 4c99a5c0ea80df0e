import { describe, expect, it } from "vitest";
import type { Call } from "../../provider/batch/call.ts";
import { raw, ref, session } from "./kit.ts";

const all = (rest: object = {}) => raw("vms", "Get-SCVirtualMachine", { All: true }, rest);
const at = session();

describe("references", () => {
  it("pass the one object found, and fail on none or many", async () => {
    const [, none] = await at.run(
      raw("vms", "Get-SCVirtualMachine", { Name: "nobody" }),
      raw("start", "Start-SCVirtualMachine", { VM: ref("vms") }),
    );
    expect(none).toMatchObject({
      state: "failed",
      count: 0,
      error: { number: null, errorId: "ReferenceEmpty", category: "InvalidOperation" },
    });
    const [, many] = await at.run(all(), raw("start", "Start-SCVirtualMachine", { VM: ref("vms") }));
    expect(many?.error?.errorId).toBe("ReferenceAmbiguous");
  });

  it("with many pass the list", async () => {
    const many = { $ref: "pools", many: true } as const;
    const { error } = await at.last(
      raw("pools", "Get-SCStaticIPAddressPool"),
      raw("vm", "Get-SCVirtualMachine", { Name: "crm-01" }),
      raw("adapter", "Get-SCVirtualNetworkAdapter", { VM: ref("vm") }),
      raw("set", "Set-SCVirtualNetworkAdapter", { VirtualNetworkAdapter: ref("adapter"), IPv4AddressPools: many }),
    );
    expect(error).toBeUndefined();
  });

  it("skip what depends on a call that did not succeed, and name it", async () => {
    const results = await at.run(
      raw("bad", "Get-SCCloud", { Nonsense: 1 }),
      raw("a", "Start-SCVirtualMachine", { VM: ref("bad") }),
      { id: "b", from: "a" },
      raw("c", "Get-SCCloud", {}, { unless: "bad" }),
    );
    expect(results.map(({ state, because }) => [state, because])).toEqual([
      ["failed", undefined],
      ["skipped", "bad"],
      ["skipped", "a"],
      ["skipped", "bad"],
    ]);
  });

  it("to nothing, twice the same id and malformed calls are BadCall", async () => {
    const calls = [
      raw("a", "Start-SCVirtualMachine", { VM: ref("nowhere") }),
      raw("a", "Get-SCCloud"),
      raw("", "Get-SCCloud"),
      raw("b", "Get-SCCloud", {}, { project: [{ neither: "x" } as never] }),
      raw("c", "Get-SCCloud", {}, { where: { all: [{ path: "Name", op: "like" as never, value: "*" }] } }),
      { id: "d", cmdlet: "Get-SCCloud" } as unknown as Call,
    ];
    const results = await at.run(...calls);
    expect(results.map(({ error }) => error?.errorId)).toEqual(Array(6).fill("BadCall"));
  });
});

describe("unless", () => {
  it("skips when the earlier call found something, and runs when it found nothing", async () => {
    const results = await at.run(
      all(),
      raw("a", "Get-SCCloud", {}, { unless: "vms" }),
      raw("none", "Get-SCVirtualMachine", { Name: "nobody" }),
      raw("b", "Get-SCCloud", {}, { unless: "none" }),
    );
    expect(results[1]).toEqual({ id: "a", state: "skipped", count: 0, because: "vms" });
    expect(results[3]).toMatchObject({ state: "done", count: 3 });
  });
});

describe("given", () => {
  it("skips when the earlier call found nothing, or did not succeed, and runs when it found something", async () => {
    const results = await at.run(
      all(),
      raw("none", "Get-SCVirtualMachine", { Name: "nobody" }),
      raw("a", "Get-SCCloud", {}, { given: "vms" }),
      raw("b", "Get-SCCloud", {}, { given: "none" }),
      raw("c", "Get-SCCloud", {}, { given: "b" }),
      raw("d", "Get-SCCloud", {}, { given: "vms", unless: "a" }),
    );
    expect(results.slice(2)).toMatchObject([
      { state: "done", count: 3 },
      { id: "b", state: "skipped", count: 0, because: "none" },
      { state: "skipped", because: "b" },
      { state: "skipped", because: "a" },
    ]);
  });
});

describe("where", () => {
  const count = async (where: object) => (await at.last(all({ where }))).count;
  const name = (op: string, value: string) => ({ path: "Name", op, value });

  it("compares ignoring case, without wildcards", async () => {
    expect(await count({ all: [name("eq", "CRM-01")] })).toBe(1);
    expect(await count({ all: [name("eq", "crm-*")] })).toBe(0);
    expect(await count({ all: [name("startsWith", "CRM-")] })).toBeGreaterThan(5);
    expect(await count({ all: [name("ne", "CRM-01"), name("ne", "crm-02")] })).toBe(198);
  });

  it("needs all, and one of any where given; a null leaf never matches", async () => {
    expect(await count({ any: [name("eq", "crm-01"), name("eq", "crm-02")] })).toBe(2);
    expect(await count({ all: [name("contains", "-02")], any: [name("eq", "crm-01"), name("eq", "crm-02")] })).toBe(1);
    expect(await count({ any: [] })).toBe(0);
    expect(await count({})).toBe(200);
    expect(await count({ all: [{ path: "CustomProperty.Nothing", op: "contains", value: "" }] })).toBe(0);
    expect(await count({ all: [{ path: "CustomProperty.Nothing", op: "ne", value: "x" }] })).toBe(0);
  });

  it("reads Booleans, numbers and keys of hashtables by their text", async () => {
    expect(await count({ all: [{ path: "DynamicMemoryEnabled", op: "eq", value: "False" }] })).toBe(200);
    expect(await count({ all: [{ path: "Memory", op: "eq", value: "8192" }] })).toBeGreaterThan(10);
    expect(await count({ all: [{ path: "CustomProperty.Environment", op: "eq", value: "PRODUCTION" }] })).toBeGreaterThan(5);
  });
});

describe("projection", () => {
  it("gives every kind of leaf, null-safe and ignoring case", async () => {
    const project = [
      "Name",
      "memory",
      "DynamicMemoryEnabled",
      "ID",
      "CreationTime",
      "VMHost",
      "VMHost.VMHostGroup",
      "Cloud.No.Such",
      "No.Such",
    ];
    const { rows } = await at.last(raw("vm", "Get-SCVirtualMachine", { Name: "sql-01" }, { project }));
    expect(rows?.[0]).toEqual([
      "sql-01",
      expect.any(Number),
      false,
      expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
      "2026-01-05T08:00:00.000Z",
      expect.stringMatching(/^hv\d\d\.contoso\.example$/),
      expect.stringMatching(/^All Hosts\\/),
      null,
      null,
    ]);
  });

  it("gives nested rows, tables and lists, and never the simulator's own fields", async () => {
    const each = { each: "VirtualDiskDrives", of: ["BusType", "Lun", "VirtualHardDisk.MaximumSize"] };
    const project = [
      each,
      { each: "No.Such", of: ["Name"] },
      { table: "CustomProperty" },
      { table: "Name" },
      "$type",
      "VirtualDiskDrives.$owner",
    ];
    const { rows } = await at.last(raw("vm", "Get-SCVMTemplate", { Name: "Ubuntu 22.04 LTS" }, { project }));
    expect(rows?.[0]).toEqual([[["SCSI", 0, 40 * 1024 ** 3]], [], {}, {}, null, null]);
  });

  it("absent gives the number alone", async () => {
    expect(await at.last(all())).toEqual({ id: "vms", state: "done", count: 200 });
  });
});

describe("cmdlets", () => {
  it("outside the list are not run", async () => {
    const { error } = await at.last(raw("x", "Remove-SCVMHost", { VMHost: "hv01" }));
    expect(error).toMatchObject({ errorId: "CmdletNotAllowed", type: "System.InvalidOperationException" });
  });

  it("a selection filters again and gives rows", async () => {
    const where = { all: [{ path: "Name", op: "eq" as const, value: "crm-01" }] };
    expect(await at.last(all(), { id: "one", from: "vms", where, project: ["Name"] })).toEqual({
      id: "one",
      state: "done",
      count: 1,
      rows: [["crm-01"]],
    });
  });
});

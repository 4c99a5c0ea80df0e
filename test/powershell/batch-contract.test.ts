import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { BOOTSTRAP_SCRIPT } from "../../provider/batch/bootstrap.ts";
import type { CallResult } from "../../provider/batch/result.ts";
import { GZIP_ABOVE } from "../../provider/batch/result.ts";
import { answers, Engine, engineFor } from "./support/engine.ts";

const available = engineFor("the interpreter of batches in the real engine");
const engine = new Engine();
afterAll(() => engine.close());
const reply = (...calls: readonly unknown[]) => engine.reply(...calls);

const get = (id: string, parameters: object, rest: object = {}) => ({ id, cmdlet: "Get-SCVirtualMachine", parameters, ...rest });
const machine = (number: number) => get("vm", { Name: `vm-${number}` });
const set = (parameters: object, project: readonly unknown[]) => ({ id: "set", cmdlet: "Set-SCVirtualMachine", parameters, project });

async function result(id: string, ...calls: readonly unknown[]): Promise<CallResult> {
  const found = (await reply(...calls)).results.find((one) => one.id === id);
  if (!found) throw new Error(`no result ${id}`);
  return found;
}

const cells = async (...project: readonly unknown[]) => (await result("vm", { ...machine(2), project })).rows?.[0];

describe.skipIf(!available)("projection", () => {
  it("gives text, Booleans and numbers as they are, 64-bit and fractions too", async () => {
    expect(await cells("Name", "DynamicMemoryEnabled", "CPUCount", "Memory", "TotalSize", "Load")).toEqual([
      "vm-2",
      false,
      2,
      4096,
      64424509440,
      0.25,
    ]);
  });

  it("gives enum values by name, Guids in lower case, dates in UTC with milliseconds, other objects by ToString", async () => {
    expect(await cells("Status", "ID", "CreationTime", "Version")).toEqual([
      "PowerOff",
      "00000002-aaaa-bbbb-cccc-dddddddddddd",
      "2026-01-31T10:00:00.123Z",
      "3.2.8377.0",
    ]);
  });

  it("gives half a character as it is: no encoding on the way can change it", async () => {
    expect(await cells("Odd")).toEqual(["\ud800x"]);
  });

  it("keeps a list of one a list, and an empty one too", async () => {
    expect(await cells("Tags", "Nothing")).toEqual([["only"], []]);
  });

  it("is null-safe at every step, ignores case, and reads keys of hashtables", async () => {
    expect(
      await cells("Cloud.Owner.Name", "cloud.name", "Cloud.Missing.Name", "Missing", "CustomProperty.Zone", "CustomProperty.None"),
    ).toEqual(["root", "Cloud One", null, null, "b", null]);
    expect((await result("vm", { ...machine(1), project: ["Cloud.Owner.Name"] })).rows).toEqual([[null]]);
  });

  it("gives a hashtable as a table with sorted keys", async () => {
    const [table] = (await cells({ table: "CustomProperty" })) ?? [];
    expect(table).toEqual({ ScvmmOwner: "scvmm:v1:team:ScvmmMachine/default/vm-2", Zone: "b", area: "ä" });
    expect(Object.keys(table as object)).toEqual(["ScvmmOwner", "Zone", "area"]);
    expect(await cells({ table: "Missing" })).toEqual([{}]);
  });

  it("gives collections as lists of nested rows: none, one, many", async () => {
    const each = { each: "VirtualNetworkAdapters", of: ["SlotId", "IPv4Addresses", "VMNetwork.Name"] };
    const rows = (await result("vm", get("vm", { All: true }, { project: [each] }))).rows;
    expect(rows?.map(([adapters]) => (adapters as readonly unknown[]).length)).toEqual([1, 2, 0, 1]);
    expect(rows?.[0]).toEqual([[[0, ["10.0.0.1"], "net-0"]]]);
    expect(await cells({ each: "Missing", of: ["Name"] }, { each: "Nothing", of: ["Name"] }, { each: "Cloud", of: ["Name"] })).toEqual([
      [],
      [],
      [["Cloud One"]],
    ]);
  });

  it("absent gives the number alone; null among the output is no object", async () => {
    expect(await result("vm", get("vm", { All: true }))).toEqual({ id: "vm", state: "done", count: 4 });
    expect(await result("vm", get("vm", { Name: "null" }, { project: ["Name"] }))).toEqual({ id: "vm", state: "done", count: 0, rows: [] });
  });
});

describe.skipIf(!available)("where", () => {
  const names = async (where: unknown) =>
    (await result("sel", get("vm", { All: true }), { id: "sel", from: "vm", where, project: ["Name"] })).rows?.flat();

  it("compares the projected text, ignoring case", async () => {
    expect(await names({ all: [{ path: "Name", op: "eq", value: "VM-3" }] })).toEqual(["vm-3"]);
    expect(await names({ all: [{ path: "Name", op: "startsWith", value: "Vm-" }] })).toHaveLength(4);
    expect(await names({ all: [{ path: "Description", op: "contains", value: "/VM-4]" }] })).toEqual(["vm-4"]);
    expect(await names({ all: [{ path: "CPUCount", op: "eq", value: "3" }] })).toEqual(["vm-3"]);
    expect(await names({ all: [{ path: "Status", op: "eq", value: "poweroff" }] })).toHaveLength(4);
    expect(await names({ all: [{ path: "DynamicMemoryEnabled", op: "eq", value: "false" }] })).toHaveLength(4);
    expect(await names({ all: [{ path: "ID", op: "eq", value: "00000004-AAAA-BBBB-CCCC-DDDDDDDDDDDD" }] })).toEqual(["vm-4"]);
  });

  it("takes those that differ, ignoring case", async () => {
    expect(await names({ all: [{ path: "Name", op: "ne", value: "VM-3" }] })).toEqual(["vm-1", "vm-2", "vm-4"]);
    expect(await names({ all: ["vm-1", "VM-2"].map((value) => ({ path: "Name", op: "ne", value })) })).toEqual(["vm-3", "vm-4"]);
    expect(await names({ all: [{ path: "Missing", op: "ne", value: "x" }] })).toEqual([]);
  });

  it("reads no wildcard and no regular expression", async () => {
    for (const value of ["vm-*", "vm-?", "vm-[1-4]", "^vm", "."])
      expect(await names({ all: [{ path: "Name", op: "eq", value }] })).toEqual([]);
    expect(await names({ all: [{ path: "Name", op: "contains", value: "." }] })).toEqual([]);
  });

  it("a null leaf never matches", async () => {
    expect(await names({ all: [{ path: "Missing", op: "eq", value: "" }] })).toEqual([]);
    expect(await names({ any: [{ path: "CustomProperty.ScvmmOwner", op: "startsWith", value: "" }] })).toEqual(["vm-2", "vm-4"]);
  });

  it("needs every condition of all, and one of any", async () => {
    const name = (value: string) => ({ path: "Name", op: "eq", value });
    const owned = { path: "CustomProperty.ScvmmOwner", op: "contains", value: "v1" };
    expect(await names({ any: [name("vm-1"), name("vm-2"), name("none")] })).toEqual(["vm-1", "vm-2"]);
    expect(await names({ all: [owned], any: [name("vm-1"), name("vm-2")] })).toEqual(["vm-2"]);
    expect(await names({ all: [owned, name("vm-1")] })).toEqual([]);
    expect(await names({ all: [owned, name("vm-1")], any: [name("vm-1")] })).toEqual([]);
    expect(await names({ any: [] })).toEqual([]);
    expect(await names({})).toHaveLength(4);
  });
});

describe.skipIf(!available)("parameters", () => {
  it("carry hostile texts as they are", async () => {
    const texts = [
      "'; Remove-Item / #",
      "\"$(throw 'x')\" `n $env:PATH @{} @(1) %{$_}",
      "a\r\nb\tc\u0000\u0007",
      "ü ẞ 日本 😀 ‘’ “”",
      "_x000D_ _x005F_",
      "\\\\host\\share\\x.vhdx",
      "-Force",
      "",
    ];
    for (const Description of texts) {
      const { text } = await engine.answer({ calls: [machine(2), set({ VM: { $ref: "vm" }, Description }, ["Description"])] });
      expect(JSON.parse(text).results[1].rows).toEqual([[Description]]);
      expect(text).toMatch(/^[ -~]*$/);
    }
  });

  it("null, false, numbers and lists arrive as such; a list of one stays a list", async () => {
    const parameters = { VM: { $ref: "vm" }, Tag: null, CPUCount: 7, DynamicMemoryEnabled: true, AvailabilitySetNames: ["one"] };
    const done = await result("set", machine(2), set(parameters, ["TagIsNull", "CPUCount", "Dynamic", "Sets", "SetsType"]));
    expect(done.rows).toEqual([[true, 7, true, ["one"], "System.Object[]"]]);
    const empty = await result("set", machine(2), set({ VM: { $ref: "vm" }, AvailabilitySetNames: [] }, ["Sets"]));
    expect(empty.rows).toEqual([[[]]]);
  });

  it("a reference passes the one object itself, or with many all of them", async () => {
    const project = ["Of", "Objects"];
    expect((await result("set", machine(3), set({ VM: { $ref: "vm" } }, project))).rows).toEqual([["vm-3", 1]]);
    expect((await result("set", get("vm", { All: true }), set({ VM: { $ref: "vm", many: true } }, project))).rows).toEqual([["vm-1", 4]]);
    expect((await result("set", machine(2), set({ VM: { $ref: "vm", many: true } }, project))).rows).toEqual([["vm-2", 1]]);
    const listed = set({ VM: { $ref: "vm" }, AvailabilitySetNames: [{ $ref: "vm" }] }, ["SetsType", "Sets"]);
    expect((await result("set", machine(2), listed)).rows).toEqual([["System.Object[]", ["vm-2"]]]);
  });

  it("a reference to none or to several fails the call", async () => {
    const wrong = async (find: object) => (await result("set", find, set({ VM: { $ref: "vm" } }, ["Of"]))).error;
    expect(await wrong(get("vm", { Name: "nobody" }))).toMatchObject({ errorId: "ReferenceEmpty", number: null });
    expect(await wrong(get("vm", { All: true }))).toMatchObject({ errorId: "ReferenceAmbiguous", number: null });
  });
});

describe.skipIf(!available)("order, skipping, errors", () => {
  it("unless skips when the other call found something, and runs when it found nothing", async () => {
    const { results } = await reply(
      machine(1),
      get("none", { Name: "nobody" }),
      get("a", { All: true }, { unless: "vm" }),
      get("b", { All: true }, { unless: "none" }),
    );
    expect(results[2]).toEqual({ id: "a", state: "skipped", count: 0, because: "vm" });
    expect(results[3]).toEqual({ id: "b", state: "done", count: 4 });
  });

  it("given skips when the other call found nothing, and runs when it found something", async () => {
    const { results } = await reply(
      machine(1),
      get("none", { Name: "nobody" }),
      get("a", { All: true }, { given: "vm" }),
      get("b", { All: true }, { given: "none" }),
      get("c", { All: true }, { given: "b" }),
      get("d", { All: true }, { given: "vm", unless: "a" }),
    );
    expect(results.slice(2)).toEqual([
      { id: "a", state: "done", count: 4 },
      { id: "b", state: "skipped", count: 0, because: "none" },
      { id: "c", state: "skipped", count: 0, because: "b" },
      { id: "d", state: "skipped", count: 0, because: "a" },
    ]);
  });

  it("reports VMM's error whole, and skips what depends on it, however it depends", async () => {
    const { results } = await reply(
      get("vm", { Name: "locked" }),
      set({ VM: { $ref: "vm" } }, ["Of"]),
      { id: "list", cmdlet: "Set-SCVirtualMachine", parameters: { VM: [{ $ref: "vm" }] } },
      { id: "sel", from: "vm" },
      get("unless", { All: true }, { unless: "vm" }),
      { id: "next", from: "sel" },
      get("after", { All: true }),
    );
    expect(results[0]).toEqual({
      id: "vm",
      state: "failed",
      count: 0,
      error: {
        number: 2606,
        errorId: "2606,Get-SCVirtualMachine",
        category: "ReadError",
        type: "System.InvalidOperationException",
        message: 'It is locked: "ü" (Error ID: 2606, Detailed Error: )\r\n\r\nWait.',
      },
    });
    expect(results.slice(1, 5).map(({ state, because }) => [state, because])).toEqual(Array(4).fill(["skipped", "vm"]));
    expect(results[5]).toMatchObject({ state: "skipped", because: "sel" });
    expect(results[6]).toMatchObject({ state: "done", count: 4 });
  });

  it("errors that are none of VMM's have no number", async () => {
    expect((await result("vm", get("vm", { Name: "throws" }))).error).toMatchObject({
      number: null,
      message: "plain",
      category: "OperationStopped",
    });
    const binder = (await result("vm", get("vm", { Nmae: "x" }))).error;
    expect(binder).toMatchObject({ number: null, errorId: "NamedParameterNotFound,Get-SCVirtualMachine", category: "InvalidArgument" });
  });

  it("refuses cmdlets that are not on the list, and runs nothing of them", async () => {
    const refused = (cmdlet: string) => result("x", { id: "x", cmdlet, parameters: {} });
    for (const cmdlet of ["Remove-Everything", "Invoke-Expression", "VirtualMachineManager\\Get-SCVirtualMachine", "& calc", ""])
      expect((await refused(cmdlet)).error?.errorId).toBe("CmdletNotAllowed");
  });

  it.each([
    ["an unknown reference", set({ VM: { $ref: "nope" } }, [])],
    ["an unknown source", { id: "x", from: "nope" }],
    ["an unknown unless", get("x", {}, { unless: "nope" })],
    ["an unknown given", get("x", {}, { given: "nope" })],
    ["an unknown comparison", get("x", { All: true }, { where: { all: [{ path: "Name", op: "like", value: "*" }] } })],
    ["an unknown column", get("x", { All: true }, { project: [{ list: "Name" }] })],
    ["no parameters", { id: "x", cmdlet: "Get-SCVirtualMachine" }],
    ["no id", { cmdlet: "Get-SCVirtualMachine", parameters: {} }],
  ])("calls %s bad, and goes on", async (_, call) => {
    const { results } = await reply(call, get("after", { All: true }));
    expect(results[0]?.error?.errorId).toBe("BadCall");
    expect(results[1]).toMatchObject({ state: "done", count: 4 });
  });

  it("calls an id that is used twice bad, and keeps the first", async () => {
    const { results } = await reply(machine(1), machine(2), { id: "sel", from: "vm", project: ["Name"] });
    expect(results[1]?.error?.errorId).toBe("BadCall");
    expect(results[2]?.rows).toEqual([["vm-1"]]);
  });

  it("answers an empty batch", async () => {
    expect(await reply()).toEqual({ format: 1, results: [] });
  });
});

describe.skipIf(!available)("jobs", () => {
  it("gives the job's id from -JobVariable, else from the object's most recent task", async () => {
    const job = async (cmdlet: string) =>
      result("x", machine(2), { id: "x", cmdlet, parameters: { VM: { $ref: "vm" } }, job: true, project: ["Name"] });
    expect(await job("Start-SCVirtualMachine")).toEqual({
      id: "x",
      state: "done",
      count: 1,
      rows: [["vm-2"]],
      job: "12345678-aaaa-bbbb-cccc-dddddddddddd",
    });
    expect((await job("Stop-SCVirtualMachine")).job).toBe("99999999-aaaa-bbbb-cccc-dddddddddddd");
  });

  it("one call's job is not the next one's", async () => {
    const start = (id: string, extra: object) => ({ id, cmdlet: "Start-SCVirtualMachine", parameters: { VM: { $ref: "vm" } }, ...extra });
    const { results } = await reply(machine(2), start("a", { job: true }), start("b", {}));
    expect(results[2]).toEqual({ id: "b", state: "done", count: 1 });
  });
});

describe.skipIf(!available)("the answer", () => {
  it("is one text up to the limit, beyond it one byte array, and nothing else comes out", async () => {
    const column = (times: number) => [{ calls: [{ ...machine(2), project: Array.from({ length: times }, () => "Name") }] }];
    const [base] = await answers(column(1));
    const most = Math.floor((GZIP_ABOVE - (base?.text.length ?? 0)) / 7) + 1;
    const [below, above] = await answers([...column(most), ...column(most + 1)]);
    expect([below?.kind, above?.kind]).toEqual(["String", "gzip"]);
    expect(below?.text.length).toBeLessThanOrEqual(GZIP_ABOVE);
    expect(above?.text.length).toBeGreaterThan(GZIP_ABOVE);
    expect(JSON.parse(above?.text ?? "").results[0].rows[0]).toHaveLength(most + 1);
    expect([base, below, above].map((answer) => answer?.noise)).toEqual([0, 0, 0]);
  });

  it("connects once a runspace, again for another server, and says when it cannot", async () => {
    const connects = { id: "c", cmdlet: "Get-SCVMMServer", parameters: { ComputerName: "probe" }, project: ["Connects"] };
    const replies = await answers([
      { calls: [connects] },
      { calls: [connects] },
      { server: "nowhere", calls: [connects] },
      { server: "other", calls: [connects] },
    ]);
    const count = (index: number) => JSON.parse(replies[index]?.text ?? "").results[0].rows[0][0];
    expect([count(0), count(1), count(3)]).toEqual([2, 3, 5]);
    expect(replies[2]).toMatchObject({ kind: "error", text: expect.stringMatching(/^ScvmmBatchNotConnected,1602,/) });
  });

  it("comes from a function that a script defined in the runspace, and under strict mode", async () => {
    const folder = await mkdtemp(join(tmpdir(), "bootstrap-"));
    try {
      const script = join(folder, "bootstrap.ps1");
      await writeFile(script, BOOTSTRAP_SCRIPT);
      const calls = [{ ...machine(1), project: ["Cloud.Owner.Name", "Missing", { table: "Missing" }] }];
      const replies = await answers([{ calls }, { calls }], ["-Bootstrap", script, "-Strict"]);
      expect(replies.map(({ text }) => JSON.parse(text).results[0].rows)).toEqual([[[null, null, {}]], [[null, null, {}]]]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("of 5,000 VMs takes seconds", async () => {
    const stub = ["ID", "Name", "Status", "Cloud.Name", "HostName"];
    const get5000 = get("vms", { Name: "many-5000" });
    const owned = { any: [{ path: "CustomProperty.ScvmmOwner", op: "startsWith", value: "scvmm:v1:" }] };
    const details = [
      ...stub,
      "CreationTime",
      { table: "CustomProperty" },
      { each: "VirtualNetworkAdapters", of: ["SlotId", "IPv4Addresses"] },
    ];
    const [, getter, whole] = await answers([
      { calls: [get5000] },
      { calls: [get5000] },
      {
        calls: [
          { ...get5000, project: stub },
          { id: "owned", from: "vms", where: owned, project: details },
        ],
      },
    ]);
    const { results } = JSON.parse(whole?.text ?? "");
    expect(results.map(({ count }: CallResult) => count)).toEqual([5000, 2500]);
    expect((whole?.milliseconds ?? 0) - (getter?.milliseconds ?? 0)).toBeLessThan(10_000);
  }, 120_000);
});

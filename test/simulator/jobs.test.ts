import { describe, expect, it } from "vitest";
import { creation, handDriven, raw, ref, session } from "./kit.ts";

const job = (id: string) =>
  raw("job", "Get-SCJob", { ID: id }, { project: ["Status", "ProgressValue", "Progress", "IsCompleted", "EndTime", "ErrorInfo"] });

describe("jobs", () => {
  it("wait, run with growing progress, and complete", async () => {
    const { at, clock } = handDriven();
    const { job: id = "" } = await at.on("crm-01", "Set-SCVirtualMachine", { Description: "x" }, { job: true });
    const seen = [];
    for (let step = 0; step < 6; step++) {
      seen.push((await at.last(job(id))).rows?.[0]?.slice(0, 4));
      await clock.advance(1_000);
    }
    expect(seen).toEqual([
      ["NotStarted", 0, "0 %", false],
      ["Running", 20, "20 %", false],
      ["Running", 45, "45 %", false],
      ["Running", 70, "70 %", false],
      ["Running", 95, "95 %", false],
      ["Completed", 100, "100 %", true],
    ]);
    const project = ["Name", "CmdletName", "Owner", "ResultName", "ResultObjectTypeName", "EndTime", "ErrorInfo", "StatusString"];
    expect((await at.last(raw("j", "Get-SCJob", { ID: id }, { project }))).rows?.[0]).toEqual([
      "Change properties of virtual machine",
      "Set-SCVirtualMachine",
      "CONTOSO\\svc-scvmm",
      "crm-01",
      "Virtual Machine",
      "2026-01-05T08:00:04.200Z",
      "Success (0)",
      "Completed",
    ]);
  });

  it("are made of steps, one after the other; a failed one fails in its last", async () => {
    const faults = [{ cmdlet: "New-SCVirtualMachine", skip: 1, count: 1, jobFails: { number: 2912, message: "lost" } }];
    const { at, clock } = handDriven({ faults });
    const steps = async (id: string) => {
      const project = [{ each: "Steps", of: ["Status", "ProgressValue"] }, "CurrentStep.Name"];
      return (await at.last(raw("j", "Get-SCJob", { ID: id }, { project }))).rows?.[0];
    };
    const make = async (name: string) => {
      const made = at.run(...creation(name, {}, { job: true }));
      await clock.advance(1_200);
      return (await made).at(-1)?.job ?? "";
    };
    const [one, other] = [await make("one"), await make("other")];
    await clock.advance(59_000);
    expect(await steps(one)).toEqual([
      [
        ["Completed", 100],
        ["Running", 50],
        ["NotStarted", 0],
      ],
      "Deploy file",
    ]);
    await clock.advance(100_000);
    expect(await steps(one)).toEqual([
      [
        ["Completed", 100],
        ["Completed", 100],
        ["Completed", 100],
      ],
      "Change properties of virtual machine",
    ]);
    expect(await steps(other)).toEqual([
      [
        ["Completed", 100],
        ["Completed", 100],
        ["Failed", 0],
      ],
      "Change properties of virtual machine",
    ]);
  });

  it("a cmdlet that is not asynchronous blocks for its job's time, and others go on meanwhile", async () => {
    const { at, clock } = handDriven();
    let ended = false;
    const blocked = at.on("crm-01", "Set-SCVirtualMachine", { Tag: "x" }).finally(() => {
      ended = true;
    });
    await clock.advance(4_199);
    expect(ended).toBe(false);
    expect(await at.vm("crm-01", "Tag", "Status")).toEqual(["(none)", "UnderUpdate"]);
    await clock.advance(1);
    expect((await blocked).state).toBe("done");
    expect((await at.vm("crm-01", "Tag"))[0]).toBe("x");
  });

  it("hold their VM's lock: a second change fails with 2606 and leaves no job", async () => {
    const { at, clock } = handDriven();
    await at.on("crm-01", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
    const cmdlets = ["Set-SCVirtualMachine", "Start-SCVirtualMachine", "Stop-SCVirtualMachine", "Remove-SCVirtualMachine"];
    for (const cmdlet of cmdlets) {
      const { error } = await at.on("crm-01", cmdlet);
      expect(error?.number).toBe(2606);
      expect(error?.message).toMatch(
        /^Unable to perform the job because one or more of the selected objects are locked by another job\. \(Error ID: 2606\)/,
      );
    }
    const other = await at.last(
      raw("vm", "Get-SCVirtualMachine", { Name: "crm-01" }),
      raw("p", "Get-SCCustomProperty", { Name: "Environment" }),
      raw("v", "Set-SCCustomPropertyValue", { InputObject: ref("vm"), CustomProperty: ref("p"), Value: "x" }),
    );
    expect(other.error?.number).toBe(2606);
    expect((await at.last(raw("j", "Get-SCJob", { All: true }))).count).toBe(1);
    expect((await at.on("crm-02", "Set-SCVirtualMachine", { Tag: "x" }, { job: true })).state).toBe("done");
    await clock.advance(5_000);
    expect((await at.on("crm-01", "Set-SCVirtualMachine", { Tag: "y" }, { job: true })).state).toBe("done");
  });

  it("failed ones keep 0 %, are done, and say why; the VM remembers", async () => {
    const { at, clock } = handDriven({
      faults: [{ cmdlet: "Set-SCVirtualMachine", skip: 0, count: 1, jobFails: { number: 2927, message: "WinRM" } }],
    });
    const { job: id = "" } = await at.on("crm-01", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
    await clock.advance(10_000);
    expect((await at.last(job(id))).rows?.[0]).toEqual([
      "Failed",
      0,
      "0 %",
      true,
      "2026-01-05T08:00:04.200Z",
      "HostAgentWSManError (2927)",
    ]);
    expect(await at.vm("crm-01", "MostRecentTask.ID", "FailedJobID", "Tag")).toEqual([id, id, "(none)"]);
  });

  it("are listed newest first, running ones apart; unknown ones are not there", async () => {
    const { at, clock } = handDriven();
    await at.on("crm-01", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
    await clock.advance(10_000);
    await at.on("crm-02", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
    const list = async (parameters: object) =>
      (await at.last(raw("j", "Get-SCJob", { ...parameters }, { project: ["ResultName"] }))).rows?.flat();
    expect(await list({})).toEqual(["crm-02", "crm-01"]);
    expect(await list({ Newest: 1 })).toEqual(["crm-02"]);
    expect(await list({ Running: true })).toEqual(["crm-02"]);
    expect(await list({ ID: "c0ffee00-0000-4000-8000-000000000000" })).toEqual([]);
  });

  it("go on when whoever waits gives up", async () => {
    const { at, clock } = handDriven();
    const given = new AbortController();
    const calls = [raw("vm", "Get-SCVirtualMachine", { Name: "crm-01" }), raw("set", "Set-SCVirtualMachine", { VM: ref("vm"), Tag: "x" })];
    const waiting = at.vmm.execute(calls, given.signal);
    await clock.advance(1_000);
    given.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow("enough");
    await clock.advance(4_000);
    expect((await at.vm("crm-01", "Tag"))[0]).toBe("x");
  });

  it("are delayed by faults, and so are cmdlets without one", async () => {
    const { at, clock } = handDriven({
      faults: [
        { cmdlet: "Set-SCVirtualMachine", match: { VM: "crm-01" }, skip: 0, count: 1, delayMs: 60_000 },
        { cmdlet: "Get-SCCloud", skip: 0, count: 1, delayMs: 5_000 },
      ],
    });
    const { job: id = "" } = await at.on("crm-01", "Set-SCVirtualMachine", { Tag: "x" }, { job: true });
    await clock.advance(60_000);
    expect((await at.last(job(id))).rows?.[0]?.[0]).toBe("Running");
    await clock.advance(5_000);
    expect((await at.last(job(id))).rows?.[0]?.[0]).toBe("Completed");
    let answered = false;
    void at.last(raw("c", "Get-SCCloud")).then(() => {
      answered = true;
    });
    await clock.advance(4_999);
    expect(answered).toBe(false);
    await clock.advance(1);
    expect(answered).toBe(true);
  });
});

describe("the same seed and the same calls", () => {
  const story = async (seed: number) => {
    const at = session({
      seed,
      faults: [{ cmdlet: "Start-SCVirtualMachine", skip: 1, count: 1, jobFails: { number: 2916, message: "lost" } }],
    });
    const replies = [];
    for (const name of ["a", "b", "c"]) {
      replies.push(
        await at.run(...creation(name, {}, { job: name === "b" ? true : undefined, project: ["ID", "VMId", "HostName"] } as never)),
      );
      replies.push(await at.on(name, "Start-SCVirtualMachine"));
    }
    replies.push(
      await at.run(
        raw(
          "all",
          "Get-SCVirtualMachine",
          { All: true },
          { project: ["ID", "Name", "Status", "VirtualNetworkAdapters.MACAddress", "ModifiedTime"] },
        ),
      ),
    );
    replies.push(await at.run(raw("jobs", "Get-SCJob", { All: true }, { project: ["ID", "Name", "Status", "StartTime", "EndTime"] })));
    return JSON.stringify(replies);
  };

  it("give the same bytes; another seed gives others", async () => {
    expect(await story(7)).toBe(await story(7));
    expect(await story(8)).not.toBe(await story(7));
  });
});

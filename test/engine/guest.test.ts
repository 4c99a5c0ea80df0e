import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../provider/engine/canonical-json.ts";
import type { LoadedMachine } from "../../provider/model/manifests.ts";
import { Secret } from "../../provider/model/secret.ts";
import { machine } from "./support/manifests.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const PASSWORDS = { administrator: "adm1n-pa55", join: "j0in-pa55", product: "AAAAA-BBBBB" };

type Spec = Record<string, unknown>;

function guarded(spec: Spec, more: Partial<LoadedMachine> = {}): { machines: LoadedMachine[] } {
  const guestSecrets = {
    administratorPassword: new Secret(PASSWORDS.administrator),
    productKey: new Secret(PASSWORDS.product),
    domainAccount: { username: "CORP\\joiner", password: new Secret(PASSWORDS.join) },
  };
  return { machines: [{ ...machine("web-01", spec), guestSecrets, ...more }] };
}

const WINDOWS = {
  vmTemplate: "Windows Server 2022",
  hostname: "{{ .spec.vmName | upper }}",
  guest: {
    administratorPasswordSecret: { name: "admin" },
    domain: { name: "corp.example", accountSecret: { name: "join" } },
    productKeySecret: { name: "key", namespace: "infra" },
    timeZone: 110,
    fullName: "Somebody",
    organization: "Example",
    runOnceCommands: ["cmd /c ver"],
  },
};
const LINUX = {
  vmTemplate: "Ubuntu 22.04 LTS",
  networking: { domain: "shop.example" },
  guest: { administratorPasswordSecret: { name: "root" }, sshKey: "ssh-ed25519 AAAA me" },
};

async function made(spec: Spec) {
  const { port, vmm } = simulated();
  const some = guarded(spec);
  const { planned, report } = await converge(port, some);
  expect(planned.diagnostics).toEqual([]);
  expect(report.results).toMatchObject([{ state: "done", diagnostics: [] }]);
  const vm = [...vmm.world.store.vms.values()].find(({ Name }) => Name === "web-01");
  return { port, some, planned, report, guest: vm?.$customized, computerName: vm?.ComputerName };
}

describe("a guest that VMM customises", () => {
  it("gets what a Windows manifest says", async () => {
    const { guest } = await made(WINDOWS);
    expect(guest).toEqual({
      computerName: "WEB-01",
      administrator: { username: "Administrator", password: PASSWORDS.administrator },
      domain: { name: "corp.example", username: "CORP\\joiner", password: PASSWORDS.join },
      workgroup: null,
      timeZone: 110,
      productKey: PASSWORDS.product,
      fullName: "Somebody",
      organization: "Example",
      runOnceCommands: ["cmd /c ver"],
      domainName: null,
      sshKey: null,
    });
  });

  it("gets what a Linux manifest says", async () => {
    const { guest } = await made(LINUX);
    expect(guest).toMatchObject({
      computerName: "web-01",
      domainName: "shop.example",
      administrator: { username: "root", password: PASSWORDS.administrator },
      sshKey: "ssh-ed25519 AAAA me",
    });
  });

  it("joins a workgroup", async () => {
    const { guest } = await made({ ...WINDOWS, guest: { workgroup: "LAB" } });
    expect(guest).toMatchObject({ workgroup: "LAB", domain: null, administrator: null, productKey: null });
  });

  it("is left to its template without spec.guest, whatever the host name", async () => {
    const { guest, computerName } = await made({ ...WINDOWS, guest: undefined });
    expect([guest, computerName]).toEqual([null, null]);
  });

  it("is never compared: a later change counts for new machines, and needs no Secret", async () => {
    const { port, some } = await made(WINDOWS);
    for (const later of [
      some,
      guarded({ ...WINDOWS, guest: { timeZone: 85 } }),
      guarded({ ...WINDOWS, guest: undefined, hostname: "x" }),
    ]) {
      const { plan, diagnostics } = await planOn(port, later);
      expect([plan.summary.none, diagnostics]).toEqual([1, []]);
    }
    const { diagnostics } = await planOn(port, guarded(WINDOWS, { guestSecrets: undefined as never }));
    expect(diagnostics).toEqual([]);
  });

  it("shows the names of Secrets in its plan, and holds their texts nowhere", async () => {
    const { port } = simulated();
    const planned = await planOn(port, guarded(WINDOWS));
    const shown = new Map(planned.plan.changes[0]?.attributes.map(({ path, after }) => [path, after]));
    expect(shown.get("spec.hostname")).toBe("WEB-01");
    expect(shown.get("spec.guest.administratorPasswordSecret")).toBe("Secret/default/admin, key password");
    expect(shown.get("spec.guest.productKeySecret")).toBe("Secret/infra/key, key productKey");
    expect(shown.get("spec.guest.domain.accountSecret")).toBe("Secret/default/join");
    for (const text of [canonicalJson(planned), JSON.stringify(planned), JSON.stringify(planned.work)])
      for (const password of Object.values(PASSWORDS)) expect(text).not.toContain(password);
    const other = guarded(WINDOWS, {
      guestSecrets: {
        administratorPassword: new Secret("another"),
        productKey: new Secret("k"),
        domainAccount: { username: "CORP\\joiner", password: new Secret("p") },
      },
    });
    expect((await planOn(port, other)).plan.fingerprint).toBe(planned.plan.fingerprint);
  });

  it("is not in what apply tells either, when VMM refuses", async () => {
    const { port } = simulated({
      faults: [{ cmdlet: "New-SCVirtualMachine", skip: 0, count: 1, error: { number: 13_206, message: "no" } }],
    });
    const { report } = await converge(port, guarded(WINDOWS));
    expect(report.summary.failed).toBe(1);
    for (const password of Object.values(PASSWORDS)) expect(JSON.stringify(report)).not.toContain(password);
  });

  it("whose customisation failed is made again", async () => {
    const fault = { number: 609, message: "the guest does not answer", status: "CustomizationFailed" };
    const { port } = simulated({ faults: [{ cmdlet: "New-SCVirtualMachine", skip: 0, count: 1, jobFails: fault }] });
    const first = await converge(port, guarded(WINDOWS));
    expect(first.report.summary).toMatchObject({ done: 0, failed: 1 });
    expect((await port.readInventory()).owned).toMatchObject([{ status: "CustomizationFailed", sealed: false }]);
    const { planned, report } = await converge(port, guarded(WINDOWS));
    expect(planned.plan.changes).toMatchObject([{ action: "replace", cause: expect.stringContaining("CustomizationFailed") }]);
    expect(report.summary).toMatchObject({ done: 1, failed: 0 });
    expect((await planOn(port, guarded(WINDOWS))).plan.summary).toMatchObject({ none: 1 });
  });
});

describe("a guest that cannot be had is told of at plan time", () => {
  const BLANK = { vmTemplate: undefined, hardwareProfile: "Small", disks: [{ size: "9Gi" }] };
  it.each<[string, Spec, Partial<LoadedMachine>, readonly string[]]>([
    [
      "a Secret that is not there",
      WINDOWS,
      { guestSecrets: { administratorPassword: null, productKey: null, domainAccount: null } },
      ["spec.guest.administratorPasswordSecret", "spec.guest.domain.accountSecret", "spec.guest.productKeySecret"],
    ],
    [
      "fields of Windows in Linux",
      { ...LINUX, guest: { workgroup: "LAB", timeZone: 1 } },
      {},
      ["spec.guest.timeZone", "spec.guest.workgroup"],
    ],
    ["a key of Linux in Windows", { ...WINDOWS, guest: { sshKey: "ssh-rsa AAAA" } }, {}, ["spec.guest.sshKey"]],
    ["a blank machine", { ...WINDOWS, ...BLANK }, {}, ["spec.guest"]],
    ["a name too long for Windows", { ...WINDOWS, hostname: "a-name-of-sixteen" }, {}, ["spec.hostname"]],
    ["a name of digits", { ...WINDOWS, hostname: "4711" }, {}, ["spec.hostname"]],
    ["a name that is none", { ...LINUX, hostname: "not_one" }, {}, ["spec.hostname"]],
  ])("%s", async (_, spec, more, paths) => {
    const { port } = simulated();
    const { diagnostics, work } = await planOn(port, guarded(spec, more));
    expect(diagnostics.map(({ path }) => path).sort()).toEqual(paths);
    expect(diagnostics.every(({ severity }) => severity === "error")).toBe(true);
    expect(work).toEqual([]);
  });

  it("a template that VMM does not customise", async () => {
    const { port, vmm } = simulated();
    for (const template of vmm.world.store.templates.values()) Object.assign(template, { IsCustomizable: false });
    expect((await planOn(port, guarded(LINUX))).diagnostics).toMatchObject([{ code: "PLAN_GUEST", path: "spec.guest" }]);
  });
});

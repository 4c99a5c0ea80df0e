import { describe, expect, it } from "vitest";
import { explain, type FieldPage, vocabulary } from "../../provider/model/explain.ts";
import { KINDS, type Kind } from "../../provider/model/load/kinds.ts";
import { fieldsOf } from "../../provider/model/schema-tree.ts";
import { scvmm } from "../cli/fake-host.ts";

const pathsOf = (page: FieldPage): readonly string[] => [page.path, ...page.fields.flatMap(pathsOf)];

describe("explain", () => {
  it.each(Object.keys(KINDS) as Kind[])("knows every field of %s", (kind) => {
    const page = vocabulary().find((one) => one.kind === kind);
    const known = new Set(page && pathsOf(page).map((path) => path.replace(/(\[\]|\{\})+$/, "")));
    for (const { path } of fieldsOf(KINDS[kind])) expect(known, path).toContain(path.replace(/(\[\]|\{\})+$/, ""));
  });

  it.each([
    ["machine.spec.disks.size", "ScvmmMachine", "spec.disks[].size", "quantity"],
    ["ScvmmMachine.spec.disks[].size", "ScvmmMachine", "spec.disks[].size", "quantity"],
    ["VM.disks[0].dynamic", "ScvmmMachine", "spec.disks[].dynamic", "true or false"],
    ["machines", "ScvmmMachine", "", "mapping"],
    ["vip.pool", "ScvmmVirtualIP", "spec.pool", "text"],
    ["machine.metadata.name", "ScvmmMachine", "metadata.name", "text"],
    ["provider.connection.authentication", "ScvmmProvider", "spec.connection.authentication", "choice"],
    ["machine.customProperty", "ScvmmMachine", "spec.customProperty{}", "map of texts"],
  ])("finds %s", (name, kind, path, type) => {
    expect(explain(name)).toMatchObject({ page: { kind, path, type } });
  });

  it.each([
    ["machne.spec", "There is no kind machne", "Did you mean machine?"],
    ["", "There is no kind ", /^One of ScvmmProvider/],
    ["machine.disk", "ScvmmMachine.spec has no field disk", "Did you mean disks?"],
    ["machine.memory.size", "ScvmmMachine.spec.memory has no field size", "It has no fields of its own."],
    ["machine.constructor", "ScvmmMachine.spec has no field constructor", /^Its fields: providerRef, cloud/],
  ])("says what is near to %j", (name, problem, hint) => {
    expect(explain(name)).toMatchObject({ problem, hint: typeof hint === "string" ? hint : expect.stringMatching(hint) });
  });

  it("is a command", async () => {
    const { code, stdout } = await scvmm(["explain", "machine.spec.vmOptions.checkpointType"]);
    expect(code).toBe(0);
    expect(stdout).toBe(`KIND     ScvmmMachine
FIELD    spec.vmOptions.checkpointType   <choice>

Type of checkpoints.

ALLOWED  Disabled, Production, ProductionOnly, Standard
CHANGE   in place, while the VM runs
`);
    expect(await scvmm(["explain", "nothing"])).toMatchObject({ code: 1, stderr: expect.stringContaining("[FIELD_UNKNOWN]") });
    const whole = await scvmm(["explain", "machine", "--recursive"]);
    for (const line of whole.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });
});

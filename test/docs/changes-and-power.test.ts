import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type FieldPage, vocabulary } from "../../provider/model/explain.ts";
import { machineSpec } from "../../provider/model/kinds/machine.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { provider } from "../model/manifest-text.ts";

const guide = readFileSync(new URL("../../docs/guides/changes-and-power.md", import.meta.url), "utf8");
const rowOf = (start: string) => guide.split("\n").find((line) => line.startsWith(`| ${start}`)) ?? "";

const fields = (page: FieldPage): readonly FieldPage[] => [page, ...page.fields.flatMap(fields)];
const machine = vocabulary().filter(({ kind }) => kind === "ScvmmMachine");
const withPolicy = (policy: string) =>
  machine.flatMap(fields).flatMap(({ path, facts }) => (facts?.policy === policy ? [path.replace(/\[\]$/, "")] : []));

describe("docs/guides/changes-and-power.md", () => {
  test("its manifest can be used", () => {
    const [, manifest = ""] = /```yaml\n([^`]*)```/.exec(guide) ?? [];
    const { diagnostics, manifests } = loadManifests([
      { file: "vm.yaml", text: manifest },
      { file: "vmm.yaml", text: provider() },
    ]);
    expect(diagnostics).toEqual([]);
    expect(manifests.machines[0]?.value.spec.maintenanceWindow?.timeZone).toBe("Europe/Amsterdam");
  });

  test("names every attribute that changes while the machine runs only where its hardware allows it, and no other", () => {
    const row = rowOf("while the machine runs where");
    const listed = [...row.matchAll(/`(spec\.[^`]+)`/g)].map(([, path]) => path ?? "");
    const known = withPolicy("hot-or-off").filter((path) => !path.startsWith("spec.dynamicMemory."));
    expect(listed.sort()).toEqual(known.sort());
  });

  test("names what needs the machine off, by itself or by what it belongs to", () => {
    const row = rowOf("while the machine is off");
    const listed = [...row.matchAll(/`(spec\.[^`]+)`/g)].map(([, path]) => path ?? "");
    const adapters = /\.devices\[\]\.(mac\w*|vmNetworkOptimization|guestIPNetworkVirtualizationUpdates)$/;
    const missing = withPolicy("power-off").filter((path) => !listed.some((one) => path.startsWith(one)) && !adapters.test(path));
    expect(missing).toEqual([]);
    for (const path of listed)
      expect(
        withPolicy("power-off").some((one) => one.startsWith(path)),
        path,
      ).toBe(true);
  });

  test.each(["powerPolicy", "powerCyclePolicy", "failedCreationPolicy", "removedDisks"] as const)("has a row for every %s", (name) => {
    const values = machine.flatMap(fields).find(({ path }) => path === `spec.${name}`)?.allowed ?? [];
    expect(values.length).toBeGreaterThan(2);
    expect(Object.keys(machineSpec.shape)).toContain(name);
    for (const value of values) expect(rowOf(`\`${value}\``), value).not.toBe("");
  });
});

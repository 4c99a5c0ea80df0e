import { describe, expect, it } from "vitest";
import { movedFrom, vmIdOf } from "../../provider/model/annotations.ts";
import { errorsOf, load, machine, provider } from "./manifest-text.ts";

const annotated = (annotations: string, text = machine("web")) =>
  load(
    provider(),
    text
      .replace("metadata: {name: web}", `metadata: {name: web, namespace: shop, annotations: {${annotations}}}`)
      .replace("spec:", "spec:\n  providerRef: {name: vmm, namespace: default}"),
  );
const idless =
  "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1\nkind: ScvmmMachine\nmetadata: {name: web}\nspec:\n  cloud: A\n  cpuCount: 1\n";

describe("annotations of this tool", () => {
  it("name earlier addresses and the VM", () => {
    const id = "8A1F3C52-0d5e-4a55-9d3f-6a1b2c3d4e5f";
    const { manifests, diagnostics } = annotated(
      `scvmm-provider/moved-from: "old, infra/older.1", scvmm-provider/vm-id: ${id}, own: "x y"`,
    );
    expect(diagnostics).toEqual([]);
    const [value] = manifests.machines.map((loaded) => loaded.value);
    expect(value && movedFrom(value)).toEqual(["ScvmmMachine/shop/old", "ScvmmMachine/infra/older.1"]);
    expect(value && vmIdOf(value)).toBe(id.toLowerCase());
  });

  it.each([
    ["scvmm-provider/movedfrom: old", "MANIFEST_UNKNOWN_ANNOTATION"],
    ["scvmm-provider/moved-from: a/b/c", "MANIFEST_MOVED_FROM_INVALID"],
    ["scvmm-provider/moved-from: ''", "MANIFEST_MOVED_FROM_INVALID"],
    ["scvmm-provider/moved-from: shop/web", "MANIFEST_MOVED_FROM_INVALID"],
    ["scvmm-provider/vm-id: web-1", "MANIFEST_VM_ID_INVALID"],
  ])("%s is refused with its place", (annotations, code) => {
    expect(errorsOf(annotated(annotations))).toMatchObject([{ code, line: expect.any(Number), address: "ScvmmMachine/shop/web" }]);
  });

  it.each([
    ["shop/db", []],
    ["shop/orders", [{ code: "MANIFEST_MOVED_FROM_INVALID", hint: expect.stringContaining("old-namespace/db") }]],
  ])("let a persistent disk move to another namespace under its own name: from %s", (from, errors) => {
    const disk =
      "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1\nkind: ScvmmPersistentDisk\n" +
      `metadata: {name: db, namespace: sales, annotations: {scvmm-provider/moved-from: ${from}}}\nspec: {size: 5Gi}\n`;
    expect(errorsOf(load(provider(), disk))).toMatchObject(errors);
  });

  it("let a manifest that was written of a VM go without a template", () => {
    expect(errorsOf(annotated("other: x", idless)).map(({ code }) => code)).toEqual(["MANIFEST_NO_TEMPLATE"]);
    expect(errorsOf(annotated("scvmm-provider/vm-id: 8a1f3c52-0d5e-4a55-9d3f-6a1b2c3d4e5f", idless))).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { codesOf, load, manifest, provider } from "./manifest-text.ts";

const machine = (name: string, spec = "") => manifest("ScvmmMachine", name, `cloud: Test\nvmTemplate: T\ncpuCount: 1${spec}`);
const checkpoint = (spec: string, name = "before") => manifest("ScvmmCheckpoint", name, spec);
const ID = "8A1F3C52-0d5e-4a55-9d3f-6a1b2c3d4e5f";

describe("a checkpoint", () => {
  it.each([
    ["of a machine", "machine: web-1", "ScvmmMachine/default/web-1"],
    ["of a VM by name", "vmName: WEB 1\nmachine: ''", null],
    ["of a VM by id", `vmId: ${ID}\ndescription: Before the upgrade\ntimeouts: {delete: 4h}`, null],
  ])("%s", (_, spec, of) => {
    const { manifests, diagnostics } = load(provider(), machine("web-1"), checkpoint(spec));
    expect(diagnostics).toEqual([]);
    expect(manifests.checkpoints).toMatchObject([{ provider: "ScvmmProvider/default/vmm", machine: of }]);
    if (spec.startsWith("vmId")) expect(manifests.checkpoints[0]?.value.spec.vmId).toBe(ID.toLowerCase());
  });

  it("is on the VMM of its machine, where there are several", () => {
    const { manifests } = load(
      provider(),
      provider("other"),
      machine("web-1", "\nproviderRef: {name: other}"),
      checkpoint("machine: web-1"),
    );
    expect(manifests.checkpoints[0]?.provider).toBe("ScvmmProvider/default/other");
  });

  it.each([
    ["no VM", "description: x", "MANIFEST_CHECKPOINT_VM"],
    ["two", "machine: web-1\nvmName: web-1", "MANIFEST_CHECKPOINT_VM"],
    ["no such machine", "machine: web-2", "MANIFEST_REFERENCE_MISSING"],
    ["an id that is none", "vmId: web-1", "MANIFEST_INVALID_VALUE"],
    ["another VMM than its machine's", "machine: web-1\nproviderRef: {name: other}", "MANIFEST_CHECKPOINT_PROVIDER"],
    ["a mark in the description", "machine: web-1\ndescription: 'x [scvmm:v1:a]'", "MANIFEST_INVALID_VALUE"],
  ])("%s is told", (_, spec, code) => {
    expect(
      codesOf(load(provider(), provider("other"), machine("web-1", "\nproviderRef: {name: vmm}"), checkpoint(spec))).filter(
        (found) => found !== "MANIFEST_PROVIDER_UNCLEAR",
      ),
    ).toEqual([code]);
  });

  it("of a machine in another namespace is told where that is", () => {
    const elsewhere = machine("web-1").replace("name: web-1", "name: web-1, namespace: shop");
    expect(load(provider(), elsewhere, checkpoint("machine: web-1")).diagnostics).toMatchObject([
      { code: "MANIFEST_REFERENCE_MISSING", hint: "A checkpoint is in the namespace of its machine: that is shop." },
    ]);
  });
});

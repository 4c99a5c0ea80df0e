import { describe, expect, it } from "vitest";
import { loadManifests, loadObjects } from "../../provider/model/load-manifests.ts";
import { API_VERSION } from "../../provider/model/metadata.ts";
import { machine } from "./support/manifests.ts";
import { actions, codes } from "./support/runs.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const spec = { vmTemplate: "Ubuntu 22.04 LTS", vmName: "web-1" };

describe("manifests that are not all of their scope", () => {
  it("do not take what is marked for a manifest that is not among them for a renamed one's", async () => {
    const { port } = simulated();
    await converge(port, { machines: [machine("a", spec)] });
    const renamed = { machines: [machine("b", spec)] };
    expect(actions(await planOn(port, renamed))).toEqual({ b: "update" });
    const part = await planOn(port, renamed, { prune: false, isPart: true });
    expect(codes(part)).toEqual(["PLAN_NAME_TAKEN"]);
  });

  it("say nothing of what is not among them", async () => {
    const { port } = simulated();
    await converge(port, { machines: [machine("a", spec)] });
    const other = { machines: [machine("b", { ...spec, vmName: "web-2" })] };
    expect(codes(await planOn(port, other, { prune: false }))).toEqual(["PLAN_UNMANAGED"]);
    const part = await planOn(port, other, { prune: false, isPart: true });
    expect([actions(part), codes(part)]).toEqual([{ b: "create" }, []]);
  });
});

it("values are loaded like texts", () => {
  const values = [
    { apiVersion: API_VERSION, kind: "ScvmmProvider", metadata: { name: "main" }, spec: { scvmmHost: "vmm" } },
    { apiVersion: API_VERSION, kind: "ScvmmMachine", metadata: { name: "a" }, spec: { cloud: "c", vmTemplate: "t", cpuCount: "many" } },
  ];
  const { manifests, diagnostics } = loadObjects(values, "values");
  expect(manifests.providers.map(({ address }) => address)).toEqual(["ScvmmProvider/default/main"]);
  const text = loadManifests([{ file: "values", text: values.map((value) => JSON.stringify(value)).join("\n---\n") }]);
  const told = (found: typeof diagnostics) => found.map(({ code, path, summary, detail }) => [code, path, summary, detail]);
  expect(told(diagnostics)).toEqual(told(text.diagnostics));
});

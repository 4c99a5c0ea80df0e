import { expect, it } from "vitest";
import { defaultEstate } from "../../provider/simulator/estate/default-estate.ts";
import { machine } from "./support/manifests.ts";
import { converge, planOn, simulated } from "./support/simulated.ts";

const wanted = (portClassification: string) => ({
  machines: [
    machine("web-1", {
      vmName: "web-1",
      vmTemplate: "Ubuntu 22.04 LTS",
      cloud: "Production",
      networking: { devices: [{ vmNetwork: "Web", portClassification }] },
    }),
  ],
});

it("a port classification that the cloud does not offer is told at plan time; where none is told, nothing is", async () => {
  const estate = defaultEstate(1);
  const [offered = "", other = ""] = estate.portClassifications;
  const clouds = estate.clouds.map((cloud) => ({ ...cloud, portClassifications: [offered] }));
  const { port } = simulated({ estate: { ...estate, clouds } });
  expect((await planOn(port, wanted(other))).diagnostics).toMatchObject([
    { code: "PLAN_CLASSIFICATION_NOT_IN_CLOUD", severity: "warning", path: "spec.networking.devices[0].portClassification" },
  ]);
  expect((await planOn(port, wanted(offered))).diagnostics).toEqual([]);
  expect((await planOn(simulated().port, wanted(other))).diagnostics).toEqual([]);
  // It is VMM's to refuse: the machine is made all the same.
  expect((await converge(port, wanted(other))).report.results).toMatchObject([{ state: "done" }]);
});

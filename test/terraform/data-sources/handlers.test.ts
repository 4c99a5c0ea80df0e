import { describe, expect, it } from "vitest";
import { DiagnosticError } from "../../../provider/model/diagnostic.ts";
import { dataSources } from "../../../provider/terraform/data-sources/data-sources.ts";
import { dataSourceHandlers } from "../../../provider/terraform/data-sources/handlers.ts";
import type { Attributes } from "../../../provider/terraform/schema/attribute.ts";
import { conform } from "../../../provider/terraform/schema/conform.ts";
import { decodeValue, encodeValue } from "../../../provider/terraform/value/dynamic-value.ts";
import type { ObjectValue } from "../../../provider/terraform/value/value.ts";
import { stage, typeNamed } from "./kit.ts";

const at = stage();
const handlers = dataSourceHandlers(() => at.estate);
const request = (typeName: string, config: Record<string, unknown>) => ({
  typeName,
  config: encodeValue(conform(typeNamed(typeName).schema, config as ObjectValue)),
});

describe("over the protocol", () => {
  it("a state comes back whole, as the schema has it", async () => {
    const { state, diagnostics } = await handlers.ReadDataSource(request("scvmm_ip_pool", { name: "Web static" }));
    expect(diagnostics ?? []).toEqual([]);
    const value = decodeValue(state) as ObjectValue;
    expect(Object.keys(value).sort()).toEqual(Object.keys(typeNamed("scvmm_ip_pool").schema.attributes).sort());
    expect(value).toMatchObject({ name: "Web static", subnet: "10.20.10.0/24" });
  });

  it("what is wrong comes at its attribute, and no state with it", async () => {
    const answer = await handlers.ReadDataSource(request("scvmm_cloud", { name: "Prod" }));
    expect(answer.state).toBeUndefined();
    expect(answer.diagnostics).toMatchObject([
      { severity: 1, summary: 'VMM has no cloud "Prod"', attribute: { steps: [{ attributeName: "name" }] } },
    ]);
    const checked = await handlers.ValidateDataResourceConfig(request("scvmm_cloud", { name: "a", id: "b" }));
    expect(checked.diagnostics).toMatchObject([
      { summary: "id and name are given at once", attribute: { steps: [{ attributeName: "name" }] } },
    ]);
    expect((await handlers.ValidateDataResourceConfig(request("scvmm_cloud", { name: "a" }))).diagnostics).toEqual([]);
  });

  it("what does not fit the schema is refused without quoting it", async () => {
    const config = encodeValue({ id: null, name: ["s3cret"], host_groups: null, port_classifications: null });
    const { diagnostics } = await handlers.ReadDataSource({ typeName: "scvmm_cloud", config });
    expect(diagnostics).toMatchObject([{ severity: 1, detail: expect.stringContaining("[TERRAFORM_VALUE]") }]);
    expect(JSON.stringify(diagnostics)).not.toContain("s3cret");
  });

  it("a VMM that cannot be read is said, whichever it is that asks", async () => {
    const problem = { code: "WINRM_CONNECT", severity: "error", summary: "nobody is there" } as const;
    const broken = dataSourceHandlers(() => ({
      ...at.estate,
      inventory: async () => {
        throw new DiagnosticError([problem]);
      },
    }));
    for (const { name, schema } of dataSources) {
      const { diagnostics } = await broken.ReadDataSource(request(name, "name" in schema.attributes ? { name: "x" } : {}));
      expect(diagnostics).toMatchObject([{ severity: 1, summary: "nobody is there" }]);
    }
  });
});

describe("the schemas", () => {
  it("have words for every attribute, in the registry's spelling", () => {
    const look = (attributes: Attributes, computedOnly: boolean) => {
      for (const [name, { doc, type, presence }] of Object.entries(attributes)) {
        expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
        expect(doc, name).toMatch(/^.{4,}\.$/s);
        expect(doc, name).not.toMatch(/manifest|spec\./);
        if (computedOnly) expect(presence).toBe("computed");
        if (type.kind === "object") look(type.attributes, true);
      }
    };
    for (const { name, schema } of dataSources) {
      expect(name).toMatch(/^scvmm_[a-z_]+$/);
      expect(schema.doc).toMatch(/\.$/);
      expect(Object.values(schema.attributes).map(({ presence }) => presence)).not.toContain("required");
      look(schema.attributes, false);
    }
  });
});

describe("scvmm_inventory", () => {
  it("has the names of everything, counts that fit, and who manages how much", async () => {
    const live = await at.inventory();
    const state = await at.read("scvmm_inventory");
    expect(state).toMatchObject({
      server: { name: live.server.name, version: live.server.version },
      clouds: ["Lab", "Production", "Test"],
      coverage: { total: 24, own: 0, other_scopes: 0, unmanaged: 24 },
    });
    expect((state["host_groups"] as readonly string[]).filter((path) => path.endsWith("\\Web"))).toHaveLength(2);
    // Names that are there twice are listed twice, so that counts are those of VMM.
    expect((state["templates"] as readonly string[]).filter((name) => name === "Legacy base")).toHaveLength(2);
    const { virtual_machines, virtual_ips, ...counts } = state["counts"] as Record<string, number>;
    expect([virtual_machines, typeof virtual_ips]).toEqual([24, "number"]);
    expect(Object.keys(counts).length).toBeGreaterThan(14);
    for (const [name, count] of Object.entries(counts)) {
      const list = state[name] as readonly string[];
      expect([name, list.length]).toEqual([name, count]);
      expect(list).toEqual([...list].sort());
    }
  });

  it("counts what its scope and others manage", async () => {
    const mark = (scope: string) => ({ ScvmmOwner: `scvmm:v1:${scope}:ScvmmMachine/terraform/a` });
    const owned = stage((estate) => ({
      ...estate,
      customProperties: [...estate.customProperties, { name: "ScvmmOwner", description: "", members: ["VM"] }],
      vms: estate.vms.slice(0, 5).map((vm, index) => (index < 3 ? { ...vm, customProperties: mark(index < 2 ? "shop" : "bank") } : vm)),
    }));
    expect(await owned.read("scvmm_inventory")).toMatchObject({ coverage: { total: 5, own: 2, other_scopes: 1, unmanaged: 2 } });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KINDS } from "../../provider/model/load/kinds.ts";
import { withoutNulls } from "../../provider/model/load/without-nulls.ts";
import { fieldsOf } from "../../provider/model/schema-tree.ts";
import { CRD_FIELDS, type CrdField } from "./crd-fields.ts";

type CrdKind = keyof typeof CRD_FIELDS;
const kinds = Object.keys(CRD_FIELDS) as CrdKind[];
const isObject = (field: CrdField) => /^(array of )?object$/.test(field.type);

const FOLDERS = ["D:\\Disks", "C:\\ClusterStorage\\Volume1\\", "\\\\files\\disks\\web", ""];

/** Texts that mean something to VMM or Kubernetes, so that not every one will do. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  "spec.execHost": ["jump01", ""],
  "spec.execHosts[]": ["jump01.contoso.example", "jump02:5986"],
  "spec.scvmmHost": ["vmm01.contoso.example"],
  "spec.scvmmSecret.namespace": ["infra", ""],
  "spec.providerRef.name": ["vmm"],
  "spec.providerRef.namespace": ["infra", ""],
  "spec.vmName": ["Web 01", "web-01.contoso.example", ""],
  "spec.vmNameFromPool.name": ["web-names"],
  "spec.disks[].persistentDisk.pool.name": ["data"],
  "spec.disks[].persistentDisk.disk.name": ["data-1"],
  "spec.selector.matchExpressions[].key": ["tier"],
  "spec.path": FOLDERS,
  "spec.template.spec.path": FOLDERS,
  "spec.template.spec.providerRef.name": ["vmm"],
  "spec.template.spec.providerRef.namespace": ["infra", ""],
  "spec.networking.devices[].vmNetwork": ["Web"],
  "spec.networking.devices[].staticIPAddressPools[]": ["Web static"],
  "spec.networking.devices[].ipAddresses[]": ["10.0.0.5", "10.0.0.5/24"],
  "spec.vmNameRanges[].start": ["web-01"],
};
const NUMBERS: Readonly<Record<string, readonly number[]>> = { "spec.dynamicMemory.bufferPercentage": [5, 20, 2000] };
const QUANTITIES = [0, 1073741824, "4Gi", "1.5Gi", "0.1Gi", "500M", "1e9", "+4Gi", "4000000Ki", ".5Gi", "1500m"];

function samples(field: CrdField): readonly unknown[] {
  const texts = field.oneOf ?? TEXTS[field.path] ?? ['some text: [with] "signs"', ""];
  switch (field.type) {
    case "string":
    case "array of string":
      return texts;
    case "integer":
      return NUMBERS[field.path] ?? [1, 2, 64];
    case "boolean":
      return [true, false];
    case "map of string":
      return [{}, { a: "b", "c.d/e": "" }];
    case "int-or-string (quantity)":
      return QUANTITIES;
    default:
      throw new Error(`no sample for ${field.path}: ${field.type}`);
  }
}

const childrenOf = (fields: readonly CrdField[], parent: string) =>
  fields.filter(({ path }) => path.startsWith(`${parent}.`) && !path.slice(parent.length + 1).includes("."));

type Choose = (field: CrdField) => { readonly use: boolean; readonly value?: unknown };

/** A value for an object of the CRD: its required fields, and of the others those that are chosen. */
function build(fields: readonly CrdField[], parent: string, choose: Choose): Record<string, unknown> {
  const entries = childrenOf(fields, parent).flatMap((field) => {
    const chosen = choose(field);
    if (!chosen.use && !field.required) return [];
    const name = field.path.slice(parent.length + 1).replace("[]", "");
    const one = chosen.value !== undefined ? chosen.value : isObject(field) ? build(fields, field.path, choose) : samples(field)[0];
    return [[name, field.path.endsWith("[]") ? [one] : one] as const];
  });
  return Object.fromEntries(entries);
}

function accept(kind: CrdKind, spec: unknown) {
  const manifest = {
    apiVersion: "infrastructure.cluster.x-k8s.io/v1alpha1",
    kind,
    metadata: { name: "sample" },
    spec,
    status: { any: ["thing"] },
  };
  return KINDS[kind].safeParse(withoutNulls(manifest).value);
}

describe.each(kinds)("manifests of the published CRD %s are valid here", (kind) => {
  const fields = CRD_FIELDS[kind];

  it.each(fields.map((field) => [field.path, field] as const))("%s", (path, field) => {
    const above: Choose = (other) => ({ use: path === other.path || path.startsWith(`${other.path}.`) });
    for (const value of isObject(field) ? [undefined] : samples(field)) {
      const result = accept(
        kind,
        build(fields, "spec", (other) => ({ ...above(other), ...(other === field ? { value } : {}) })),
      );
      expect(result.error?.issues ?? [], JSON.stringify(value)).toEqual([]);
    }
  });

  it("knows every field by the same path, and demands none that the CRD does not", () => {
    const known = new Map(fieldsOf(KINDS[kind]).map((field) => [field.path.replaceAll("[]", ""), field]));
    for (const { path, required } of fields) {
      const field = known.get(path.replaceAll("[]", ""));
      expect(field, path).toBeDefined();
      if (!required) expect(field?.required, path).toBe(false);
    }
  });

  it("any choice of its fields, some of them null", () => {
    const choices = fc.infiniteStream(fc.record({ use: fc.boolean(), pick: fc.nat(), none: fc.nat(9) }));
    fc.assert(
      fc.property(choices, (stream) => {
        const spec = build(fields, "spec", (field) => {
          const { use, pick, none } = stream.next().value;
          if (none === 0 && !field.required && !field.path.endsWith("[]")) return { use, value: null };
          const values = isObject(field) ? [undefined] : samples(field);
          return { use, value: values[pick % values.length] };
        });
        const { error } = accept(kind, spec);
        expect(error?.issues ?? []).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("a field that the CRD does not have is refused at every level", () => {
    for (const parent of ["spec", ...fields.filter(isObject).map((field) => field.path)]) {
      const above: Choose = (other) => ({ use: parent === other.path || parent.startsWith(`${other.path}.`) });
      const choose: Choose = (other) => {
        const inner = other.path === parent ? { ...build(fields, parent, () => ({ use: false })), unheardOf: 1 } : undefined;
        return inner ? { use: true, value: inner } : above(other);
      };
      const spec = build(fields, "spec", choose);
      const { error } = accept(kind, parent === "spec" ? { ...spec, unheardOf: 1 } : spec);
      expect(
        error?.issues.map((issue) => issue.code),
        parent,
      ).toEqual(["unrecognized_keys"]);
    }
  });
});

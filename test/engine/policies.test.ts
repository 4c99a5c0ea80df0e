import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { checkpointPolicies } from "../../provider/engine/kinds/checkpoint/attributes.ts";
import { machinePolicies } from "../../provider/engine/kinds/machine/policies.ts";
import { namePolicies } from "../../provider/engine/kinds/name/attributes.ts";
import { virtualIpPolicies } from "../../provider/engine/kinds/virtual-ip/attributes.ts";
import { factsOf } from "../../provider/model/field.ts";
import { checkpointSpec } from "../../provider/model/kinds/checkpoint.ts";
import { machineSpec } from "../../provider/model/kinds/machine.ts";
import { nameSpec } from "../../provider/model/kinds/name.ts";
import { virtualIpSpec } from "../../provider/model/kinds/virtual-ip.ts";

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  readonly innerType?: z.ZodType;
}

/** Every attribute of a schema that has a policy and is carried out. */
function policiesOf(schema: z.ZodType, path: string): [string, string][] {
  const facts = factsOf(schema);
  if (facts?.unsupported || facts?.computed) return [];
  const own: [string, string][] = facts?.policy ? [[path, facts.policy]] : [];
  return [...own, ...inner(schema, path)];
}

function inner(schema: z.ZodType, path: string): [string, string][] {
  const { shape, element, innerType } = (schema as unknown as { def: Definition }).def;
  if (shape) return Object.entries(shape).flatMap(([name, field]) => policiesOf(field, `${path}.${name}`));
  if (element) return inner(element, `${path}[]`);
  return innerType ? inner(innerType, path) : [];
}

describe("policies of the engine", () => {
  it.each([
    ["ScvmmMachine", machineSpec, machinePolicies],
    ["ScvmmVirtualIP", virtualIpSpec, virtualIpPolicies],
    ["ScvmmCheckpoint", checkpointSpec, checkpointPolicies],
    ["ScvmmName", nameSpec, namePolicies],
  ] as const)("are those of the model: %s", (_, schema, policies) => {
    const stated = Object.fromEntries(policiesOf(schema, "spec"));
    expect(Object.keys(stated).length).toBeGreaterThan(1);
    expect(policies).toEqual(stated);
  });
});

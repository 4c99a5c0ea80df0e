import fc from "fast-check";
import { expect, test } from "vitest";
import { DiagnosticError } from "../../provider/model/diagnostic.ts";
import type { Message } from "../../provider/terraform/protocol/message.ts";
import { RPCS, type RpcName } from "../../provider/terraform/protocol/rpcs.ts";
import { type ResourceHandlers, resourceHandlers } from "../../provider/terraform/resources/handlers.ts";
import type { Attributes } from "../../provider/terraform/schema/attribute.ts";
import { conform } from "../../provider/terraform/schema/conform.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { decodeValue, encodeValue, ValueError } from "../../provider/terraform/value/dynamic-value.ts";
import { hasUnknown, type ObjectValue, UNKNOWN, type Value } from "../../provider/terraform/value/value.ts";
import { soon } from "../engine/support/runs.ts";
import { FUZZ_TIMEOUT_MS, fuzzRuns } from "../winrm/fuzz-kit.ts";
import { configOf, stateOf } from "./arbitraries.ts";
import { estateOf, simulatedVmm } from "./support/simulated-estate.ts";

const runs = { numRuns: Math.ceil(fuzzRuns(2000) / 100) };
const { port } = simulatedVmm();

const handlers = (): ResourceHandlers => {
  const estate = estateOf(port);
  return resourceHandlers({ estate: () => estate, log: () => undefined, pace: { sleep: soon, now: () => 0 } });
};

/** As they come over the wire. */
function call<N extends keyof ResourceHandlers>(of: ResourceHandlers, name: N, request: object): ReturnType<ResourceHandlers[N]> {
  const type = RPCS[name].request as unknown as Message<object>;
  const handler = of[name] as (given: object) => ReturnType<ResourceHandlers[N]>;
  return handler(type.decode(type.encode(request)));
}

/** The answer as it goes over the wire; null where the request is refused with a diagnostic. Anything else that is thrown fails the test. */
async function answered<N extends keyof ResourceHandlers>(of: ResourceHandlers, name: N, request: object) {
  try {
    const answer = await call(of, name, request);
    (RPCS[name as RpcName].response as unknown as Message<object>).encode(answer as object);
    return answer as Awaited<ReturnType<ResourceHandlers[N]>>;
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return null;
  }
}

/** Of the simulated estate: what passes every check there. */
const SOUND: Readonly<Record<string, ObjectValue>> = {
  scvmm_virtual_machine: {
    name: "web-1",
    cloud: "Production",
    vm_template: "Ubuntu 22.04 LTS",
    cpu_count: 2,
    memory: "4Gi",
    disks: { boot: { size: "60Gi" }, data: { size: "10Gi" } },
    network_adapters: { eth0: { vm_network: "Web", static_ip_address_pools: ["Web static"] } },
    power_cycle_policy: "Allow",
    custom_property: { Environment: "test" },
  },
  scvmm_virtual_ip: { key: "vip", pool: "Web static" },
  scvmm_persistent_disk: { key: "db", size: "1Gi" },
  scvmm_name: { key: "web", ranges: [{ from: "web-01", to: "web-20" }] },
  scvmm_checkpoint: { key: "before", virtual_machine_name: "web-1" },
};

/** Anything, and more often what is sound but for two attributes. */
function nearly(
  schema: { readonly attributes: Attributes },
  typeName: string,
  other: fc.Arbitrary<ObjectValue>,
): fc.Arbitrary<ObjectValue> {
  const sound = conform(schema, SOUND[typeName] ?? {});
  const changed = fc.tuple(other, fc.subarray(Object.keys(schema.attributes), { maxLength: 2 }));
  return fc.oneof(
    { arbitrary: other, weight: 1 },
    {
      arbitrary: changed.map(
        ([any, names]) => ({ ...sound, ...Object.fromEntries(names.map((name) => [name, any[name] ?? null])) }) as ObjectValue,
      ),
      weight: 3,
    },
  );
}

const capabilities = { writeOnlyAttributesAllowed: true, deferralAllowed: false };

test.each(mappings.map((mapping) => [mapping.name, mapping] as const))(
  "a request about a %s of its schema is answered, whatever stands in it",
  async (typeName, { schema }) => {
    const outcomes = { applied: 0 };
    const request = fc.record({
      config: nearly(schema, typeName, configOf(schema.attributes)),
      prior: fc.option(nearly(schema, typeName, stateOf(schema.attributes)), { nil: null }),
      destroys: fc.boolean(),
      bytes: fc.oneof(fc.uint8Array({ maxLength: 12 }), fc.constant(Buffer.from('{"format":1,"object":"x","role":null}'))),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ config, prior, destroys, bytes }) => {
        const of = handlers();
        const encoded = encodeValue(config);
        await answered(of, "ValidateResourceConfig", { typeName, config: encoded, clientCapabilities: capabilities });
        if (prior) {
          const read = await answered(of, "ReadResource", { typeName, currentState: encodeValue(prior), private: bytes });
          expect(conforms(schema, decodeValue(read?.newState))).toBe(true);
          const json = Buffer.from(JSON.stringify(prior));
          await answered(of, "UpgradeResourceState", { typeName, version: 0, rawState: { json } });
        }
        const wanted = destroys && prior ? encodeValue(null) : encoded;
        const plan = { typeName, priorState: encodeValue(prior), proposedNewState: wanted, config: wanted, priorPrivate: bytes };
        const planned = await answered(of, "PlanResourceChange", plan);
        const state = planned && decodeValue(planned.plannedState);
        if (planned) expect(conforms(schema, state)).toBe(true);
        const isRefused = !planned || (planned.diagnostics ?? []).some(({ severity }) => severity === 1);
        if (isRefused || (config && !destroys && hasUnknown(config))) return;
        const apply = {
          typeName,
          priorState: plan.priorState,
          plannedState: planned.plannedState,
          config: wanted,
          plannedPrivate: planned.plannedPrivate,
        };
        const applied = await answered(of, "ApplyResourceChange", apply);
        outcomes.applied++;
        const result = decodeValue(applied?.newState);
        expect([conforms(schema, result), hasUnknown(result)]).toEqual([true, false]);
      }),
      runs,
    );
    if (runs.numRuns > 100) expect(outcomes.applied).toBeGreaterThan(10);
  },
  FUZZ_TIMEOUT_MS,
);

function conforms(schema: { readonly attributes: Attributes }, value: Value): boolean {
  return value === null || JSON.stringify(keysOf(conform(schema, value))) === JSON.stringify(keysOf(value));
}

/** The shape of a value: names of attributes at every level. */
function keysOf(value: Value): unknown {
  if (Array.isArray(value)) return value.map(keysOf);
  if (typeof value !== "object" || value === null) return null;
  return Object.entries(value as ObjectValue).map(([name, item]) => [name, keysOf(item)]);
}

const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<Value>(null, true, 0, "", "x", UNKNOWN, "web-1"),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("name", "key", "id", "disks", "boot", "cpu_count", "__proto__"), tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** What no Terraform sends: values of other types, bytes that are no value, types that there are not. */
test(
  "a request that Terraform never makes ends in an answer, a refusal, or a value that is none",
  async () => {
    const field = fc.oneof(
      anyValue.map((value) => encodeValue(value)),
      fc.uint8Array({ maxLength: 20 }).map((msgpack) => ({ msgpack })),
      fc.constantFrom({ json: Buffer.from("{") }, { json: Buffer.from('{"name":[1]}') }, undefined),
    );
    const typeName = fc.constantFrom(...mappings.map(({ name }) => name), "", "scvmm_nothing", "__proto__");
    const request = fc.record({
      typeName,
      sourceTypeName: typeName,
      targetTypeName: typeName,
      id: fc.constantFrom("", "web-1", "8a1f3c52-0d5e-4a55-9d3f-6a1b2c3d4e5f", "10.0.0.5", "\u0000"),
      config: field,
      currentState: field,
      priorState: field,
      proposedNewState: field,
      plannedState: field,
      rawState: fc.constantFrom(
        undefined,
        { json: Buffer.from("[]") },
        { json: Buffer.from('{"disks":{"boot":1}}') },
        { json: Buffer.from("{}") },
      ),
      private: fc.uint8Array({ maxLength: 8 }),
      plannedPrivate: fc.uint8Array({ maxLength: 8 }),
    });
    const names = Object.keys(handlers()) as (keyof ResourceHandlers)[];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), request, async (name, given) => {
        const known = Object.keys((RPCS[name].request as unknown as Message<object>).decode(new Uint8Array()));
        const fields = Object.fromEntries(Object.entries(given).filter(([field, value]) => known.includes(field) && value !== undefined));
        await answered(handlers(), name, fields).catch((error: unknown) => expect(error).toBeInstanceOf(ValueError));
      }),
      { numRuns: 5 * runs.numRuns },
    );
  },
  FUZZ_TIMEOUT_MS,
);

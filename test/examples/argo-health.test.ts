import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { KINDS } from "../../provider/model/load/kinds.ts";
import { gopherLua, has } from "../parts.ts";
import { EXAMPLES } from "./support/clean-copy.ts";

const GROUP = "infrastructure.cluster.x-k8s.io";
const HEALTH = join(EXAMPLES, "07-argo-cd/health");
const kinds = Object.keys(KINDS).sort();
const scriptOf = (kind: string) => readFileSync(join(HEALTH, GROUP, kind, "health.lua"), "utf8");

interface Answer {
  readonly status?: "Progressing" | "Healthy" | "Degraded" | "Suspended";
  readonly message?: string;
  readonly error?: string;
}

/** All in one process, in the Lua that Argo CD is built with. */
function ask(questions: readonly { readonly script: string; readonly object: object }[]): readonly Answer[] {
  const input = questions.map((question) => `${JSON.stringify(question)}\n`).join("");
  const { stdout } = spawnSync(gopherLua().command, [], { input, encoding: "utf8" });
  return stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

const condition = (type: string, status: "True" | "False" | "Unknown", reason?: string, message?: string) => ({
  type,
  status,
  ...(reason === undefined ? {} : { reason }),
  ...(message === undefined ? {} : { message }),
});

/** An object as Argo CD has it: `generation` 2, as after one change. */
const object = (status?: object, more: { readonly metadata?: object; readonly spec?: object } = {}) => ({
  apiVersion: `${GROUP}/v1alpha1`,
  metadata: { name: "one", namespace: "shop", generation: 2, ...more.metadata },
  ...(more.spec === undefined ? {} : { spec: more.spec }),
  ...(status === undefined ? {} : { status }),
});
const seen = (...conditions: object[]) => ({ observedGeneration: 2, conditions });

type Case = readonly [name: string, object: object, status: Answer["status"], message: RegExp];

/** What holds for every kind, from the conditions that Cluster API asks of its providers. */
const COMMON: readonly Case[] = [
  ["is ready", object(seen(condition("Ready", "True", "Ready"))), "Healthy", /^Ready$/],
  ["says why it is ready", object(seen(condition("Ready", "True", "Provisioned", "Running on hv04"))), "Healthy", /hv04/],
  ["is on its way", object(seen(condition("Ready", "False", "Creating", "VMM makes it"))), "Progressing", /^VMM makes it$/],
  ["waits for what will come back", object(seen(condition("Ready", "False", "ProviderUnavailable"))), "Progressing", /Provider/],
  ["is not known yet", object(seen(condition("Ready", "Unknown", "ReadyUnknown"))), "Progressing", /ReadyUnknown/],
  ["has a condition without a reason", object(seen(condition("Ready", "False"))), "Progressing", /^Not ready yet$/],
  ["has an empty message", object(seen(condition("Ready", "False", "Starting", ""))), "Progressing", /^Starting$/],
  ["cannot be", object(seen(condition("Ready", "False", "InvalidConfiguration", "no cloud Mars"))), "Degraded", /Mars/],
  ["is refused its account", object(seen(condition("Ready", "False", "CredentialsInvalid", "refused"))), "Degraded", /^refused$/],
  [
    "needs a person",
    object(seen(condition("Ready", "False", "Creating"), condition("Stalled", "True", "NoPlace", "no host has room"))),
    "Degraded",
    /no host has room/,
  ],
  [
    "needed a person before the last change",
    object({ ...seen(condition("Stalled", "True", "NoPlace")), observedGeneration: 1 }),
    "Progressing",
    /last change/,
  ],
  ["stalls, and counts no generations", object({ conditions: [condition("Stalled", "True", "NoPlace")] }), "Degraded", /NoPlace/],
  [
    "has been changed since it was ready",
    object({ ...seen(condition("Ready", "True", "Ready")), observedGeneration: 1 }),
    "Progressing",
    /last change/,
  ],
  [
    "is being deleted",
    object(seen(condition("Ready", "True", "Ready")), { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } }),
    "Progressing",
    /being deleted/,
  ],
  [
    "is being deleted, and says where it is",
    object(seen(condition("Deleting", "True", "Deleting", "shutting down")), { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } }),
    "Progressing",
    /shutting down/,
  ],
  [
    "cannot be deleted",
    object(seen(condition("Stalled", "True", "Protected", "protected")), { metadata: { deletionTimestamp: "2026-01-01T00:00:00Z" } }),
    "Degraded",
    /protected/,
  ],
  [
    "is paused by its cluster",
    object(seen(condition("Paused", "True", "Paused"), condition("Ready", "False", "Creating"))),
    "Suspended",
    /paused/,
  ],
  ["is not paused", object(seen(condition("Paused", "False", "NotPaused"), condition("Ready", "True", "Ready"))), "Healthy", /Ready/],
  [
    "is paused by hand",
    object(seen(condition("Ready", "True", "Ready")), { metadata: { annotations: { "cluster.x-k8s.io/paused": "" } } }),
    "Suspended",
    /paused/,
  ],
  [
    "has other annotations",
    object(seen(condition("Ready", "True", "Ready")), { metadata: { annotations: { a: "b" } } }),
    "Healthy",
    /Ready/,
  ],
];

/** As cluster-api-provider-scvmm writes them, which knows no condition Ready. */
const created = condition("VmCreated", "True");
const running = condition("VmRunning", "True", "VmRunning");
const inService = { initialization: { provisioned: true }, conditions: [created, running] };
const OWN: Readonly<Record<string, readonly Case[]>> = {
  ScvmmMachine: [
    ["has no status", object(), "Progressing", /No controller has told/],
    ["has an empty status", object({}), "Progressing", /No controller has told/],
    ["waits", object({ conditions: [condition("VmCreated", "False", "WaitingForBootstrapData")] }), "Progressing", /WaitingForBootstrap/],
    [
      "is being made",
      object({ vmStatus: "UnderCreation", conditions: [condition("VmCreated", "False", "VmCreating")] }),
      "Progressing",
      /VmCreating/,
    ],
    [
      "is started",
      object({ vmStatus: "PowerOff", conditions: [created, condition("VmRunning", "False", "VmStarting")] }),
      "Progressing",
      /VmStarting/,
    ],
    ["runs", object({ ...inService, vmStatus: "Running" }), "Healthy", /^Running$/],
    ["failed", object({ conditions: [condition("VmCreated", "False", "VmFailed", "no such template")] }), "Degraded", /no such template/],
    ["was turned off by hand", object({ ...inService, vmStatus: "PowerOff" }), "Suspended", /somebody has turned it off/],
    ["was saved by hand", object({ ...inService, vmStatus: "Saved" }, { spec: { powerPolicy: "StartOnce" } }), "Suspended", /^Saved/],
    [
      "is off, as it shall be",
      object({ ...inService, vmStatus: "PowerOff" }, { spec: { powerPolicy: "AlwaysOff" } }),
      "Healthy",
      /powerPolicy/,
    ],
    [
      "is off, and nobody minds",
      object({ ...inService, vmStatus: "PowerOff" }, { spec: { powerPolicy: "Manual" } }),
      "Healthy",
      /powerPolicy/,
    ],
    [
      "is off, and shall run",
      object({ ...inService, vmStatus: "PowerOff" }, { spec: { powerPolicy: "AlwaysOn" } }),
      "Progressing",
      /started/,
    ],
    ["has lost its host", object({ ...inService, vmStatus: "HostNotResponding" }), "Degraded", /HostNotResponding/],
    ["is gone", object({ ...inService, vmStatus: "Missing" }), "Degraded", /Missing/],
    ["is tried again", object({ backoff: { reason: "no answer", try: 3, wait: 40 }, conditions: [created] }), "Progressing", /no answer/],
    [
      "of our controller is off by hand",
      object(seen(condition("Ready", "False", "VirtualMachineStopped", "is off"))),
      "Suspended",
      /^is off$/,
    ],
    ["of our controller is gone", object(seen(condition("Ready", "False", "VirtualMachineNotFound", "is gone"))), "Degraded", /^is gone$/],
    [
      "is ready whatever VMM calls it",
      object({ ...seen(condition("Ready", "True", "Ready")), vmStatus: "PowerOff" }),
      "Healthy",
      /^Ready$/,
    ],
  ],
  ScvmmProvider: [
    ["was never asked", object(), "Healthy", /No host/],
    ["answers", object({ execHosts: [{ host: "jump1", status: "OK" }] }), "Healthy", /No host/],
    [
      "answers by one of two",
      object({
        execHosts: [
          { host: "jump1", status: "Failed", message: "timed out" },
          { host: "jump2", status: "OK" },
        ],
      }),
      "Healthy",
      /^jump1: timed out$/,
    ],
    [
      "does not answer",
      object({
        execHosts: [
          { host: "jump1", status: "Failed", message: "timed out" },
          { host: "jump2", status: "Failed" },
        ],
      }),
      "Degraded",
      /^jump1: timed out; jump2: it does not answer$/,
    ],
  ],
  ScvmmNamePool: [
    ["is not used", object(), "Healthy", /No name is taken/],
    ["is used", object({ counts: { total: 20, free: 16, used: 4 } }), "Healthy", /^4 of 20 /],
    ["is used up", object({ counts: { total: 20, free: 0, used: 20 } }), "Healthy", /^All 20 names are taken/],
  ],
  ScvmmPersistentDisk: [
    ["is not claimed", object(), "Healthy", /No machine/],
    ["has a file", object({ size: "7Gi" }), "Healthy", /7Gi/],
  ],
  ScvmmPersistentDiskPool: [
    ["has no status", object(), "Healthy", /^0 disks$/],
    ["has disks", object({ instances: 3 }), "Healthy", /^3 disks$/],
  ],
};
/** Kinds of which no controller has written anything so far. */
const NEW: readonly Case[] = [["has no status", object(), "Progressing", /No controller has told/]];

describe.skipIf(!has("Argo CD's health checks in Lua", gopherLua()))("Argo CD's health of an object that", () => {
  describe.each(kinds)("is a %s and", (kind) => {
    const cases = [...COMMON, ...(OWN[kind] ?? NEW)];
    const script = scriptOf(kind);
    const answers = ask(cases.map(([, one]) => ({ script, object: { kind, ...one } })));
    test.each(cases.map(([name, , status, message], index) => ({ name, status, message, answer: answers[index] })))(
      "$name is $status",
      ({ status, message, answer }) => {
        expect(answer).toEqual({ status, message: expect.stringMatching(message) });
      },
    );
  });

  test("is told nothing by strings, numbers or the system: a script that wants them fails", () => {
    const scripts = [
      'return { status = ("x"):upper() }',
      "return { status = string.upper('x') }",
      "return { status = math.huge }",
      "io.write('x')",
    ];
    for (const { error } of ask(scripts.map((script) => ({ script, object: {} })))) expect(error).toMatch(/attempt to (index|call)/);
  });
});

test("there is a check for every kind of the vocabulary, and for no other", () => {
  expect(readdirSync(join(HEALTH, GROUP)).sort()).toEqual(kinds);
  for (const kind of Object.keys(OWN)) expect(kinds).toContain(kind);
});

test("the entries of argocd-cm are these scripts", () => {
  const { data } = parse(readFileSync(join(HEALTH, "argocd-cm.yaml"), "utf8")) as { data: Record<string, string> };
  const entries = kinds.map((kind) => [`resource.customizations.health.${GROUP}_${kind}`, scriptOf(kind)]);
  expect(data).toEqual(Object.fromEntries(entries));
});

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFarm } from "./support/farm.ts";
import { onOneSimulator } from "./support/on-one-simulator.ts";

const QUICKLY = ["--poll-interval", "0.05"];
const PASSWORD = "adm1n-of-windows";

const stage = onOneSimulator({ timeScale: 1000 });
const { cli } = stage;
const run = (argv: readonly string[], more: Record<string, string> = {}) =>
  stage.run(argv, { environment: { ...more, SCVMM_LOG: "debug" } });
/** As a process: nothing may show what it must not, whoever writes it. */
const start = (argv: readonly string[], more: Record<string, string>) =>
  cli.run(argv, { environment: { ...stage.environment, ...more, SCVMM_LOG: "debug" } });

const MACHINE = `---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmMachine
metadata: { name: win, namespace: farm }
spec:
  vmName: win-01
  cloud: Production
  vmTemplate: Windows Server 2022
  cpuCount: 2
  guest: { workgroup: LAB, administratorPasswordSecret: { name: admin } }
`;

test("a guest's password goes from its own file into the guest, and is nowhere else; a saved plan takes it from there again", async () => {
  const folder = writeFarm(cli.folder, "guest", { machines: 1, pool: null, scope: "guest", extra: MACHINE });
  const secrets = join(cli.folder, "apart.secrets");
  writeFileSync(
    secrets,
    `apiVersion: v1\nkind: Secret\nmetadata: { name: admin, namespace: farm }\nstringData: { password: ${PASSWORD} }\n`,
  );
  const apart = { SCVMM_SECRETS_FILE: secrets };
  const planFile = join(cli.folder, "guest.plan");

  expect(await run(["plan", "-f", folder])).toMatchObject({ code: 1, stderr: expect.stringContaining("[PLAN_SECRET_MISSING]") });
  const planned = await run(["plan", "-f", folder, "--out", planFile], apart);
  expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining("Secret/farm/admin, key password") });
  expect(readFileSync(planFile, "utf8")).not.toContain(PASSWORD);
  expect(await run(["apply", planFile, ...QUICKLY])).toMatchObject({ code: 1, stderr: expect.stringContaining("SCVMM_SECRETS_FILE") });
  const applied = await start(["apply", planFile, ...QUICKLY], apart);
  expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done") });

  const vm = [...stage.simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "win-01");
  expect(vm?.$customized).toMatchObject({ computerName: "win-01", workgroup: "LAB", administrator: { password: PASSWORD } });
  for (const { stdout, stderr } of [planned, applied]) expect(stdout + stderr).not.toContain(PASSWORD);
  // What exists needs no Secret any more.
  expect((await run(["plan", "-f", folder, "--detailed-exitcode"])).code).toBe(0);
  expect(await run(["plan", "-f", folder], { SCVMM_SECRETS_FILE: join(cli.folder, "nowhere") })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("[SECRETS_FILE_UNREADABLE]"),
  });
});

const SEEDED = `---
apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1
kind: ScvmmMachine
metadata: { name: linux, namespace: farm }
spec: { vmName: linux-01, cloud: Production, vmTemplate: Ubuntu 22.04 LTS, cpuCount: 2, bootstrap: { dataSecretName: linux } }
`;

test("a plan of a machine with cloud-init data is saved where its Secret lies apart, and taken from there when it is carried out", async () => {
  const folder = writeFarm(cli.folder, "seeded", { machines: 1, prefix: "sown", pool: null, scope: "seeded", extra: SEEDED });
  const secret = (text: string) =>
    `apiVersion: v1\nkind: Secret\nmetadata: { name: linux, namespace: farm }\nstringData: { value: "#cloud-config\\npassword: ${text}\\n" }\n`;
  const beside = join(folder, "secret.yaml");
  const apart = { SCVMM_SECRETS_FILE: join(cli.folder, "seeded.secrets") };
  const planFile = join(cli.folder, "seeded.plan");

  writeFileSync(beside, secret("hunter2"));
  expect(await run(["plan", "-f", folder, "--out", planFile])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\[PLAN_FILE_NEEDS_SECRET\][\s\S]*SCVMM_SECRETS_FILE/),
  });
  rmSync(beside);
  writeFileSync(apart.SCVMM_SECRETS_FILE, secret("hunter2"));
  expect(await run(["plan", "-f", folder, "--out", planFile], apart)).toMatchObject({ code: 0 });
  expect(readFileSync(planFile, "utf8")).not.toContain("hunter2");
  expect(await run(["apply", planFile, ...QUICKLY])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("[MANIFEST_USER_DATA_MISSING]"),
  });
  const applied = await start(["apply", planFile, ...QUICKLY], apart);
  expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done") });
  expect(applied.stdout + applied.stderr).not.toContain("hunter2");
  expect((await run(["plan", "-f", folder, "--detailed-exitcode"])).code).toBe(0);
});

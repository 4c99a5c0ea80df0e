import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { defaultEstate, type Simulator, startSimulator } from "../../provider/simulator/index.ts";
import { Forge } from "./support/forge.ts";
import { Repository } from "./support/repository.ts";

const FINGERPRINT = /sha256:[0-9a-f]{64}/;

let simulator: Simulator;
let forge: Forge;
let repository: Repository;
beforeEach(async () => {
  [simulator, forge] = [await startSimulator({ timeScale: 1000 }), new Forge()];
  const url = await forge.listen();
  repository = new Repository({
    SCVMM_HOST: simulator.url,
    SCVMM_USERNAME: simulator.username,
    SCVMM_PASSWORD: simulator.password,
    GITHUB_API_URL: url,
    CI_API_V4_URL: url,
  });
});
afterEach(async () => {
  repository.remove();
  await Promise.all([simulator.close(), forge.close()]);
});

/** Somebody changes the machine in VMM. */
async function changeByHand(memoryMb: number): Promise<void> {
  const vm = [...simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "shop-web");
  await simulator.vmm.execute([
    { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { ID: vm?.ID ?? "" } },
    { id: "set", cmdlet: "Set-SCVirtualMachine", parameters: { VM: { $ref: "vm" }, MemoryMB: memoryMb } },
  ]);
}
const memory = () => [...simulator.vmm.world.store.vms.values()].find(({ Name }) => Name === "shop-web")?.Memory;

/** What each forge tells its jobs, and how the reviewed plan comes to the job that applies. */
const FORGES = {
  GitHub: {
    jobs: (commit: string) => ({
      GITHUB_ACTIONS: "true",
      GITHUB_REPOSITORY: "o/r",
      GITHUB_TOKEN: "job-token",
      GITHUB_SHA: commit,
      GITHUB_REF_NAME: "main",
      GITHUB_OUTPUT: "outputs",
      GITHUB_STEP_SUMMARY: join(repository.folder, "summary"),
      PULL_REQUEST: "7",
    }),
    fetched: () => {
      const run = repository.has("outputs") ? /^run-id=(\d+)$/m.exec(repository.read("outputs"))?.[1] : undefined;
      const kept = run === undefined ? undefined : forge.kept[Number(run)];
      if (kept) repository.bringBack(kept, "reviewed");
    },
  },
  GitLab: {
    jobs: (commit: string) => ({
      GITLAB_CI: "true",
      CI_PROJECT_ID: "1",
      GITLAB_TOKEN: "project-token",
      CI_COMMIT_SHA: commit,
      CI_COMMIT_BRANCH: "main",
      CI_MERGE_REQUEST_IID: "7",
    }),
    fetched: () => {},
  },
} as const;

describe.each(Object.entries(FORGES))("%s: from the pull request to the apply", (_, { jobs, fetched }) => {
  test("the plan that was reviewed is carried out, once", async () => {
    forge.comments.push({ id: 1, by: "a colleague", body: "<!-- scvmm-plan --> not written by a job" });
    const head = repository.propose("more-memory", "memory: 4Gi", "memory: 8Gi");
    const planned = await repository.run("sh ci/plan.sh manifests plan", jobs(head));
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining("2 to create") });
    expect(repository.read("plan/fingerprint").trim()).toMatch(new RegExp(`^${FINGERPRINT.source}$`));
    expect((await repository.run("node ci/forge.mjs comment plan/plan.md", jobs(head))).stdout).toBe("comment written\n");
    expect((await repository.run("node ci/forge.mjs comment plan/plan.md", jobs(head))).stdout).toBe("comment written anew\n");
    expect(forge.comments.map(({ by }) => by)).toEqual(["a colleague", "github-actions[bot]"]);
    expect(forge.comments[1]?.body).toContain(`To be applied as \`${repository.read("plan/fingerprint").trim()}\``);
    // one of an earlier commit, one of a fork, and the one that counts
    forge.kept.push({ head: "0".repeat(40), at: "2026-01-03T00:00:00Z", files: { fingerprint: "wrong" } });
    forge.kept.push(repository.keep(head, "2026-01-02T00:00:00Z"));

    const commit = repository.merge("more-memory");
    forge.merged.push({ commit, head, branch: "other" }, { commit: head, head }, { commit, head });
    const found = await repository.run("node ci/forge.mjs reviewed reviewed", jobs(commit));
    expect(found).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[#!]7, (run|pipeline) 1\n$/) });
    fetched();
    const applied = await repository.run("sh ci/apply.sh manifests reviewed", jobs(commit));
    expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done, 0 failed, 0 not run.") });
    expect(memory()).toBe(8192);

    const empty = await repository.run("sh ci/plan.sh manifests plan", jobs(commit));
    expect([empty.code, repository.has("plan/fingerprint"), repository.read("plan/plan.md").includes("To be applied")]).toEqual([
      0,
      true,
      false,
    ]);
    const again = await repository.run("sh ci/apply.sh manifests reviewed", jobs(commit));
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing is left to do") });
    expect(forge.refused).toEqual([]);
    expect([planned, applied].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(simulator.password);
  });

  test("where VMM has moved since, nothing is done; the step says what differs and what to do", async () => {
    expect((await repository.run("sh ci/plan.sh manifests plan && sh ci/apply.sh manifests plan")).code).toBe(0);
    const head = repository.propose("more-memory", "memory: 4Gi", "memory: 8Gi");
    expect((await repository.run("sh ci/plan.sh manifests plan", jobs(head))).code).toBe(0);
    forge.kept.push(repository.keep(head, "2026-01-02T00:00:00Z"));
    await changeByHand(3072);
    const commit = repository.merge("more-memory");
    forge.merged.push({ commit, head });
    await repository.run("node ci/forge.mjs reviewed reviewed", jobs(commit));
    fetched();
    const refused = await repository.run("sh ci/apply.sh manifests reviewed", jobs(commit));
    expect(refused.code).toBe(1);
    expect(memory()).toBe(3072);
    expect(refused.stdout).toContain("### Refused: this is no longer the plan that was reviewed");
    expect(refused.stdout).toContain("-- spec.memory: 4Gi\n");
    expect(refused.stdout).toContain("+- spec.memory: 3Gi\n");
    const now = new RegExp(`with \`(${FINGERPRINT.source})\``).exec(refused.stdout)?.[1] ?? "";
    expect(now).not.toBe(repository.read("reviewed/fingerprint").trim());

    // somebody has read that, and starts the job by hand
    const approved = await repository.run("sh ci/apply.sh manifests nothing", { ...jobs(commit), SCVMM_EXPECT: now });
    expect(approved).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 1 done") });
    expect(memory()).toBe(8192);
  });

  test("a commit without a reviewed plan is refused; so is one whose last plan has failed or came from a fork", async () => {
    const commit = repository.head();
    forge.kept.push({ head: commit, at: "2026-01-01T00:00:00Z", fork: true, failed: true, files: { fingerprint: "wrong" } });
    for (const merged of [[], [{ commit, head: commit }]]) {
      forge.merged.push(...merged);
      const found = await repository.run("node ci/forge.mjs reviewed reviewed", jobs(commit));
      expect(found).toMatchObject({ code: 0, stdout: "no reviewed plan belongs to this commit\n" });
      fetched();
      expect(repository.has("reviewed/fingerprint")).toBe(false);
    }
    const refused = await repository.run("sh ci/apply.sh manifests reviewed", jobs(commit));
    expect(refused).toMatchObject({ code: 1, stdout: expect.stringContaining("### Refused: no reviewed plan belongs to this commit") });
    expect(memory()).toBeUndefined();
  });

  test("a plan that cannot be made takes the place of the one before it", async () => {
    await repository.run("sh ci/plan.sh manifests plan && node ci/forge.mjs comment plan/plan.md", jobs("x"));
    repository.propose("wrong", "cpuCount: 2", "cpucount: 2");
    const wrong = await repository.run("sh ci/plan.sh manifests plan", jobs("x"));
    expect(wrong.code).toBe(1);
    expect([repository.has("plan/fingerprint"), repository.has("plan/plan.scvmm")]).toEqual([false, false]);
    await repository.run("node ci/forge.mjs comment plan/plan.md", jobs("x"));
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]?.body).toMatch(/^<!-- scvmm-plan -->\n### No plan\n[\s\S]*cpucount/);
    expect(forge.comments[0]?.body).not.toMatch(FINGERPRINT);
  });

  test("a forge that refuses is told, with its answer", async () => {
    const token = { GITHUB_TOKEN: "stolen", GITLAB_TOKEN: "stolen" };
    const ended = await repository.run("node ci/forge.mjs reviewed reviewed", { ...jobs("x"), ...token });
    expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/^GET \/.*: 401 Unauthorized\n$/) });
  });
});

test("a plan of an account that may only look is the one that another account carries out", async () => {
  const estate = defaultEstate(1);
  const role = { name: "Reviewers", profile: "ReadOnlyAdmin" as const };
  const reviewer = await startSimulator({ estate: { ...estate, server: { ...estate.server, role } } });
  try {
    const account = { SCVMM_HOST: reviewer.url, SCVMM_USERNAME: reviewer.username, SCVMM_PASSWORD: reviewer.password };
    expect((await repository.run("sh ci/plan.sh manifests plan", account)).code).toBe(0);
    expect(repository.read("plan/plan.md")).toContain("`PLAN_RIGHTS_READ_ONLY`");
    expect(await repository.run("sh ci/apply.sh manifests plan")).toMatchObject({ code: 0, stdout: expect.stringContaining("2 done") });
  } finally {
    await reviewer.close();
  }
});

test("Secrets of the manifests come by the environment, made-up ones for the plan; no file that is kept holds them", async () => {
  repository.edit("  cpuCount: 2", "  bootstrap: { dataSecretName: seed }\n  cpuCount: 2");
  const secret = (value: string) => ({
    SCVMM_SECRETS: `apiVersion: v1\nkind: Secret\nmetadata: { name: seed, namespace: shop }\nstringData: { value: "#cloud-config\\npassword: ${value}" }`,
    RUNNER_TEMP: repository.folder,
  });
  const planned = await repository.run("sh ci/plan.sh manifests plan", secret("made-up"));
  expect(planned.code, planned.stderr).toBe(0);
  const applied = await repository.run("sh ci/apply.sh manifests plan", secret("the-true-one"));
  expect(applied).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply: 2 done, 0 failed, 0 not run.") });
  expect((await repository.run("grep -rlE 'made-up|the-true-one' . || true")).stdout).toBe("");
  expect([planned, applied].map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/made-up|the-true-one/);
});

test("a plan that is longer than a comment is cut between two objects, and says so", async () => {
  const object = (index: number) => `\n<details><summary>${index}</summary>\n\n${"x".repeat(900)}\n\n</details>\n`;
  writeFileSync(join(repository.folder, "long.md"), Array.from({ length: 100 }, (_, index) => object(index)).join(""));
  expect((await repository.run("node ci/forge.mjs comment long.md", FORGES.GitHub.jobs("x"))).code).toBe(0);
  const body = forge.comments[0]?.body ?? "";
  expect(body.length).toBeLessThan(65_536);
  expect(body.split("<details>").length).toBe(body.split("</details>").length);
  expect(body).toMatch(/the whole plan is in the job's artifact\.\n$/);
});

describe("every night", () => {
  const look = (environment = {}) => repository.run("sh ci/drift.sh manifests reports", environment);
  const reports = ["drift.html", "drift.xml", "drift.sarif", "drift.md"];

  test("no drift, drift, manifests that are wrong: the exit code says which, and the reports are there", async () => {
    await repository.run("sh ci/plan.sh manifests plan && sh ci/apply.sh manifests plan");
    expect(await look()).toMatchObject({ code: 0, stdout: expect.stringContaining("### Drift: 0 changed") });
    await changeByHand(3072);
    const drifted = await look({ GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(repository.folder, "summary") });
    expect(drifted).toMatchObject({ code: 2, stdout: expect.stringContaining("::error title=Drift::VMM differs") });
    for (const report of reports) expect(repository.read(`reports/${report}`)).toContain("shop-web");
    expect(repository.read("summary")).toBe(repository.read("reports/drift.md"));
    expect(memory()).toBe(3072);
    repository.edit("cpuCount: 2", "cpucount: 2");
    expect(await look()).toMatchObject({ code: 1, stdout: expect.stringContaining("Not everything could be checked") });
  });

  test("a VMM that does not answer is not taken for one without drift, in any of the scripts", async () => {
    const nowhere = { SCVMM_HOST: "http://127.0.0.1:1/wsman" };
    expect(await look(nowhere)).toMatchObject({ code: 3, stdout: expect.stringContaining("nothing is known about drift") });
    expect((await repository.run("sh ci/plan.sh manifests plan", nowhere)).code).toBe(3);
    expect(repository.read("plan/plan.md")).toContain("### No plan: VMM could not be read");
    const expected = { SCVMM_EXPECT: `sha256:${"0".repeat(64)}` };
    expect((await repository.run("sh ci/apply.sh manifests plan", { ...nowhere, ...expected })).code).toBe(3);
    expect((await repository.run("sh ci/apply.sh manifests plan", nowhere)).code).toBe(3);
  });
});

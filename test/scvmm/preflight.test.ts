import { expect, test } from "vitest";
import type { Row } from "../../provider/batch/result.ts";
import type { PreflightQuestions } from "../../provider/engine/preflight/contract.ts";
import { preflightBatch, readPreflight } from "../../provider/scvmm/preflight.ts";
import { isReadOnly } from "../../provider/scvmm/read-only.ts";

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const question = (key: string, vm: PreflightQuestions["placements"][number]["vm"], cloud = 1) => ({
  key,
  name: "web-01",
  vm,
  range: { cloudId: id(cloud) },
});
const questions: PreflightQuestions = {
  clouds: [id(1), id(2)],
  role: { id: id(9), user: "EXAMPLE\\anna" },
  placements: [
    question("a", { kind: "new", templateId: id(3), diskGb: 40 }),
    question("b", { kind: "new", templateId: id(3), diskGb: 80 }),
    question("c", { kind: "blank", hardwareProfileId: id(4), diskGb: 10 }, 2),
    { ...question("d", { kind: "move", vmId: id(5) }), range: { hostGroupId: id(6) } },
  ],
};

/** A reply that finds one row for each call, or none at all. */
const reply = (rows: (callId: string) => readonly Row[] | null) => ({
  format: 1 as const,
  results: preflightBatch(questions).map(({ id: callId }) => {
    const found = rows(callId);
    if (found) return { id: callId, state: "done" as const, count: found.length, rows: found };
    const error = { number: null, errorId: "CmdletNotAllowed", category: "", type: "", message: "not allowed" };
    return { id: callId, state: "failed" as const, count: 0, error };
  }),
});
const read = (rows: (callId: string) => readonly Row[] | null) => readPreflight(questions, preflightBatch(questions), reply(rows));

const LIMITS: Row = [8, 4096, 100, 20, 5, false, true, false, false, true];
const USAGE: Row = [2, 3, 1024, 40, 6];
const RATED = (stars: number): Row => [id(7), "hv01", [], null, stars, 0, [[23801, "No network"]], []];

test("all questions are one batch of getters, which fetches every object once", () => {
  const batch = preflightBatch(questions);
  expect(isReadOnly(batch)).toBe(true);
  const fetched = batch.flatMap((call) => ("cmdlet" in call && "ID" in call.parameters ? [`${call.cmdlet} ${call.parameters["ID"]}`] : []));
  // A cloud is fetched twice at most: for its quota and for its hosts.
  expect(fetched.filter((one) => one.startsWith("Get-SCVMTemplate"))).toHaveLength(1);
  expect(new Set(batch.map((call) => call.id)).size).toBe(batch.length);
});

test("limits and use are read together; a flag goes before its number", () => {
  const { quotas, unanswered } = read((call) => {
    if (call.startsWith("limits")) return [LIMITS];
    if (call.startsWith("quotas"))
      return [
        [...LIMITS, false],
        [...LIMITS, true],
      ];
    if (/usage/i.test(call)) return [USAGE];
    return call === "role" ? [[["Create"]]] : [];
  });
  expect(quotas.map(({ holder, cloudId }) => `${holder} ${cloudId.at(-1)}`)).toEqual([
    "cloud 1",
    "role 1",
    "user 1",
    "cloud 2",
    "role 2",
    "user 2",
  ]);
  expect(quotas[0]).toMatchObject({
    limits: { cpus: 8, memoryMb: null, storageBytes: 100 * 2 ** 30, vms: 20, points: null },
    used: { cpus: 2, points: 3, memoryMb: 1024, storageBytes: 40 * 2 ** 30, vms: 6 },
  });
  expect(unanswered).toEqual([]);
});

test("ratings: how many hosts, how many that can take it, and why the others cannot", () => {
  const { ratings } = read((call) => (call === "rating0" ? [RATED(0), RATED(3)] : call === "rating3" ? [RATED(0)] : []));
  expect(ratings).toEqual([
    { key: "a", hosts: 2, suitable: 1, reasons: expect.any(String) },
    { key: "b", hosts: 0, suitable: 0, reasons: expect.stringContaining("no host at all") },
    { key: "c", hosts: 0, suitable: 0, reasons: expect.any(String) },
    { key: "d", hosts: 1, suitable: 0, reasons: "23801: No network (hv01)" },
  ]);
});

test("an endpoint that lets none of it run answers nothing, and says so once a matter", () => {
  const answers = read(() => null);
  expect(answers).toMatchObject({ quotas: [], ratings: [], permissions: null });
  expect(answers.unanswered.map((text) => text.split(":")[0]).sort()).toEqual([
    "what clouds have left",
    "what the account's role allows",
    "whether hosts can take the VMs",
  ]);
});

test("values that make no sense tell nothing, and break nothing", () => {
  const { quotas, ratings, permissions, unanswered } = read((call) => {
    if (call.startsWith("limits")) return [["8", -1, null, 20, 5, null, null, null, null, null]];
    if (call === "usage0") return [USAGE];
    if (call === "role") return [["Microsoft.SystemCenter.VirtualMachineManager.UserRole"]];
    return call === "rating0" ? [["no guid", "hv01", [], null, 3, 0, [], []]] : [];
  });
  expect(quotas).toMatchObject([{ limits: { cpus: null, memoryMb: null, storageBytes: null, vms: 20, points: 5 } }]);
  expect(ratings.map(({ key }) => key)).toEqual(["b", "c", "d"]);
  expect(permissions).toBeNull();
  expect(unanswered).toEqual([expect.stringContaining("whether hosts can take the VMs")]);
});

import { createHash, randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { file } from "../../provider/batch/build.ts";
import type { Batch, Call } from "../../provider/batch/call.ts";
import type { BatchExecutor } from "../../provider/batch/executor.ts";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { interpret } from "../../provider/simulator/batch/interpret.ts";
import { connectRunspacePool } from "../../provider/winrm/index.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";
import { engineFor, path } from "./support/engine.ts";

const imported = (SharePath = "share"): Call => ({
  id: "import",
  cmdlet: "Import-SCLibraryPhysicalResource",
  parameters: { SourcePath: { $ref: "file" }, SharePath },
  project: ["Name", "Size", "Sum"],
});
const left: Call = { id: "left", cmdlet: "Get-SCLibraryShare", parameters: {}, project: ["File", "Folder"] };
const sum = (content: Uint8Array) => createHash("sha256").update(content).digest("hex");

describe.skipIf(!engineFor("files of a batch over PSRP to the real engine"))("files of a batch over PSRP to Microsoft's engine", () => {
  let bridge: Bridge;
  let executor: BatchExecutor;
  const kept = process.env["PSModulePath"];

  beforeAll(async () => {
    process.env["PSModulePath"] = path("../fixture");
    bridge = await startBridge();
    const pool = await connectRunspacePool({ url: bridge.url, ...anyone });
    executor = createWinRmExecutor({ server: "vmm", connect: async () => pool });
  });
  afterAll(async () => {
    await executor.close();
    await bridge.close();
    if (kept === undefined) delete process.env["PSModulePath"];
    else process.env["PSModulePath"] = kept;
  });

  const results = async (...batch: Batch) => (await executor.execute(batch)).results;

  it.each([0, 1, 65_535, 65_536, 65_537, 2_000_000])(
    "%i bytes lie there as they were sent while the batch runs, and no longer",
    async (size) => {
      const content = randomBytes(size);
      const [written, used, during] = await results(file("file", "seed.iso", content), imported(), left);
      expect(written).toEqual({ id: "file", state: "done", count: 1 });
      expect(used?.rows).toEqual([["seed.iso", size, sum(content)]]);
      expect(during?.rows).toEqual([[true, true]]);
      expect((await results(left))[0]?.rows).toEqual([[false, false]]);
    },
  );

  it("are gone too when a call after them fails", async () => {
    const [, failed] = await results(file("file", "seed.iso", Buffer.from("x")), imported("fails"));
    expect(failed?.state).toBe("failed");
    expect((await results(left))[0]?.rows).toEqual([[false, false]]);
  });

  it("are refused alike by both interpreters when they are not what they say", async () => {
    const good = file("file", "a.iso", Buffer.from("content")).file;
    const wrong: Readonly<Record<string, unknown>> = {
      "no file": "text",
      "no name": { ...good, name: null },
      "a folder": { ...good, name: "..\\a.iso" },
      "another folder": { ...good, name: "/etc/a" },
      "a stream": { ...good, name: "a.iso:b" },
      "a line break": { ...good, name: "a.iso\n" },
      "no bytes": { ...good, gzip: "content" },
      "no gzip": { ...good, gzip: new Uint8Array([1, 2, 3]) },
      "half of it": { ...good, gzip: good.gzip.subarray(0, 10) },
      "a longer one": { ...good, gzip: new Uint8Array(gzipSync("content and more")) },
      "a shorter one": { ...good, gzip: new Uint8Array(gzipSync("cont")) },
      "another one": { ...good, gzip: new Uint8Array(gzipSync("CONTENT")) },
      "too large": { ...good, size: 2 ** 40 },
      "a negative size": { ...good, size: -1 },
      "no sum": { ...good, sha256: "" },
    };
    const runner = { now: () => 0, run: async () => ({ objects: [], job: null }), files: { write: () => "path", remove: () => undefined } };
    for (const [what, given] of Object.entries(wrong)) {
      const batch = [{ id: "file", file: given }, imported()] as unknown as Batch;
      const real = await results(...batch);
      const ours = (await interpret(batch, runner)).results;
      expect(
        real.map(({ error }) => error?.errorId.split(",")[0]),
        what,
      ).toEqual(ours.map(({ error }) => error?.errorId));
      expect(real[0]?.error?.message, what).toBe(ours[0]?.error?.message);
      expect(real[1], what).toMatchObject({ state: "skipped", because: "file" });
      expect(JSON.stringify(real), what).not.toContain("content");
    }
  });
});

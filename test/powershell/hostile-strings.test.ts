import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWinRmExecutor } from "../../provider/scvmm/winrm-executor.ts";
import { text } from "../../provider/winrm/clixml/value.ts";
import { connectRunspacePool, type PipelineCommand, type RunspacePool } from "../../provider/winrm/index.ts";
import { has, powerShell } from "../parts.ts";
import { anyone, type Bridge, startBridge } from "./bridge/start-bridge.ts";
import { path } from "./support/engine.ts";

const COUNT = 10_000;

/** What breaks quoting, expansion, escapes, XML, UTF-16 and line ends, alone and next to each other. */
const PIECES = [
  ..."'\"`$(){}[];|&<>@#%,\\/*?!~^=+-: \t\r\n_xX0aé\u0000\u0007\u001b\u007f\u0085\u00a0\u2018\u201d\u2028\ufeff\ufffe\uffff\ud800\udfff",
  "$(throw)",
  "$env:PATH",
  "`n",
  "\r\n",
  "_x0041_",
  "_x005F_",
  "_x0001F600_",
  "_xD83D__xDE00_",
  "\u{1f600}",
  "]]>",
  "&#xFFFE;",
  "&amp;",
  "</S>",
  "<!--",
  "%00",
  "-Name",
  "@{a=1}",
  "{0}",
];
const hostile = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 16 }).map((pieces) => pieces.join("")) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 30 }) },
);
const strings = [...PIECES, ...fc.sample(hostile, { numRuns: COUNT, seed: 20 })].slice(0, COUNT);

const chunks = <T>(all: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, index) => all.slice(index * size, (index + 1) * size));

describe.skipIf(!has("10,000 hostile strings through the engine", powerShell()))("10,000 hostile strings", () => {
  let bridge: Bridge;
  let pool: RunspacePool;
  const kept = process.env["PSModulePath"];
  beforeAll(async () => {
    process.env["PSModulePath"] = path("../fixture");
    bridge = await startBridge();
    pool = await connectRunspacePool({ url: bridge.url, ...anyone });
  });
  afterAll(async () => {
    await pool?.close();
    await bridge?.close();
    if (kept === undefined) delete process.env["PSModulePath"];
    else process.env["PSModulePath"] = kept;
  });

  test("each a parameter of its own: the engine sees the same units, and gives the same string back", async () => {
    const source = "foreach ($s in $args) { $s; (@(foreach ($c in $s.ToCharArray()) { [int]$c }) -join ',') }";
    for (const some of chunks(strings, 500)) {
      const echo: PipelineCommand = { text: source, isScript: true, parameters: some.map((value) => ({ name: null, value: text(value) })) };
      const { state, output } = await pool.invoke([echo]);
      expect(state).toBe("completed");
      const units = (s: string) => Array.from({ length: s.length }, (_, at) => s.charCodeAt(at)).join(",");
      expect(output).toEqual(some.flatMap((s) => [text(s), text(units(s))]));
    }
  });

  test("through the batch interpreter, as the product sends them", async () => {
    const executor = createWinRmExecutor({
      server: "vmm",
      connect: async () => ({ invoke: pool.invoke.bind(pool), close: async () => {} }),
    });
    for (const some of chunks(strings, 500)) {
      const { results } = await executor.execute([
        { id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { Name: "vm-3" } },
        ...some.map((Description, index) => ({
          id: `set${index}`,
          cmdlet: "Set-SCVirtualMachine" as const,
          parameters: { VM: { $ref: "vm" }, Description },
          project: ["Description"],
        })),
      ]);
      expect(results.slice(1).map(({ rows }) => rows?.[0]?.[0])).toEqual(some);
    }
    await executor.close();
  });
});

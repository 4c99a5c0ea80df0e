import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BATCH_FUNCTION, BOOTSTRAP_SCRIPT } from "../../provider/batch/bootstrap.ts";
import { file } from "../../provider/batch/build.ts";
import { ENDPOINT_FILES } from "../../provider/scvmm/powershell/endpoint.generated.ts";
import { fromClixml, type PipelineCommand, toClixml } from "../../provider/winrm/index.ts";
import { scvmm } from "../cli/fake-host.ts";
import { StdioClient } from "./stdio-client.ts";
import { engineFor, path, powershell } from "./support/engine.ts";

const available = engineFor("the locked-down endpoint");

/** What the session configuration file says beside the roles, which a process on its own cannot have. */
const WITHOUT_ROLES = (role: string) => `@{
    SchemaVersion    = '2.0.0.0'
    GUID             = '7b1f4f0e-5f4e-4a29-9d0c-1f2f6a3e9b11'
    SessionType      = 'Empty'
    LanguageMode     = 'NoLanguage'
${role}
}`;

const parameters = (calls: object) => [
  { name: "Server", value: toClixml("vmm") },
  { name: "Calls", value: toClixml(calls) },
];
const BATCH = [{ id: "vm", cmdlet: "Get-SCVirtualMachine", parameters: { Name: "vm-2" }, project: ["Name"] }];
const command = (text: string, given: PipelineCommand["parameters"] = []): PipelineCommand => ({
  text,
  isScript: false,
  parameters: given,
});
const script = (text: string): PipelineCommand => ({ text, isScript: true, parameters: [] });

describe.skipIf(!available)("the endpoint that `scvmm endpoint` writes", () => {
  let folder = "";
  let client: StdioClient;
  const modules = () => [folder, path("../fixture")].join(delimiter);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "endpoint-"));
    expect(await scvmm(["endpoint", folder])).toMatchObject({ code: 0, stderr: "" });
    const role = await readFile(join(folder, "ScvmmBatch/RoleCapabilities/ScvmmBatch.psrc"), "utf8");
    const lines = role.split("\n").filter((line) => /^ {4}(ModulesToImport|VisibleFunctions)/.test(line));
    expect(lines).toHaveLength(2);
    const configuration = join(folder, "test.pssc");
    await writeFile(configuration, WITHOUT_ROLES(lines.join("\n")));
    client = new StdioClient(configuration, { ...process.env, PSModulePath: modules() });
    await client.open();
  });
  afterAll(async () => {
    await client.close();
    await rm(folder, { recursive: true });
  });

  const failureOf = async (asked: PipelineCommand) => {
    const events = await client.run([asked]);
    const state = events.find((event) => event.kind === "state");
    return state?.kind === "state" ? { state: state.state, error: state.failure?.fullyQualifiedErrorId } : undefined;
  };

  it("answers the function", async () => {
    const events = await client.run([command(BATCH_FUNCTION, parameters(BATCH))]);
    const outputs = events.flatMap((event) => (event.kind === "output" ? [fromClixml(event.value)] : []));
    expect(JSON.parse(`${outputs[0]}`).results).toEqual([{ id: "vm", state: "done", count: 1, rows: [["vm-2"]] }]);
  });

  it("takes files of a batch, though a client may touch none", async () => {
    const content = Buffer.from("a seed");
    const batch = [
      file("file", "seed.iso", content),
      { id: "import", cmdlet: "Import-SCLibraryPhysicalResource", parameters: { SourcePath: { $ref: "file" } }, project: ["Name", "Size"] },
    ];
    const events = await client.run([command(BATCH_FUNCTION, parameters(batch))]);
    const outputs = events.flatMap((event) => (event.kind === "output" ? [fromClixml(event.value)] : []));
    expect(JSON.parse(`${outputs[0]}`).results).toMatchObject([{ state: "done" }, { state: "done", rows: [["seed.iso", content.length]] }]);
  });

  it.each([
    "Get-SCVirtualMachine",
    "Remove-SCVirtualMachine",
    "Get-Command",
    "Select-Object",
    "Import-Module",
    "Get-ChildItem",
    "Invoke-Expression",
    "ConvertTo-JsonText",
    "Invoke-Cmdlet",
    "prompt",
    "cmd.exe",
    "/bin/sh",
    "ScvmmBatch\\Invoke-Cmdlet",
    "VirtualMachineManager\\Get-SCVirtualMachine",
  ])("knows nothing of %s, not even after a batch has loaded VMM's module", async (text) => {
    expect(await failureOf(command(text))).toEqual({ state: "failed", error: "CommandNotFoundException" });
  });

  it.each(["1+1", "$env:PATH", `${BATCH_FUNCTION} -Server vmm -Calls @()`, BOOTSTRAP_SCRIPT])("runs no script: %s", async (text) => {
    expect(await failureOf(script(text))).toEqual({ state: "failed", error: "ScriptsNotAllowed" });
  });

  it("a batch cannot reach past the list of cmdlets", async () => {
    const calls = ["Get-ChildItem", "Invoke-Expression", "Import-Module", "Invoke-Cmdlet"].map((cmdlet, index) => ({
      id: `c${index}`,
      cmdlet,
      parameters: {},
    }));
    const events = await client.run([command(BATCH_FUNCTION, parameters(calls))]);
    const [output] = events.flatMap((event) => (event.kind === "output" ? [`${fromClixml(event.value)}`] : []));
    const errors = JSON.parse(output ?? "").results.map((result: { error: { errorId: string } }) => result.error.errorId);
    expect(errors).toEqual(calls.map(() => "CmdletNotAllowed"));
  });

  it("the doctor's probe is refused before it starts", async () => {
    const probe = command(BATCH_FUNCTION, [{ name: "ScvmmDoctor", value: toClixml(true) }]);
    expect(await failureOf(probe)).toEqual({ state: "failed", error: `NamedParameterNotFound,${BATCH_FUNCTION}` });
  });

  it("the session configuration gives members of the group the function, and others nothing", async () => {
    const given = ["-Configuration", join(folder, "Scvmm.pssc"), "-Modules", modules()];
    expect(JSON.parse(await powershell("endpoint.ps1", [...given, "-Member", "CONTOSO\\scvmm-operators"]))).toEqual([BATCH_FUNCTION]);
    expect(JSON.parse(await powershell("endpoint.ps1", [...given, "-Member", "CONTOSO\\others"]))).toEqual([]);
  });

  it("the manifest is valid, and exports the function alone", async () => {
    const manifest = await powershell("manifest.ps1", ["-Path", join(folder, "ScvmmBatch/ScvmmBatch.psd1")]);
    expect(JSON.parse(manifest)).toEqual({ functions: [BATCH_FUNCTION], cmdlets: [], aliases: [], variables: [], required: [] });
  });
});

describe("the files of the endpoint", () => {
  it.each(Object.entries(ENDPOINT_FILES))(
    "%s is plain ASCII: 5.1 reads a file without a byte order mark in the system's code page",
    (_, text) => {
      expect(text).toMatch(/^[\n -~]*$/);
    },
  );
});

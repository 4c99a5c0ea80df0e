import { appendFileSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { platformName } from "../../provider/cli/terraform/mirror.ts";
import { BuiltCli } from "../scenarios/support/built-cli.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

const { version } = packageJson;
const own = platformName(process.platform, process.arch) ?? "";
const stage = onTerraform();
const cli = new BuiltCli();
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tf-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const install = (...argv: readonly string[]) => cli.run(["terraform", "install", ...argv], { environment: { HOME: folder } });
const packages = (mirror: string, platform = own) => join(mirror, "registry.terraform.io", "scvmm", "scvmm", version, platform);
const files = [`LEGAL.txt`, "package.json", `terraform-provider-scvmm_v${version}`];

describe("scvmm terraform install", () => {
  test("writes the user's own mirror, and prints what a configuration needs", async () => {
    const { code, stdout, stderr } = await install();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^installed/) });
    expect(stdout).toContain(`source  = "scvmm/scvmm"\n      version = "${version}"`);
    expect(stdout).not.toContain("provider_installation");
    const mirror = join(folder, ".terraform.d", "plugins");
    expect(readdirSync(packages(mirror))).toEqual(files);
    expect(statSync(join(packages(mirror), files[2] ?? "")).mode & 0o111).toBe(0o111);
  });

  test("changes nothing the second time, and says so where files differ", async () => {
    expect((await install(folder)).code).toBe(0);
    const program = join(packages(folder), files[2] ?? "");
    const before = statSync(program);
    const again = await install(folder);
    expect(again).toMatchObject({ code: 0, stderr: expect.stringMatching(/^unchanged/) });
    expect(statSync(program)).toMatchObject({ ino: before.ino, mtimeMs: before.mtimeMs });
    appendFileSync(program, "// another build\n");
    const other = await install(folder);
    expect(other).toMatchObject({ code: 0, stderr: expect.stringContaining("[TERRAFORM_REPLACED]") });
    expect(readdirSync(packages(folder))).toEqual(files);
    expect(statSync(program).size).toBe(before.size);
  });

  test("writes packages for other platforms, and none for Windows", async () => {
    expect((await install(folder, "--platform", "darwin_arm64, linux_arm64")).code).toBe(0);
    for (const platform of ["darwin_arm64", "linux_arm64"]) expect(readdirSync(packages(folder, platform))).toEqual(files);
    const refused = await install(folder, "--platform", "windows_amd64");
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("linux_amd64, linux_arm64") });
    expect(refused.stderr).toContain("`scvmm terraform install --help`");
  });

  test("tells of a folder that cannot be written", async () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(await install(join(file, "mirror"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("[TERRAFORM_MIRROR_UNWRITABLE]"),
    });
  });
});

describe.skipIf(!hasTerraform("scvmm terraform install under the real Terraform"))("what it prints", () => {
  test("lets Terraform find another folder", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what HCL would take for a template.
    const mirror = join(folder, 'a ${folder} "mirror"');
    const { stdout } = await install(mirror);
    const [configuration = "", cliConfiguration = ""] = stdout.split(/\n(?=provider_installation)/);
    const tf = stage.rawFolder("", { cliConfiguration });
    tf.write("versions.tf", configuration);
    await tf.init();
    expect(await tf.validate()).toMatchObject({ valid: true });
  });

  test("is enough where Terraform looks by itself", async () => {
    const { stdout } = await install();
    const tf = stage.rawFolder("", { cliConfiguration: "", environment: { HOME: folder } });
    tf.write("versions.tf", stdout);
    await tf.init();
    expect(await tf.validate()).toMatchObject({ valid: true });
  });
});

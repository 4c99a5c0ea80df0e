import { execFile, execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { hasTerraform, mirrorConfiguration, onTerraform } from "./support/on-terraform.ts";

const { version } = packageJson;
const root = join(import.meta.dirname, "../..");
const stage = onTerraform();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasTerraform("the release's executable"))("a release", () => {
  test("runs from a mirror of archives, where there is no Node", { timeout: 300_000 }, async () => {
    const release = join(folder, "release");
    await promisify(execFile)(process.execPath, [join(root, ".tools/release.mjs"), release]);

    const sums = readFileSync(join(release, `terraform-provider-scvmm_${version}_SHA256SUMS`), "utf8")
      .trimEnd()
      .split("\n");
    const others = readdirSync(release).filter((name) => !name.endsWith("SHA256SUMS"));
    expect(sums.map((line) => line.split("  ")[1])).toEqual(others.sort());
    for (const line of sums) {
      const [sum, name = ""] = line.split("  ");
      expect(
        createHash("sha256")
          .update(readFileSync(join(release, name)))
          .digest("hex"),
      ).toBe(sum);
    }

    const mirror = join(folder, "mirror");
    const packages = join(mirror, "registry.terraform.io", "scvmm", "scvmm");
    mkdirSync(packages, { recursive: true });
    for (const name of others.filter((one) => one.endsWith(".zip"))) cpSync(join(release, name), join(packages, name));
    const path = join(folder, "bin");
    mkdirSync(path);
    symlinkSync(execFileSync("which", ["terraform"], { encoding: "utf8" }).trim(), join(path, "terraform"));
    const environment = { ...stage.environment, PATH: path };
    const tf = await stage.folder(
      `resource "scvmm_virtual_machine" "web" {\n  name = "web"\n  cloud = "Production"\n  vm_template = "Ubuntu 22.04 LTS"\n  cpu_count = 2\n  memory = "4Gi"\n}\n`,
      {
        cliConfiguration: mirrorConfiguration(mirror),
        environment,
      },
    );
    expect(await tf.plan()).toMatchObject({ code: 2, diagnostics: [], actions: { "scvmm_virtual_machine.web": "create" } });
    // No warning that Node's single executables are new, or anything else on stderr that nobody asked for.
    expect((await tf.run(["plan"], { TF_LOG_PROVIDER: "debug" })).stderr).not.toMatch(/Experimental|Warning/);
  });
});

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { dataSources } from "../../provider/terraform/data-sources/data-sources.ts";
import { mappings } from "../../provider/terraform/schema/mappings.ts";
import { hasTerraform, onTerraform } from "./support/on-terraform.ts";

const EXAMPLES = join(import.meta.dirname, "../../examples/terraform");
const stage = onTerraform();

/** Names of the examples in a folder, without extension. */
const examplesIn = (folder: string): readonly string[] => readdirSync(join(EXAMPLES, folder)).map((file) => file.replace(/\.\w+$/, ""));
const ALL = ["resources", "data-sources"].flatMap((folder) => examplesIn(folder).map((name) => [`${folder}/${name}.tf`, name] as const));
const VERSIONS = 'terraform {\n  required_providers {\n    scvmm = { source = "scvmm/scvmm" }\n  }\n}\n';

test("every type has an example in its page", () => {
  expect(examplesIn("resources").toSorted()).toEqual(mappings.map(({ name }) => name).toSorted());
  expect(examplesIn("data-sources").toSorted()).toEqual(dataSources.map(({ name }) => name).toSorted());
});

describe.skipIf(!hasTerraform("the examples of the registry's pages"))("the examples of the registry's pages", () => {
  test("are as terraform fmt writes them", () => {
    const { status, stdout } = spawnSync("terraform", ["fmt", "-check", "-diff", "-recursive", EXAMPLES], { encoding: "utf8" });
    expect([status, stdout]).toEqual([0, ""]);
  });

  test("are sound, and can be planned", async () => {
    const tf = stage.rawFolder(ALL.map(([path, name]) => `module "${name}" {\n  source = "./${path}"\n}\n`).join(""));
    for (const [index, [path]] of ALL.entries()) {
      // Each is a configuration of its own; here they share a scope, in which a key is one object's.
      const text = readFileSync(join(EXAMPLES, path), "utf8").replaceAll(/"([a-z]+)-1"/g, `"$1-${index + 1}"`);
      tf.write(`${path}/main.tf`, text);
      tf.write(`${path}/versions.tf`, VERSIONS);
      tf.write(`${path}/user-data.yaml`, "#cloud-config\n");
    }
    await tf.init();
    expect(await tf.validate()).toMatchObject({ valid: true, diagnostics: [] });
    const { diagnostics, actions } = await tf.plan();
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(new Set(Object.values(actions))).toEqual(new Set(["create"]));
    for (const { name } of mappings) expect(Object.keys(actions).some((address) => address.includes(`${name}.`))).toBe(true);
  });

  test("and those of the guide: together they are one configuration, which can be planned", async () => {
    const guide = readFileSync(join(import.meta.dirname, "../../docs/guides/terraform.md"), "utf8");
    const blocks = [...guide.matchAll(/^```terraform\n(.*?)^```/gms)].map(([, text = ""]) => text);
    expect(blocks.length).toBeGreaterThan(5);
    const tf = stage.rawFolder("");
    // The imported VM has no resource yet: Terraform writes it.
    blocks.forEach((text, index) => {
      tf.write(`block-${index}.tf`, text);
    });
    for (const [index, text] of blocks.entries()) {
      tf.write("only.tf", text);
      expect([index, spawnSync("terraform", ["fmt", "-check", "only.tf"], { cwd: tf.work }).status]).toEqual([index, 0]);
      tf.remove("only.tf");
    }
    tf.remove("versions.tf");
    tf.remove("main.tf");
    await tf.init();
    const { diagnostics, actions } = await tf.plan("-generate-config-out=old.tf", "-var=administrator_password=x");
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(actions).toMatchObject({ "scvmm_virtual_machine.web": "create", 'scvmm_virtual_machine.farm["a"]': "create" });
  });

  test("with the provider block of the index page", async () => {
    const tf = stage.rawFolder(readFileSync(join(EXAMPLES, "provider.tf"), "utf8"));
    tf.remove("versions.tf");
    await tf.init();
    expect(await tf.validate()).toMatchObject({ valid: true, diagnostics: [] });
  });
});

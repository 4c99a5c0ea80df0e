import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { InstalledPackage, ROOT } from "./library.ts";

const EXAMPLE = join(ROOT, "examples/winrm-library");
const readme = readFileSync(join(EXAMPLE, "README.md"), "utf8");
const block = (language: string) => new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "s").exec(readme)?.[1] ?? "";

let installed: InstalledPackage;
beforeAll(() => {
  installed = new InstalledPackage({ types: false });
  cpSync(EXAMPLE, join(installed.folder, "node_modules/scvmm-provider/examples/winrm-library"), { recursive: true });
});
afterAll(() => installed?.remove());

it.skipIf(process.platform === "win32")(
  "the example does what its README says, by the commands of its README",
  async () => {
    // `npx` would look into the registry where it finds nothing here; the link it takes is the same.
    const script = block("sh").replace("npx scvmm", "node_modules/.bin/scvmm");
    const { stdout, stderr, code } = await installed.run("sh", ["-c", script], { HOME: installed.folder });
    expect(stderr).not.toMatch(/error/i);
    expect({ code, stdout }).toEqual({ code: 0, stdout: block("text") });
  },
  20_000,
);

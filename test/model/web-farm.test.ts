import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chooseCredential } from "../../provider/model/credential.ts";
import { endpointsOf } from "../../provider/model/endpoint.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import { parseProjectSettings, SETTINGS_FILE } from "../../provider/model/project-settings.ts";

const folder = join(import.meta.dirname, "../../examples/01-web-farm");
const read = (file: string) => ({ file, text: readFileSync(join(folder, file), "utf8") });
const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));

describe("the web-farm example", () => {
  const { manifests, diagnostics } = loadManifests(files.filter((file) => file !== SETTINGS_FILE).map(read));

  it("has nothing to complain of", () => {
    expect(diagnostics).toEqual([]);
    expect(parseProjectSettings(read(SETTINGS_FILE))).toEqual({ settings: { scope: "web-farm" }, ignoreRules: [], diagnostics: [] });
  });

  it("holds four machines with names from the pool, and a virtual IP", () => {
    expect(manifests.machines.map(({ address, provider, namePool }) => [address, provider, namePool])).toEqual(
      ["a", "b", "c", "d"].map((letter) => [
        `ScvmmMachine/web-farm/web-${letter}`,
        "ScvmmProvider/web-farm/vmm",
        "ScvmmNamePool/web-farm/web-names",
      ]),
    );
    expect(manifests.namePools[0]?.names).toHaveLength(20);
    expect(manifests.virtualIps.map(({ value }) => value.spec.pool)).toEqual(["Web static"]);
  });

  it("keeps no password, and says where to give one", () => {
    for (const file of files) expect(read(file).text).not.toMatch(/password:/i);
    const [provider] = manifests.providers;
    if (!provider) throw new Error("no provider");
    expect(endpointsOf(provider.value)).toEqual([{ url: "https://vmm01.contoso.example:5986/wsman", server: "localhost" }]);
    expect(chooseCredential(provider, { environment: {} }).diagnostics).toMatchObject([
      { code: "CREDENTIAL_MISSING", file: "provider.yaml" },
    ]);
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { connectionSettings } from "../../provider/connect/connection-settings.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import type { AuthenticationKind } from "../../provider/winrm/index.ts";

const guide = readFileSync(new URL("../../docs/guides/connect.md", import.meta.url), "utf8");
const blocks = (language: string) =>
  [...guide.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, "g"))].map(([, text]) => text ?? "");

test("the manifest of the guide can be used, and so can what it has behind #", () => {
  const [manifest = ""] = blocks("yaml");
  const lines = manifest.replace("    # serverName", "    serverName");
  for (const text of [manifest, lines]) {
    const { manifests, diagnostics } = loadManifests([{ file: "vmm.yaml", text }]);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const [provider] = manifests.providers;
    if (provider === undefined) throw new Error("no provider");
    const { settings, diagnostics: problems } = connectionSettings(provider, {});
    expect(problems).toEqual([]);
    expect(settings.tls?.fingerprint).toMatch(/^5A:0C/);
  }
});

test("the guide knows every kind of authentication", () => {
  const kinds: readonly AuthenticationKind[] = ["negotiate", "kerberos", "ntlm", "certificate", "basic"];
  expect([...guide.matchAll(/^\| `(\w+)`/gm)].map(([, kind]) => kind)).toEqual(kinds);
});

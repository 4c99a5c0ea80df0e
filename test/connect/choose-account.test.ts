import { describe, expect, it } from "vitest";
import { chooseAccount } from "../../provider/connect/choose-account.ts";
import { loadManifests } from "../../provider/model/load-manifests.ts";
import type { LoadedProvider } from "../../provider/model/manifests.ts";

function provider(spec: object = {}): LoadedProvider {
  const manifest = { apiVersion: "infrastructure.cluster.x-k8s.io/v1alpha1", kind: "ScvmmProvider", metadata: { name: "vmm" } };
  const text = JSON.stringify({ ...manifest, spec: { scvmmHost: "vmm01", ...spec } });
  const [loaded] = loadManifests([{ file: "vmm.yaml", text }]).manifests.providers;
  if (loaded === undefined) throw new Error("no provider");
  return loaded;
}
const codes = ({ diagnostics }: ReturnType<typeof chooseAccount>) => diagnostics.map(({ code }) => code);

describe("an account", () => {
  it.each(["kerberos", "certificate"] as const)("need not be named for %s", (kind) => {
    expect(chooseAccount(provider(), { environment: {} }, kind)).toEqual({ credential: undefined, origin: undefined, diagnostics: [] });
  });

  it.each([undefined, "negotiate", "ntlm", "basic"] as const)("must be named for %s", (kind) => {
    expect(codes(chooseAccount(provider(), { environment: {} }, kind))).toEqual(["CREDENTIAL_MISSING"]);
  });

  it("that is named and not found, or not whole, is an error in any case", () => {
    expect(codes(chooseAccount(provider({ scvmmSecret: { name: "gone" } }), { environment: {} }, "kerberos"))).toEqual([
      "CREDENTIAL_MISSING",
    ]);
    expect(codes(chooseAccount(provider(), { environment: { SCVMM_USERNAME: "x" } }, "kerberos"))).toEqual(["CREDENTIAL_INCOMPLETE"]);
  });

  it("that is named is taken", () => {
    const environment = { SCVMM_USERNAME: "svc@contoso.com", SCVMM_PASSWORD: "x" };
    expect(chooseAccount(provider(), { environment }, "kerberos").credential?.username).toBe("svc@contoso.com");
  });
});

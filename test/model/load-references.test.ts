import { describe, expect, it } from "vitest";
import { codesOf, errorsOf, load, MACHINE, machine, manifest, pool, provider } from "./manifest-text.ts";

const inNamespace = (text: string, namespace: string) =>
  text.replace(/metadata: \{name: ([^}]*)\}/, `metadata: {name: $1, namespace: ${namespace}}`);

describe("addresses", () => {
  it("one address twice is an error at the second, which says where the first is", () => {
    const result = load(provider(), machine("web"), machine("web"));
    expect(errorsOf(result)).toMatchObject([{ code: "MANIFEST_DUPLICATE_ADDRESS", line: 17, detail: "The first is at all.yaml:9." }]);
    expect(result.manifests.machines).toEqual([]);
  });

  it("the default namespace is the same as none", () => {
    expect(codesOf(load(provider(), inNamespace(provider(), "default")))).toEqual(["MANIFEST_DUPLICATE_ADDRESS"]);
  });

  it("one name in two namespaces or kinds is two addresses", () => {
    expect(codesOf(load(provider("web"), inNamespace(provider("web"), "infra"), pool("web", "{from: a}")))).toEqual([]);
  });

  it("every list is sorted by address, whatever the order of the texts", () => {
    const texts = [
      provider(),
      machine("c", "vmName: z"),
      machine("a"),
      inNamespace(machine("b", "vmName: y\nproviderRef: {name: vmm, namespace: default}"), "aaa"),
    ];
    const addresses = (result: ReturnType<typeof load>) => result.manifests.machines.map(({ address }) => address);
    const expected = ["ScvmmMachine/aaa/b", "ScvmmMachine/default/a", "ScvmmMachine/default/c"];
    expect(addresses(load(...texts))).toEqual(expected);
    expect(addresses(load(...texts.toReversed()))).toEqual(expected);
  });
});

describe("providerRef", () => {
  it("is looked up in the machine's namespace, unless it names another", () => {
    const far = inNamespace(provider(), "infra");
    expect(errorsOf(load(far, machine("web", "providerRef: {name: vmm, namespace: infra}")))).toEqual([]);
    expect(errorsOf(load(far, machine("web", "providerRef: {name: vmm}")))).toMatchObject([
      { code: "MANIFEST_REFERENCE_MISSING", path: "spec.providerRef", hint: "Add namespace: infra to the reference." },
    ]);
  });

  it("a misspelt one tells what was meant", () => {
    expect(errorsOf(load(provider("vmm-prod"), machine("web", "providerRef: {name: vmm-pord}")))).toMatchObject([
      { detail: "There are ScvmmProvider/default/vmm-prod.", hint: "Did you mean vmm-prod?" },
    ]);
  });

  it.each([
    ["none", []],
    ["2", [provider("a"), provider("b")]],
  ])("may be left out only where there is one provider: %s", (count, providers) => {
    expect(errorsOf(load(...providers, machine("web")))).toMatchObject([
      { code: "MANIFEST_PROVIDER_UNCLEAR", path: "spec.providerRef", detail: expect.stringContaining(`they hold ${count}.`) },
    ]);
  });

  it("a provider that is there but wrong is not missing", () => {
    const wrong = provider().replace("scvmmHost", "scvmmhost");
    expect(codesOf(load(wrong, machine("web", "providerRef: {name: vmm}")))).toEqual(["MANIFEST_MISSING_FIELD", "MANIFEST_UNKNOWN_FIELD"]);
  });

  it("a provider whose document has a syntax error is not missing", () => {
    const broken = provider().replace("vmm01", "vmm01\n  - x: [");
    const codes = new Set(codesOf(load(broken, machine("web", "providerRef: {name: vmm}"))));
    expect(codes).toEqual(new Set(["MANIFEST_YAML_SYNTAX"]));
  });

  it("of a virtual IP", () => {
    const virtualIp = (ref: string) => manifest("ScvmmVirtualIP", "vip", `pool: Web static\nproviderRef: {name: ${ref}}`);
    expect(load(provider(), virtualIp("vmm")).manifests.virtualIps).toMatchObject([{ provider: "ScvmmProvider/default/vmm" }]);
    expect(codesOf(load(provider(), virtualIp("other")))).toEqual(["MANIFEST_REFERENCE_MISSING"]);
  });
});

describe("vmNameFromPool", () => {
  it("gives the pool's address, and the pool its names in order", () => {
    const { manifests, diagnostics } = load(
      provider(),
      pool("names", "{from: b-8, to: b-9, postfix: x}", "{from: a-1}"),
      machine("web", "vmNameFromPool: {name: names}"),
    );
    expect(diagnostics).toEqual([]);
    expect(manifests.machines[0]?.namePool).toBe("ScvmmNamePool/default/names");
    expect(manifests.namePools[0]?.names).toEqual(["b-8x", "b-9x", "a-1"]);
  });

  it("must be in the machine's namespace", () => {
    const result = load(provider(), inNamespace(pool("names", "{from: a-1}"), "infra"), machine("web", "vmNameFromPool: {name: names}"));
    expect(errorsOf(result)).toMatchObject([
      { code: "MANIFEST_REFERENCE_MISSING", hint: expect.stringContaining("move it from infra to default") },
    ]);
  });
});

describe("ranges of names", () => {
  it.each([
    ["{from: web-1, to: web-20}", "MANIFEST_NAME_RANGE", "differ in length"],
    ["{from: web-20, to: web-01}", "MANIFEST_NAME_RANGE", "before the first"],
    ["{from: app-01, to: web-20}", "MANIFEST_NAME_RANGE", "counts up"],
    ["{from: web-00000, to: web-99999}", "MANIFEST_NAME_RANGE", "10000"],
    ["{from: web-1, to: web-3, postfix: '*'}", "MANIFEST_VM_NAME_INVALID", "* ?"],
    [`{from: web-1, to: web-3, postfix: ${"x".repeat(60)}}`, "MANIFEST_VM_NAME_INVALID", "64"],
    ["{to: web-3}", "MANIFEST_INVALID_VALUE", "must have from"],
    ["{from: web-1, start: web-1}", "MANIFEST_INVALID_VALUE", "not both"],
    ["{from: web-1, too: web-3}", "MANIFEST_UNKNOWN_FIELD", "from, to"],
  ])("%s", (range, code, text) => {
    const result = load(pool("names", range));
    expect(errorsOf(result)).toMatchObject([
      { code, detail: expect.stringContaining(text), line: 6, path: expect.stringMatching(/^spec\.vmNameRanges\[0\]/) },
    ]);
    expect(result.manifests.namePools).toEqual([]);
  });

  it("none at all is a warning", () => {
    expect(load(manifest("ScvmmNamePool", "names", "vmNameRanges: []")).diagnostics).toMatchObject([
      { code: "MANIFEST_POOL_EMPTY", severity: "warning" },
    ]);
  });

  it("a name in two ranges is an error, told once for each pair", () => {
    expect(errorsOf(load(pool("names", "{from: web-1, to: web-9}", "{from: WEB-5, to: WEB-9}")))).toMatchObject([
      { code: "MANIFEST_NAME_RANGES_OVERLAP", path: "spec.vmNameRanges[1]", detail: "The other is spec.vmNameRanges[0]." },
    ]);
    expect(errorsOf(load(pool("a", "{from: web-1, to: web-9}"), pool("b", "{from: web-9}")))).toMatchObject([
      {
        address: "ScvmmNamePool/default/b",
        summary: "The name web-9 is in two ranges",
        detail: "The other is spec.vmNameRanges[0] of ScvmmNamePool/default/a.",
      },
    ]);
    expect(errorsOf(load(pool("a", "{from: web-1, postfix: a}"), pool("b", "{from: web-1, postfix: b}")))).toEqual([]);
  });

  it("pools that are used with different VMMs may hold the same names", () => {
    const claim = (name: string, from: string, of: string) => machine(name, `vmNameFromPool: {name: ${from}}\nproviderRef: {name: ${of}}`);
    const pools = [provider("vmm-a"), provider("vmm-b"), pool("a", "{from: web-1}"), pool("b", "{from: web-1}")];
    expect(errorsOf(load(...pools, claim("x", "a", "vmm-a"), claim("y", "b", "vmm-b")))).toEqual([]);
    expect(codesOf(load(...pools, claim("x", "a", "vmm-a"), claim("y", "b", "vmm-a")))).toEqual(["MANIFEST_NAME_RANGES_OVERLAP"]);
    expect(codesOf(load(...pools, claim("x", "a", "vmm-a")))).toEqual(["MANIFEST_NAME_RANGES_OVERLAP"]);
  });
});

describe("names of VMs", () => {
  it.each([
    ["vmName and vmName", machine("a", "vmName: Web-1"), machine("b", "vmName: web-1"), "spec.vmName"],
    ["vmName and the name of a manifest", machine("web-1"), machine("b", "vmName: WEB-1"), "spec.vmName"],
    ["a manifest's name and vmName", machine("b", "vmName: WEB-1"), machine("web-1"), "metadata.name"],
  ])("%s alike on one provider, in any case of letters", (_, first, second, path) => {
    expect(errorsOf(load(provider(), first, second))).toMatchObject([{ code: "MANIFEST_DUPLICATE_VM_NAME", path }]);
  });

  it("alike on two providers are two VMs", () => {
    const on = (name: string, of: string) => machine(name, `vmName: web-1\nproviderRef: {name: ${of}}`);
    expect(errorsOf(load(provider("vmm-a"), provider("vmm-b"), on("a", "vmm-a"), on("b", "vmm-b")))).toEqual([]);
  });

  it("a name of one's own that a used pool also holds is a warning", () => {
    const claim = machine("a", "vmNameFromPool: {name: names}");
    const texts = [provider(), pool("names", "{from: web-1, to: web-9}"), machine("b", "vmName: Web-5")];
    expect(load(...texts, claim).diagnostics).toMatchObject([
      { code: "MANIFEST_VM_NAME_IN_POOL", severity: "warning", path: "spec.vmName" },
    ]);
    expect(load(...texts, claim).manifests.machines).toHaveLength(2);
    expect(load(...texts).diagnostics).toEqual([]);
  });

  it("a manifest's name that is too long for a VM needs a vmName", () => {
    const long = "a".repeat(65);
    expect(errorsOf(load(provider(), machine(long)))).toMatchObject([{ code: "MANIFEST_VM_NAME_INVALID", path: "metadata.name" }]);
    expect(errorsOf(load(provider(), machine(long, "vmName: short")))).toEqual([]);
  });

  it("names that are wrong in themselves hide no clash", () => {
    const spec = `${MACHINE}\nvmName: web-1\nunheardOf: 1`;
    expect(codesOf(load(provider(), manifest("ScvmmMachine", "a", spec), machine("b", "vmName: web-1")))).toEqual([
      "MANIFEST_UNKNOWN_FIELD",
      "MANIFEST_DUPLICATE_VM_NAME",
    ]);
  });
});

describe("IP addresses", () => {
  const at = (name: string, network: string, ...addresses: string[]) =>
    machine(name, `networking: {devices: [{vmNetwork: ${network}, ipAddresses: [${addresses.join(", ")}]}]}`);
  const virtualIp = (name: string, poolName: string, address: string) =>
    manifest("ScvmmVirtualIP", name, `providerRef: {name: vmm}\npool: ${poolName}\naddress: ${address}`);

  it("wanted twice in one VM network, whatever the prefix length says", () => {
    expect(errorsOf(load(provider(), at("a", "Web", "10.0.0.5"), at("b", "web", "10.0.0.5/24")))).toMatchObject([
      { code: "MANIFEST_DUPLICATE_IP_ADDRESS", address: "ScvmmMachine/default/b", path: "spec.networking.devices[0].ipAddresses[0]" },
    ]);
    expect(codesOf(load(provider(), at("a", "Web", "10.0.0.5", "10.0.0.5")))).toEqual(["MANIFEST_DUPLICATE_IP_ADDRESS"]);
  });

  it("alike in two networks are two addresses", () => {
    expect(codesOf(load(provider(), at("a", "Web", "10.0.0.5"), at("b", "App", "10.0.0.5")))).toEqual([]);
  });

  it("wanted by two virtual IPs of one pool", () => {
    expect(codesOf(load(provider(), virtualIp("a", "Web", "10.0.0.5"), virtualIp("b", "Web", "10.0.0.5")))).toEqual([
      "MANIFEST_DUPLICATE_IP_ADDRESS",
    ]);
    expect(codesOf(load(provider(), virtualIp("a", "Web", "10.0.0.5"), virtualIp("b", "App", "10.0.0.5")))).toEqual([]);
  });

  it("of a manifest given twice are reported as such only", () => {
    expect(codesOf(load(provider(), at("a", "Web", "10.0.0.5"), at("a", "Web", "10.0.0.5")))).toEqual(["MANIFEST_DUPLICATE_ADDRESS"]);
  });

  it("come without their prefix length", () => {
    const [web] = load(provider(), at("a", "Web", "10.0.0.5/24")).manifests.machines;
    expect(web?.value.spec.networking?.devices?.[0]?.ipAddresses).toEqual(["10.0.0.5"]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endpointsOf } from "../../provider/model/endpoint.ts";
import { parseHost } from "../../provider/model/parse-host.ts";

const spec = (fields: object) => endpointsOf({ spec: { scvmmHost: "vmm01", execHost: undefined, ...fields } });

describe("parseHost", () => {
  it.each([
    ["vmm01", "https://vmm01:5986/wsman"],
    ["vmm01.contoso.example", "https://vmm01.contoso.example:5986/wsman"],
    ["vmm01:443", "https://vmm01:443/wsman"],
    ["10.0.0.5", "https://10.0.0.5:5986/wsman"],
    ["[fd00::5]", "https://[fd00::5]:5986/wsman"],
    ["[fd00::5]:5987", "https://[fd00::5]:5987/wsman"],
    ["https://vmm01", "https://vmm01:5986/wsman"],
    ["https://vmm01:443/wsman", "https://vmm01:443/wsman"],
    ["https://vmm01/gate/wsman", "https://vmm01:5986/gate/wsman"],
    ["http://vmm01", "http://vmm01:5985/wsman"],
    ["http://127.0.0.1:45985/wsman", "http://127.0.0.1:45985/wsman"],
    ["HTTP://vmm01/", "http://vmm01:5985/wsman"],
  ])("%s", (text, url) => expect(parseHost(text)?.url).toBe(url));

  it.each([
    "",
    " vmm01",
    "vmm 01",
    "fd00::5",
    "vmm01:0",
    "vmm01:65536",
    "vmm01:https",
    "vmm01/wsman",
    "ftp://vmm01",
    "https://",
    "https://user:pass@vmm01",
    "user@vmm01",
    "https://vmm01/wsman?a=b",
    "-vmm01",
    "vmm01\n",
  ])("%j is no host", (text) => expect(parseHost(text)).toBeUndefined());

  it("gives a URL that the platform reads in the same way", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab01.-_:/[]@?#% htps"), maxLength: 24 }), (text) => {
        const host = parseHost(text);
        if (!host) return;
        const url = new URL(host.url);
        expect([url.username, url.password, url.search, url.hash]).toEqual(["", "", "", ""]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("endpointsOf", () => {
  it("runs on the VMM server itself", () => expect(spec({})).toEqual([{ url: "https://vmm01:5986/wsman", server: "localhost" }]));

  it("runs on exec hosts, in their order, and connects from there to the VMM server's name", () => {
    expect(spec({ scvmmHost: "https://vmm01:5986/wsman", execHosts: ["jump01", "http://jump02"] })).toEqual([
      { url: "https://jump01:5986/wsman", server: "vmm01" },
      { url: "http://jump02:5985/wsman", server: "vmm01" },
    ]);
  });

  it("takes the older execHost, unless there are execHosts", () => {
    expect(spec({ execHost: "jump01" }).map(({ url }) => url)).toEqual(["https://jump01:5986/wsman"]);
    expect(spec({ execHost: "jump01", execHosts: ["jump02"] }).map(({ url }) => url)).toEqual(["https://jump02:5986/wsman"]);
    expect(spec({ execHosts: [] })[0]?.server).toBe("localhost");
  });
});

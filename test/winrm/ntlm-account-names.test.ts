import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accountFinder, parseAccountName } from "../../provider/winrm/ntlm/account.ts";
import { upperCaseAsWindows } from "../../provider/winrm/ntlm/upper-case.ts";
import { clientOptions, handshake, NAMES, serverOptions } from "./ntlm-kit.ts";

const refused = expect.objectContaining({ name: "NtlmError", code: "credentials" });
const text = fc.string({ unit: "binary", minLength: 1, maxLength: 24 });

describe("account names", () => {
  it.each([
    ["CONTOSO\\bob", { user: "bob", domain: "CONTOSO" }],
    [".\\bob", { user: "bob", domain: "." }],
    ["bob", { user: "bob", domain: "" }],
    ["bob@contoso.com", { user: "bob@contoso.com", domain: "" }],
    ["CONTOSO\\odd\\name", { user: "odd\\name", domain: "CONTOSO" }],
  ])("%s", (name, account) => {
    expect(parseAccountName(name)).toEqual(account);
  });

  const cases: readonly (readonly [string, string, boolean])[] = [
    ["CONTOSO\\bob", "contoso\\BOB", true],
    ["CONTOSO\\bob", "contoso.com\\bob", true],
    ["CONTOSO\\bob", "bob@contoso.com", true],
    ["CONTOSO\\bob", "BOB@CONTOSO", true],
    ["CONTOSO\\bob", "bob", true],
    ["CONTOSO\\bob", ".\\bob", false],
    ["CONTOSO\\bob", "VMM01\\bob", false],
    ["CONTOSO\\bob", "FABRIKAM\\bob", false],
    ["CONTOSO\\bob", "bob@fabrikam.com", false],
    ["bob", "bob", true],
    ["bob", ".\\bob", true],
    ["bob", "vmm01\\Bob", true],
    ["bob", "vmm01.contoso.com\\bob", true],
    ["bob", "bob@vmm01", true],
    ["bob", "CONTOSO\\bob", false],
    ["contoso.com\\bob", "CONTOSO\\bob", true],
    ["bob@contoso.com", "bob@contoso.com", true],
  ];
  it.each(cases)("the account %s is what %s means: %s", (account, sent, known) => {
    const attempt = () => handshake(clientOptions(parseAccountName(sent), "p"), serverOptions(parseAccountName(account), "p"));
    if (known) expect(attempt().accepted.account).toMatchObject(parseAccountName(account));
    else expect(attempt).toThrow(refused);
  });

  it("a bare name is the machine's before it is the domain's", () => {
    const hash = Buffer.alloc(16);
    const accounts = ["CONTOSO", ""].map((domain) => ({ user: "bob", domain, ntHash: hash }));
    const find = accountFinder(accounts, NAMES);
    expect(find({ user: "bob", domain: "" })).toMatchObject({ domain: "" });
    expect(find({ user: "bob", domain: "contoso" })).toMatchObject({ domain: "CONTOSO" });
  });

  it("are upper-cased as Windows does, unit for unit", () => {
    expect(upperCaseAsWindows("josé-ÿ-ß-ı-ſ-µ-ς-ж-ა")).toBe("JOSÉ-Ÿ-ß-ı-ſ-µ-Σ-Ж-ა");
    fc.assert(fc.property(text, (name) => upperCaseAsWindows(name).length === name.length));
    fc.assert(fc.property(text, (name) => upperCaseAsWindows(upperCaseAsWindows(name)) === upperCaseAsWindows(name)));
  });
});

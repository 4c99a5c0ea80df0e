import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTNAME, isHostname, renderHostname } from "../../provider/model/hostname.ts";

const facts = { vmName: "Web-01.blue", domain: "shop.example" };

describe("host names", () => {
  it.each([
    [DEFAULT_HOSTNAME, "Web-01.shop.example"],
    ["literal.example", "literal.example"],
    ["{{ .spec.vmName }}", "Web-01.blue"],
    ["{{.spec.vmName | lower}}.{{ .spec.networking.domain }}", "web-01.blue.shop.example"],
    ["{{ lower .spec.vmName }}", "web-01.blue"],
    ["{{- upper .spec.networking.domain -}}", "SHOP.EXAMPLE"],
    ['{{ regexReplaceAll "\\\\..*$" .spec.vmName "" | lower }}', "web-01"],
    ["x-{{ regexReplaceAll `\\..*` .spec.vmName `` }}", "x-Web-01"],
  ])("%s", (template, expected) => {
    expect(renderHostname(template, facts)).toBe(expected);
  });

  it("has no dot at its end where there is no domain", () => {
    expect(renderHostname(DEFAULT_HOSTNAME, { vmName: "web", domain: "" })).toBe("web");
  });

  it.each([
    "{{ .spec.id }}",
    "{{ .spec.vmName | title }}",
    '{{ regexReplaceAll "(a+)+$" .spec.vmName "" }}',
    "{{ if .spec.vmName }}a{{ end }}",
    "{{ .spec.vmName",
    "}}",
    "{{ constructor }}",
    "{{ lower lower }}",
    "{{}}",
  ])("refuses %s", (template) => {
    expect(renderHostname(template, facts)).toBeUndefined();
  });

  it("takes any text without braces as it is, but for dots and blanks at its ends", () => {
    const plain = fc.string().map((text) => text.replaceAll(/[{}]/g, ""));
    fc.assert(fc.property(plain, (text) => renderHostname(text, facts) === text.trim().replace(/^\.+|\.+$/g, "")));
  });

  it("ends on any text", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("{{", "}}", " ", ".spec.vmName", "lower", "|", '"', "`", "regexReplaceAll", "a")), (parts) => {
        const rendered = renderHostname(parts.join(""), facts);
        expect(rendered ?? "").not.toContain("{{");
      }),
    );
  });

  it.each([
    ["web-01.shop.example", true],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["-web", false],
    ["web_1", false],
    ["a..b", false],
    ["", false],
  ])("%s: %s", (text, expected) => {
    expect(isHostname(text)).toBe(expected);
  });
});

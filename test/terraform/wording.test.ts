import { describe, expect, it } from "vitest";
import { conform } from "../../provider/terraform/schema/conform.ts";
import type { Mapping } from "../../provider/terraform/schema/mapping.ts";
import { mappingOf } from "../../provider/terraform/schema/mappings.ts";
import { attributeDiagnostic, validate } from "../../provider/terraform/schema/validate.ts";
import { inTerraform } from "../../provider/terraform/schema/wording.ts";

describe("sentences of the vocabulary in Terraform's words", () => {
  it.each([
    ["Set spec.powerCyclePolicy: Allow, or remove the field.", 'Set power_cycle_policy = "Allow", or remove the field.'],
    [
      "Without spec.vmName and spec.vmNameFromPool the VM is named as its manifest.",
      "Without name and vm_name_from_pool the VM is named as its configuration.",
    ],
    [
      "Set spec.powerCyclePolicy: Allow to have it shut down; or WhenOff",
      'Set power_cycle_policy = "Allow" to have it shut down; or WhenOff',
    ],
    ["First by ScvmmMachine/terraform/web-1, spec.networking.", 'First by scvmm_virtual_machine "web-1", networking.'],
    [
      "macAddress is the address itself, macAddressPool has VMM choose one.",
      "mac_address is the address itself, mac_address_pool has VMM choose one.",
    ],
    ["{{ .spec.vmName | lower }}.{{ .spec.networking.domain }}", "{{ .spec.vmName | lower }}.{{ .spec.networking.domain }}"],
    ["Add disks: [{size: 40Gi}].", 'Add disks = { boot = { size = "40Gi" } }.'],
    ["All ScvmmProviders of the manifests", "All provider blocks of the configurations"],
    ["another service is set by kerberosService (host, WSMAN)", "another service is set by kerberos_service (host, WSMAN)"],
    ["SCSI,0,0 stays, and so does web01:5986", "SCSI,0,0 stays, and so does web01:5986"],
  ])("%s", (text, expected) => {
    expect(inTerraform(text)).toBe(expected);
  });

  it("call a field by the attribute of its own kind", () => {
    expect(inTerraform("Give vmName.", { kind: "ScvmmCheckpoint" })).toBe("Give virtual_machine_name.");
    expect(inTerraform("Give vmName.", { kind: "ScvmmMachine" })).toBe("Give name.");
  });

  it.each([
    [
      "scvmm_virtual_machine",
      { name: "a", cloud: "P", cpu_count: 1, hardware_profile: "large" },
      'Add disks = { boot = { size = "40Gi" } }.',
    ],
    ["scvmm_virtual_machine", { name: "a", cloud: "P", cpu_count: 1 }, "Add vm_template."],
    ["scvmm_checkpoint", { key: "a" }, "A checkpoint has one of virtual_machine_id, virtual_machine_name.\n\nGive virtual_machine_id."],
  ])("hold where the vocabulary's own show YAML or kinds: %s %j", (name, config, expected) => {
    const mapping = mappingOf(name) as Mapping;
    expect(
      validate(mapping, conform(mapping.schema, config))
        .map(({ detail }) => detail)
        .join(),
    ).toContain(expected);
  });

  it("call a disk by its label", () => {
    const mapping = mappingOf("scvmm_virtual_machine") as Mapping;
    const value = conform(mapping.schema, { disks: { boot: {}, data: {} } });
    const said = { code: "X", severity: "error", summary: "disk 1 has 2Gi and cannot shrink to 1Gi", path: "spec.disks[1].size" } as const;
    expect(attributeDiagnostic(mapping, said, value)).toMatchObject({
      summary: "disks.data has 2Gi and cannot shrink to 1Gi",
      path: ["disks", "data", "size"],
    });
  });
});

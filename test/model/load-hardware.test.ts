import { describe, expect, it } from "vitest";
import { load, machine, provider } from "./manifest-text.ts";

const problems = (fields: string) => load(provider(), machine("web", fields)).diagnostics.map(({ code, path }) => [code, path]);

describe("firmware of a machine", () => {
  it.each([
    ["secure boot", "firmware: {secureBoot: true, secureBootTemplate: MicrosoftUEFICertificateAuthority}"],
    ["a disk to boot from", 'firmware: {firstBootDevice: "SCSI,3,63"}'],
    ["a network to boot from", 'generation: 2\nfirmware: {firstBootDevice: "NIC,0"}'],
    ["a boot order", "generation: 1\nfirmware: {bootOrder: [PxeBoot, CD]}"],
    ["an empty mapping", "firmware: {}"],
  ])("takes %s", (_, fields) => {
    expect(problems(fields)).toEqual([]);
  });

  it.each([
    ["a third generation", "generation: 3", "spec.generation"],
    ["a bus that is none", 'firmware: {firstBootDevice: "IDE,0,0"}', "spec.firmware.firstBootDevice"],
    ["a LUN too far", 'firmware: {firstBootDevice: "SCSI,0,64"}', "spec.firmware.firstBootDevice"],
    ["an order of nothing", "firmware: {bootOrder: []}", "spec.firmware.bootOrder"],
    ["a device twice", "firmware: {bootOrder: [CD, CD]}", "spec.firmware.bootOrder"],
    ["an unknown device", "firmware: {bootOrder: [Tape]}", "spec.firmware.bootOrder[0]"],
    ["an unknown template", "firmware: {secureBootTemplate: Linux}", "spec.firmware.secureBootTemplate"],
    ["a reserve of more than all", "vmOptions: {cpuReserve: 101}", "spec.vmOptions.cpuReserve"],
  ])("refuses %s", (_, fields, path) => {
    expect(problems(fields)).toEqual([["MANIFEST_INVALID_VALUE", path]]);
  });

  it("refuses what the manifest's own generation does not have", () => {
    expect(problems("generation: 1\nfirmware: {secureBoot: true}")).toEqual([["MANIFEST_FIRMWARE_GENERATION", "spec.firmware.secureBoot"]]);
    expect(problems("generation: 2\nfirmware: {bootOrder: [CD]}")).toEqual([["MANIFEST_FIRMWARE_GENERATION", "spec.firmware.bootOrder"]]);
  });

  it("says that VMM cannot give a virtual TPM, and what can", () => {
    const { diagnostics } = load(provider(), machine("web", "firmware: {vtpm: true}"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["MANIFEST_VTPM"]);
    expect(diagnostics[0]).toMatchObject({ severity: "error", hint: expect.stringContaining("Enable-VMTPM") });
  });
});

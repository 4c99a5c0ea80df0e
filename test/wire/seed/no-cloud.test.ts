import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildSeed, type SeedDevice, type SeedFileSystem } from "../../../provider/seed/build-seed.ts";
import { type NoCloud, noCloudFiles, type SeedAdapter } from "../../../provider/seed/no-cloud.ts";
import { has, seedReaders } from "../../parts.ts";
import { understand } from "./cloud-init.ts";
import { type Contents, contentsOf, probe, readByMtools, readByQemu, readByXorriso } from "./readers.ts";

const USER_DATA = "#cloud-config\nusers:\n  - name: ops\n    ssh_authorized_keys: [ssh-ed25519 AAAA]\n";

const ADAPTER: SeedAdapter = {
  name: "eth0",
  macAddress: "00:1D:D8:B7:1C:00",
  addresses: ["10.0.0.5/24"],
  gateways: ["10.0.0.1"],
  nameservers: ["10.0.0.2", "10.0.0.3"],
  searchDomains: ["example.com"],
};
const DHCP: SeedAdapter = {
  name: "eth1",
  macAddress: "00-15-5D-00-00-01",
  addresses: [],
  gateways: [],
  nameservers: [],
  searchDomains: [],
};

const SEED: NoCloud = {
  userData: Buffer.from(USER_DATA),
  instanceId: "0a6f2f6e-7d1f-4b7e-9f6e-5a2d1c3b4e5f",
  hostname: "web-01.example.com",
  metadata: {},
  adapters: [ADAPTER, DHCP],
};

const read = (seed: NoCloud) => understand(contentsOf(noCloudFiles(seed)));

describe.skipIf(!has("seeds before cloud-init's own data source", seedReaders()))("cloud-init", () => {
  it.each<[SeedDevice, SeedFileSystem, (image: Buffer) => Contents]>([
    ["dvd", "iso9660", readByXorriso],
    ["dvd", "vfat", readByXorriso],
    ["floppy", "vfat", readByMtools],
    ["scsi", "vfat", (image) => readByMtools(readByQemu(image))],
    ["ide", "vfat", (image) => readByMtools(readByQemu(image))],
    ["scsi", "iso9660", (image) => readByXorriso(readByQemu(image))],
  ])("reads the image of a %s with %s", (device, fileSystem, open) => {
    const image = buildSeed(SEED, device, fileSystem);
    const understood = understand(open(image));
    expect(understood).toMatchObject({ instanceId: SEED.instanceId, hostname: "web-01", fqdn: "web-01.example.com", userData: USER_DATA });
    expect(understood.interfaces?.map(({ name }) => name)).toEqual(["eth0", "eth1"]);
    const volume = device === "dvd" || device === "floppy" ? image : readByQemu(image);
    // What the data source looks for: either kind of file system, a label of either case.
    expect(["cidata", "CIDATA"]).toContain(probe(volume)["LABEL"]);
    expect(["vfat", "iso9660"]).toContain(probe(volume)["TYPE"]);
  });

  it("finds nothing to complain of in the user-data, and takes it for what it is", () => {
    expect(read(SEED)).toMatchObject({ problems: null, parts: ["text/cloud-config"] });
    expect(read({ ...SEED, userData: Buffer.from("#!/bin/sh\necho\n") }).parts).toEqual(["text/x-shellscript"]);
  });

  it("gives the adapters their addresses, whatever the distribution writes them with", () => {
    const { interfaces, rendered } = read(SEED);
    expect(interfaces).toMatchObject([
      { name: "eth0", mac_address: "00:1d:d8:b7:1c:00", subnets: [{ type: "static", address: "10.0.0.5", prefix: 24 }] },
      { name: "eth1", mac_address: "00:15:5d:00:00:01", subnets: [{ type: "dhcp4" }] },
    ]);
    expect(rendered?.sysconfig["etc/sysconfig/network-scripts/ifcfg-eth0"]?.split("\n")).toEqual(
      expect.arrayContaining(["IPADDR=10.0.0.5", "GATEWAY=10.0.0.1", "DNS1=10.0.0.2", "DNS2=10.0.0.3", "HWADDR=00:1d:d8:b7:1c:00"]),
    );
    expect(rendered?.eni["etc/network/interfaces"]).toContain("route add default gw 10.0.0.1");
    expect(rendered?.networkd["etc/systemd/network/10-cloud-init-eth0.network"]).toContain("Gateway=10.0.0.1");
    expect(rendered?.netplan["etc/netplan/50-cloud-init.yaml"]).not.toContain("gateway4");
  });

  it("gives IPv6 beside IPv4, and DHCP for the family that has no address", () => {
    const six = { ...ADAPTER, addresses: ["2001:db8::5/64"], gateways: ["2001:db8::1"] };
    const both = {
      ...six,
      name: "eth1",
      macAddress: null,
      addresses: ["10.0.0.5/24", "2001:db8::6/64"],
      gateways: ["10.0.0.1", "2001:db8::1"],
    };
    const { interfaces, rendered } = read({ ...SEED, adapters: [six, both] });
    expect(interfaces?.map(({ subnets }) => subnets.map(({ type, address }) => [type, address]))).toEqual([
      [
        ["dhcp4", undefined],
        ["static", "2001:db8::5"],
      ],
      [
        ["static", "10.0.0.5"],
        ["static", "2001:db8::6"],
      ],
    ]);
    expect(rendered?.networkd["etc/systemd/network/10-cloud-init-eth1.network"]).toMatch(/Destination=0\.0\.0\.0\/0/);
    expect(rendered?.networkd["etc/systemd/network/10-cloud-init-eth1.network"]).not.toContain("Destination=::");
    expect(rendered?.sysconfig["etc/sysconfig/network-scripts/ifcfg-eth1"]).toContain("IPV6_DEFAULTGW=2001:db8::1");
    expect(rendered?.sysconfig["etc/sysconfig/network-scripts/ifcfg-eth1"]).toContain("GATEWAY=10.0.0.1");
  });

  it("leaves the network to the image where no adapter is told of", () => {
    expect(read({ ...SEED, adapters: [] }).interfaces).toBeUndefined();
  });

  it("gets every text of meta-data as a text", () => {
    const metadata = {
      a: "yes",
      b: "1:30",
      c: "2001-02-03",
      d: "0x10",
      e: "~",
      f: "1e3",
      g: "",
      "key: with": "#no comment",
      h: "é\u2028\n",
    };
    expect(read({ ...SEED, metadata }).metadata).toMatchObject(metadata);
  });

  it("gets any meta-data back", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !/[\ud800-\udfff\ufffe\uffff]/.test(value));
    const key = text.filter((value) => !["", "seedfrom", "dsmode", "network-interfaces", "__proto__", "<<"].includes(value));
    fc.assert(
      fc.property(fc.dictionary(key, text, { maxKeys: 20 }), (metadata) => {
        expect(read({ ...SEED, metadata, adapters: [] }).metadata).toMatchObject(metadata);
      }),
      { numRuns: 12 },
    );
  });

  it("takes instance-id and hostname from spec.metadata where they are given there", () => {
    const metadata = { "instance-id": "other", "local-hostname": "db-01" };
    expect(read({ ...SEED, metadata })).toMatchObject({ instanceId: "other", hostname: "db-01" });
  });
});

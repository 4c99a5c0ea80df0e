import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeFat } from "../../../provider/seed/fat/write-fat.ts";
import { writeIso9660 } from "../../../provider/seed/iso9660/write-iso9660.ts";
import { writeVhdx } from "../../../provider/seed/vhdx/write-vhdx.ts";
import { has, seedReaders } from "../../parts.ts";
import { file, imageFiles, OPTIONS } from "../../seed/support.ts";
import {
  checkByDosfstools,
  contentsOf,
  describeByIsoinfo,
  listByIsoinfo,
  listByMtools,
  probe,
  readByIsoinfo,
  readByMtools,
  readByQemu,
  readByXorriso,
} from "./readers.ts";

const RUNS = { numRuns: 15 };
const SEED = [file("meta-data", "instance-id: i-1\n"), file("network-config", "version: 2\n"), file("user-data", "#cloud-config\n")];
const fat = (medium: "disk" | "floppy", files = SEED) => writeFat(files, { ...OPTIONS, medium, serial: 0xc1da7a01 });

describe.skipIf(!has("seed images before other people's readers", seedReaders()))("seed images", () => {
  describe("ISO 9660", () => {
    it("gives any files back: Rock Ridge by xorriso, names by isoinfo", () => {
      fc.assert(
        fc.property(imageFiles, (files) => {
          const image = writeIso9660(files, OPTIONS);
          expect(readByXorriso(image)).toEqual(contentsOf(files));
          const names = files.map(({ name }) => `/${name}`).sort();
          expect(listByIsoinfo(image, "-R")).toEqual(names);
          expect(listByIsoinfo(image, "-J")).toEqual(names);
          expect(listByIsoinfo(image)).toHaveLength(files.length);
        }),
        RUNS,
      );
    });

    it("shows the same bytes to Joliet, Rock Ridge and those who know neither", () => {
      const image = writeIso9660(SEED, OPTIONS);
      for (const { name, content } of SEED) {
        expect(readByIsoinfo(image, name, "-R")).toEqual(content);
        expect(readByIsoinfo(image, name, "-J")).toEqual(content);
      }
      expect(readByIsoinfo(image, "USER_DAT.;1")).toEqual(SEED[2]?.content);
    });

    it("names its volume, its extensions and its size", () => {
      const image = writeIso9660(SEED, OPTIONS);
      const said = describeByIsoinfo(image);
      expect(said).toContain("Volume id: cidata");
      expect(said).toContain("Joliet with UCS level 3 found");
      expect(said).toContain("Rock Ridge signatures version 1 found");
      expect(said).toContain(`Volume size is: ${image.length / 2048}`);
      expect(probe(image)).toMatchObject({ TYPE: "iso9660", LABEL: "cidata", UUID: "2001-02-03-04-05-06-00" });
    });

    it("holds a file that is larger than everything around it", () => {
      const files = [file("user-data", Buffer.alloc(3_000_001, 7)), file("meta-data", "x")];
      expect(readByXorriso(writeIso9660(files, OPTIONS))).toEqual(contentsOf(files));
    });
  });

  describe.each(["disk", "floppy"] as const)("FAT on a %s", (medium) => {
    it("gives any files back, and has nothing to mend", () => {
      fc.assert(
        fc.property(imageFiles, (files) => {
          // Two clusters a file at most are the medium's own matter; a floppy has room for a megabyte.
          const image = fat(medium, files);
          expect(checkByDosfstools(image)).toContain("Checking");
          expect(readByMtools(image)).toEqual(contentsOf(files));
        }),
        RUNS,
      );
    });

    it("names its volume", () => {
      expect(probe(fat(medium))).toMatchObject({ TYPE: "vfat", LABEL: "CIDATA", UUID: "C1DA-7A01" });
      expect(listByMtools(fat(medium))).toContain("Volume in drive : is CIDATA");
      expect(listByMtools(fat(medium))).toContain("2001-02-03");
    });
  });

  it("a floppy is full to its last cluster", () => {
    const files = [file("user-data", Buffer.alloc(2847 * 512, 9))];
    const image = fat("floppy", files);
    expect(checkByDosfstools(image)).toContain("2847/2847 clusters");
    expect(readByMtools(image)).toEqual(contentsOf(files));
  });

  it.each([2030, 4000, 4084, 4085, 4100, 12_000])("a disk for %i clusters is the kind of FAT that readers take it for", (clusters) => {
    const files = [file("user-data", Buffer.alloc(clusters * 2048 - 5, 9)), file("meta-data", "x")];
    const image = fat("disk", files);
    expect(checkByDosfstools(image)).toMatch(/clusters/);
    expect(readByMtools(image)).toEqual(contentsOf(files));
  });

  describe("VHDX", () => {
    it("holds the disk, sparse or full", () => {
      for (const disk of [fat("disk"), fat("disk", [file("user-data", Buffer.alloc(9_000_000, 1))])]) {
        expect(readByQemu(writeVhdx(disk)).equals(disk)).toBe(true);
      }
    });

    it("holds an ISO 9660 image too", () => {
      const disk = writeIso9660(SEED, OPTIONS);
      expect(readByQemu(writeVhdx(disk)).equals(disk)).toBe(true);
    });
  });
});

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeFat } from "../../provider/seed/fat/write-fat.ts";
import type { ImageFile, ImageOptions } from "../../provider/seed/image-file.ts";
import { writeIso9660 } from "../../provider/seed/iso9660/write-iso9660.ts";
import { shortNames } from "../../provider/seed/short-names.ts";
import { crc32c } from "../../provider/seed/vhdx/crc32c.ts";
import { writeVhdx } from "../../provider/seed/vhdx/write-vhdx.ts";
import { file, imageFiles, OPTIONS } from "./support.ts";

// What the images say is asked of other people's readers, in test/wire/seed.

const writers: Readonly<Record<string, (files: readonly ImageFile[], options: ImageOptions) => Buffer>> = {
  "ISO 9660": writeIso9660,
  "FAT disk": (files, options) => writeFat(files, { ...options, medium: "disk", serial: 1 }),
  floppy: (files, options) => writeFat(files, { ...options, medium: "floppy", serial: 1 }),
};

describe.each(Object.entries(writers))("an image: %s", (_, write) => {
  it("has the same bytes for the same files, whole sectors of them, and leaves what it was given alone", () => {
    fc.assert(
      fc.property(imageFiles, (files) => {
        const before = files.map(({ content }) => Buffer.from(content));
        const image = write(files, OPTIONS);
        expect(image.equals(write(files, OPTIONS))).toBe(true);
        expect(image.length % 2048).toBe(0);
        expect(files.every(({ content }, index) => before[index]?.equals(content))).toBe(true);
      }),
      { numRuns: 10 },
    );
  });

  it("differs by its time stamp alone where only that differs", () => {
    const files = [file("user-data", "same")];
    const other = write(files, { ...OPTIONS, modified: new Date("2002-02-03T04:05:06Z") });
    const image = write(files, OPTIONS);
    expect(other.length).toBe(image.length);
    expect(other.equals(image)).toBe(false);
  });

  it.each(["", "a/b", "..", ".", "a.", " a", "a ", "a\0b", "é", "x".repeat(65), "a:b", "a\nb", "a;1"])("refuses the name %j", (name) => {
    expect(() => write([file(name, "")], OPTIONS)).toThrow(RangeError);
  });

  it("refuses two names that differ by case alone", () => {
    expect(() => write([file("user-data", ""), file("USER-data", "")], OPTIONS)).toThrow(RangeError);
  });

  it.each([
    { label: "" },
    { label: "cidata cidata" },
    { label: "twelve chars" },
    { modified: new Date("1979-12-31T23:59:59Z") },
    { modified: new Date("2108-01-01T00:00:00Z") },
    { modified: new Date(Number.NaN) },
  ])("refuses %j", (wrong) => {
    expect(() => write([file("a", "")], { ...OPTIONS, ...wrong })).toThrow(RangeError);
  });
});

describe("limits", () => {
  it("a floppy with one byte too many is refused", () => {
    const full = 2847 * 512;
    expect(writers["floppy"]?.([file("a", Buffer.alloc(full))], OPTIONS).length).toBe(1_474_560);
    expect(() => writers["floppy"]?.([file("a", Buffer.alloc(full + 1))], OPTIONS)).toThrow(/floppy/);
  });

  it("more files than a root folder has entries for are refused", () => {
    const files = Array.from({ length: 112 }, (_, index) => file(`file-number-${index}`, ""));
    expect(() => writers["floppy"]?.(files, OPTIONS)).toThrow(/so many files/);
  });

  it("a VHDX takes no disk without whole sectors", () => {
    for (const size of [0, 1, 511, 513]) expect(() => writeVhdx(Buffer.alloc(size))).toThrow(RangeError);
  });
});

describe("short names", () => {
  it("are unique, and of the characters that both file systems have", () => {
    fc.assert(
      fc.property(imageFiles, (files) => {
        const short = shortNames(files.map(({ name }) => name)).map(({ base, extension }) => `${base}.${extension}`);
        expect(new Set(short).size).toBe(files.length);
        for (const text of short) expect(text).toMatch(/^[A-Z0-9_]{1,8}\.[A-Z0-9_]{0,3}$/);
      }),
    );
  });

  it("number those that would be alike", () => {
    const names = ["user-data", "user-data-2", "User.data.txt", ".profile", "a.b.cdef"];
    expect(shortNames(names).map(({ base, extension }) => `${base}.${extension}`)).toEqual([
      "USER_DAT.",
      "USER_DA1.",
      "USER_DAT.TXT",
      "_PROFILE.",
      "A_B.CDE",
    ]);
  });
});

it("crc32c of the known text", () => {
  expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
});

import * as fc from "fast-check";
import type { ImageFile } from "../../provider/seed/image-file.ts";

export const OPTIONS = { label: "cidata", modified: new Date("2001-02-03T04:05:06Z") } as const;

export const file = (name: string, content: string | Uint8Array): ImageFile => ({ name, content: Buffer.from(content) });

const allowed = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).filter((char) => !'"*/:;<>?\\|'.includes(char));

const name = fc
  .string({ unit: fc.constantFrom(...allowed), minLength: 1, maxLength: 64 })
  .filter((text) => !/^ |[ .]$/.test(text))
  .filter((text) => !/^(con|prn|aux|nul|clock\$)/i.test(text));

/** Sizes where sectors of 512 and 2048 bytes and clusters end, one off, and others. */
const size = fc.oneof(fc.constantFrom(0, 1, 511, 512, 513, 2047, 2048, 2049, 4095, 4096, 4097), fc.integer({ min: 0, max: 20_000 }));

const content = fc
  .tuple(size, fc.integer())
  .map(([bytes, seed]) => Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 31 + seed + (index >> 8)) & 0xff)));

/** Any files that an image can hold. */
export const imageFiles = fc.uniqueArray(fc.record({ name, content }), {
  minLength: 0,
  maxLength: 30,
  selector: ({ name: text }) => text.toLowerCase(),
});

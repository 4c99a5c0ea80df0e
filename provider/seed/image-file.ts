/** A file in the root folder of an image. */
export interface ImageFile {
  /** 1 to 64 printable ASCII characters that ISO 9660 with Joliet and VFAT can all hold; unique without regard to case. */
  readonly name: string;
  readonly content: Uint8Array;
}

export interface ImageOptions {
  /** Volume label: 1 to 11 letters and digits (VFAT's limit). */
  readonly label: string;
  /** Time stamp of everything in the image, in UTC; between 1980 and 2107 (VFAT's limits). */
  readonly modified: Date;
}

/** Printable ASCII without what Joliet (`*` `/` `:` `;` `?` `\\`) or VFAT (`"` `<` `>` `|` too) leaves out. */
const CHARACTERS = /^[ !#-)+-.0-9=@-[\]-{}~]{1,64}$/;
/** VFAT drops a blank at either end, and dots at the end. */
const DROPPED = /^ |[ .]$/;

/** Throws RangeError for what an image cannot hold: a caller's mistake, names are constants. */
export function checkImage(files: readonly ImageFile[], options: ImageOptions): void {
  const seen = new Set<string>();
  for (const { name } of files) {
    if (!CHARACTERS.test(name) || DROPPED.test(name)) throw new RangeError(`no file name for an image: ${JSON.stringify(name)}`);
    const folded = name.toLowerCase();
    if (seen.has(folded)) throw new RangeError(`two files of an image have the name ${name}`);
    seen.add(folded);
  }
  if (!/^[A-Za-z0-9]{1,11}$/.test(options.label)) throw new RangeError(`no volume label: ${JSON.stringify(options.label)}`);
  const year = options.modified.getUTCFullYear();
  if (!(year >= 1980 && year <= 2107)) throw new RangeError("the time stamp of an image lies between 1980 and 2107");
}

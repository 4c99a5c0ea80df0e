const OPEN = "<".charCodeAt(0);
const CLOSE = ">".charCodeAt(0);
const SLASH = "/".charCodeAt(0);
const PADDING = "=".charCodeAt(0);

/** What is shorter is sooner read than looked at. */
const LONG = 4096;

/** An envelope without its long texts of base64, which are nearly all of an answer with data. */
export interface LeanXml {
  readonly xml: string;
  /** Where in `xml` they were. Views. */
  readonly texts: ReadonlyMap<number, Buffer>;
}

/**
 * Takes out the long texts that are base64 and all that an element has. Looks at tags only as `scanPlainXml` does, so for a
 * document which that refuses the result is void. Undefined where there are none.
 */
export function withoutLongTexts(bytes: Buffer): LeanXml | undefined {
  if (bytes.length < LONG) return undefined;
  const texts = new Map<number, Buffer>();
  let xml = "";
  let kept = 0;
  let begin = bytes.indexOf(OPEN);
  while (begin >= 0) {
    const end = bytes.indexOf(CLOSE, begin);
    const next = end < 0 ? -1 : bytes.indexOf(OPEN, end);
    const inLeaf = bytes[begin + 1] !== SLASH && bytes[end - 1] !== SLASH && bytes[next + 1] === SLASH;
    if (next - end > LONG && inLeaf && isBase64(bytes.subarray(end + 1, next))) {
      xml += bytes.toString("utf8", kept, end + 1);
      texts.set(xml.length, bytes.subarray(end + 1, next));
      kept = next;
    }
    begin = next;
  }
  return texts.size === 0 ? undefined : { xml: xml + bytes.toString("utf8", kept), texts };
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const NONE = 0xff;
const VALUES = new Uint8Array(256).fill(NONE);
for (const [value, char] of [...ALPHABET].entries()) VALUES[char.charCodeAt(0)] = value;

/** Whole groups of it and nothing else, so that any four characters are three bytes. */
function isBase64(bytes: Buffer): boolean {
  if (bytes.length % 4 !== 0) return false;
  const end = bytes.length - paddingOf(bytes);
  for (let at = 0; at < end; at += 1) if (VALUES[bytes[at] as number] === NONE) return false;
  return true;
}

function paddingOf(base64: Buffer): number {
  if (base64[base64.length - 1] !== PADDING) return 0;
  return base64[base64.length - 2] === PADDING ? 2 : 1;
}

/**
 * What `withoutLongTexts` has found, in its own place, which is then written over: the view that comes back is the start of it.
 * By hand, since Node decodes texts only, and these would be the most of all garbage.
 */
export function decodeInPlace(base64: Buffer): Buffer {
  const padding = paddingOf(base64);
  const value = (at: number) => VALUES[base64[at] as number] as number;
  let length = 0;
  for (let at = 0; at < base64.length; at += 4) {
    const bits = (value(at) << 18) | (value(at + 1) << 12) | (value(at + 2) << 6) | value(at + 3);
    base64[length] = bits >> 16;
    base64[length + 1] = bits >> 8;
    base64[length + 2] = bits;
    length += 3;
  }
  return base64.subarray(0, length - padding);
}

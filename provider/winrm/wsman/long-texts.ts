const OPEN = "<".charCodeAt(0);
const CLOSE = ">".charCodeAt(0);
const SLASH = "/".charCodeAt(0);
const PADDING = "=".charCodeAt(0);

/** What is shorter is sooner read than looked at. */
const LONG = 4096;
/** Of base64, decoded at a time: whole groups, and little enough to cost no memory. */
const SLICE = 24 * 1024;

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

const BASE64 = new Uint8Array(256);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") BASE64[char.charCodeAt(0)] = 1;

/** Whole groups of it and nothing else, so that any four characters are three bytes. */
function isBase64(bytes: Buffer): boolean {
  if (bytes.length % 4 !== 0) return false;
  let end = bytes.length;
  while (end > bytes.length - 2 && bytes[end - 1] === PADDING) end -= 1;
  for (let at = 0; at < end; at += 1) if (BASE64[bytes[at] as number] === 0) return false;
  return true;
}

/** In its own place, which is then written over: the view that comes back is the start of it. */
export function decodeInPlace(base64: Buffer): Buffer {
  let length = 0;
  for (let at = 0; at < base64.length; at += SLICE) length += base64.write(base64.toString("latin1", at, at + SLICE), length, "base64");
  return base64.subarray(0, length);
}

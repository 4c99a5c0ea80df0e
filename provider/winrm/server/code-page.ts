/** How a console turns text into bytes and back (WINRS_CODEPAGE, MS-WSMV 2.2.4.37). */
export interface CodePage {
  encode(text: string): Buffer;
  /** For one stream: what is cut between two characters waits for its rest. */
  decoder(): (bytes: Uint8Array) => string;
}

/** The upper half of code page 437, the console's default in the United States. */
const UPPER_437 = [
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»",
  "░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀",
  "αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0",
].join("");

const UTF8: CodePage = {
  encode: (text) => Buffer.from(text, "utf8"),
  decoder: () => {
    const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
    return (bytes) => utf8.decode(bytes, { stream: true });
  },
};

/** One byte a character; what the page lacks becomes a question mark. */
function singleByte(upper: string): CodePage {
  const byteOf = new Map([...upper].map((character, index) => [character, 128 + index]));
  const encodeOne = (character: string) => {
    const unit = character.codePointAt(0) ?? 0;
    return unit < 128 ? unit : (byteOf.get(character) ?? 0x3f);
  };
  return {
    encode: (text) => Buffer.from(Array.from(text, encodeOne)),
    decoder: () => (bytes) => Array.from(bytes, (byte) => (byte < 128 ? String.fromCharCode(byte) : (upper[byte - 128] ?? "?"))).join(""),
  };
}

const PAGES: ReadonlyMap<number, CodePage> = new Map([
  [65001, UTF8],
  [437, singleByte(UPPER_437)],
]);
const ASCII = singleByte("");

/** UTF-8 and 437; of any other page only what all share, ASCII. */
export const codePage = (number: number): CodePage => PAGES.get(number) ?? ASCII;

export const DEFAULT_CODE_PAGE = 437;

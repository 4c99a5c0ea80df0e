/** All that means something in XML, or may not be in it, or is no whole character by itself. */
const SPECIAL = /[^\t\n\x20-\x25\x27-\x3b\x3d\x3f-\x7e\u00a0-\ud7ff\ue000-\ufffd]/;
/** Below this a text is not worth a cut. */
const LONG = 64;

/**
 * Feeds a whole document to a parser, but hands long plain texts between two tags on past it: it looks at every single
 * character, which for the base64 and the strings that make up nearly all of our traffic costs more than everything else.
 * Where a comment or a CDATA section could change what a character means, the parser gets it all. Texts come decoded from UTF-8,
 * so there is no lone half of a surrogate pair among them.
 */
export function feedParser(parser: { write(chunk: string): unknown }, xml: string, text: (plain: string) => void): void {
  let fed = 0;
  let from = xml.includes("<!") ? -1 : xml.indexOf(">");
  while (from >= 0) {
    const to = xml.indexOf("<", from);
    const plain = to - from > LONG ? xml.slice(from + 1, to) : "";
    if (plain !== "" && !SPECIAL.test(plain)) {
      parser.write(xml.slice(fed, from + 1));
      text(plain);
      fed = to;
    }
    from = to < 0 ? -1 : xml.indexOf(">", to);
  }
  parser.write(fed === 0 ? xml : xml.slice(fed));
}

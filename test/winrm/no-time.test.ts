import { expect, test } from "vitest";
import { offeredSchemes, tokenOf } from "../../provider/winrm/client/authenticator.ts";
import { readClixmlDocuments } from "../../provider/winrm/clixml/document.ts";
import { readClixml } from "../../provider/winrm/clixml/reader.ts";
import { bodyKind } from "../../provider/winrm/sealing/content-type.ts";

const many = (text: string, count: number) => text.repeat(count);
const reply = (header: string) => ({ status: 401, headers: { "www-authenticate": header }, body: Buffer.alloc(0) });

// What a hostile or broken peer may write as long as it likes; patterns that go back over it would take the square of its length.
test.each<readonly [string, () => unknown]>([
  ["a number of digits without end", () => readClixml(`<Db>${many("1", 200_000)}x</Db>`)],
  ["a whole number", () => readClixml(`<I32>${many("1", 200_000)}</I32>`)],
  ["base64 that is none", () => readClixml(`<BA>${many("A", 200_000)}!</BA>`)],
  ["declarations before a document", () => readClixmlDocuments(`${many("<?xml ", 100_000)}<Objs/>`)],
  ["a name", () => readClixml(`<${many("a.", 100_000)}!/>`)],
  ["escapes that are none", () => readClixml(`<S>${many("_x", 100_000)}</S>`)],
  ["schemes of authentication", () => offeredSchemes(reply(many(",  ", 20_000)))],
  ["a token", () => tokenOf(reply(`Negotiate ${many("A", 60_000)}!`), "Negotiate")],
  ["blanks before a token", () => tokenOf(reply(`Negotiate${many(" ", 60_000)}!`), "Negotiate")],
  ["parameters of a type", () => bodyKind(`multipart/encrypted${many(";  a", 15_000)}`)],
])("%s takes no time", (_what, read) => {
  const started = process.cpuUsage();
  try {
    read();
  } catch {
    // Refused is as good as read.
  }
  expect(process.cpuUsage(started).user).toBeLessThan(500_000);
});

test("the declaration before a document is no text, and other text is", () => {
  const read = (text: string) => readClixmlDocuments(`${text}<Objs/>`).text;
  expect(read('a <?xml version="1.0"?>\r\n')).toBe("a ");
  expect(read('<?xml version="1.0"?> a')).toBe('<?xml version="1.0"?> a');
  expect(read("<?xml a > ?>")).toBe("<?xml a > ?>");
  expect(read("none")).toBe("none");
});

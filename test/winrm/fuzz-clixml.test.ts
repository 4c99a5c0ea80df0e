import { expect, test } from "vitest";
import { ClixmlError } from "../../provider/winrm/clixml/clixml-error.ts";
import { readClixmlDocuments, writeClixmlDocument } from "../../provider/winrm/clixml/document.ts";
import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { ClixmlReader, readClixml } from "../../provider/winrm/clixml/reader.ts";
import { type ClixmlValue, customObject, enumeration, property, text } from "../../provider/winrm/clixml/value.ts";
import { writeClixml } from "../../provider/winrm/clixml/writer.ts";
import { writeErrorRecord } from "../../provider/winrm/psrp/error-record.ts";
import { FUZZ_TIMEOUT_MS, fuzz, fuzzRuns } from "./fuzz-kit.ts";

const VALUES: readonly ClixmlValue[] = [
  toClixml({ a: [1, 2.5, null, true, "_x0041_\r\n\ud800", new Uint8Array(20)], b: { c: 2n ** 60n } }),
  customObject([property("Day", enumeration("System.DayOfWeek", "Friday", 5)), property("é", text("x".repeat(200)))]),
  writeErrorRecord({ message: "m<&", fullyQualifiedErrorId: "i", category: "ResourceBusy", exceptionType: "T.E" }),
];
const XML = [
  ...VALUES.map((value) => writeClixml(value)),
  '<Obj RefId="0"><TN RefId="0"><T>A</T></TN><LST><Ref RefId="0"/><Obj RefId="1"><TNRef RefId="0"/><QUE><D>1.10</D><DT>2020-01-01T00:00:00Z</DT></QUE></Obj></LST><MS><SS N="s">AAAA</SS></MS></Obj>',
  "<PR><AV>a</AV><AI>0</AI><Nil/><PI>-1</PI><PC>-1</PC><T>Completed</T><SR>-1</SR><SD> </SD></PR>",
];
const TAGS = ["Obj", "LST", "DCT", "En", "MS", "Props", "TN", "TNRef", "Ref", "S", "I32", "C", "BA", "Db", "SS", "PR", "Nil", "ToString"];
const TOKENS = [
  ...TAGS.flatMap((tag) => [`<${tag}>`, `</${tag}>`, `<${tag}/>`, `<${tag} RefId="0" N="Key">`]),
  ...[
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!DOCTYPE a [<!ENTITY e 'x'>]>",
    "&e;",
    "&amp;",
    "&#xFFFE;",
    "&#0;",
    "&#x110000;",
    "<?x?>",
    "_xD800_",
    "\u0000",
  ],
  ...[' N="a>b"', ' RefId="99999999999"', "=", '"', "<", ">", "\ufeff", "9".repeat(40)],
];

test(
  "what is read can be written and read again, and is the same in one piece and in two",
  () => {
    const outcomes = fuzz({
      seed: 1,
      runs: fuzzRuns(3000),
      corpus: XML.map((xml) => Buffer.from(xml)),
      tokens: TOKENS,
      refusals: [ClixmlError],
      decode: (input, next) => {
        const xml = input.toString("utf8");
        const whole = outcome(() => readClixml(xml));
        const at = next() % (xml.length + 1);
        const parts = outcome(() => {
          const reader = new ClixmlReader();
          reader.write(xml.slice(0, at));
          reader.write(xml.slice(at));
          return reader.end();
        });
        expect(parts.written).toBe(whole.written);
        if (whole.value === undefined) throw whole.error;
        expect(writeClixml(readClixml(whole.written))).toBe(whole.written);
        fromClixml(whole.value);
      },
    });
    expect(outcomes.read).toBeGreaterThan(0);
    expect(outcomes.refused).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

function outcome(read: () => ClixmlValue): { readonly value?: ClixmlValue; readonly written: string; readonly error?: unknown } {
  try {
    const value = read();
    return { value, written: writeClixml(value) };
  } catch (error) {
    if (!(error instanceof ClixmlError)) throw error;
    return { written: "", error };
  }
}

test(
  "documents, with text around them",
  () => {
    const document = writeClixmlDocument(VALUES);
    const outcomes = fuzz({
      seed: 2,
      runs: fuzzRuns(3000),
      corpus: [document, `#< CLIXML\r\n${document}`, `before ${document}${document} after`].map((xml) => Buffer.from(xml)),
      tokens: [...TOKENS, "<Objs>", "</Objs>", "<Objs/>", "#< CLIXML\n"],
      refusals: [ClixmlError],
      decode: (input) => void readClixmlDocuments(input.toString("utf8")),
    });
    expect(outcomes.read).toBeGreaterThan(0);
  },
  FUZZ_TIMEOUT_MS,
);

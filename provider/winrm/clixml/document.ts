import { ClixmlError } from "./clixml-error.ts";
import { ClixmlReader, LIMITS } from "./reader.ts";
import { valueFrame } from "./reader-frames.ts";
import type { ClixmlValue } from "./value.ts";
import { Writer } from "./writer.ts";

const NAMESPACE = "http://schemas.microsoft.com/powershell/2004/04";
const START = "<Objs";
const END = "</Objs>";
/** The line that announces documents in the output of `powershell.exe -OutputFormat XML`, and always on its stderr. */
const HEADING = /^#< CLIXML\r?\n?/gm;

export interface DocumentValue {
  /** `Error`, `Warning`, `progress`, …: the stream that it was written to; null where the document does not say. */
  readonly stream: string | null;
  readonly value: ClixmlValue;
}

export interface ClixmlDocuments {
  readonly values: readonly DocumentValue[];
  /** What stood before, between and after the documents: programs write there too. */
  readonly text: string;
}

/**
 * Reads the files of Export-Clixml and what PowerShell's own process writes: documents with any number of values, one after
 * the other, with or without the line `#< CLIXML`, and with other text around them. Throws `ClixmlError`.
 */
export function readClixmlDocuments(source: string): ClixmlDocuments {
  const values: DocumentValue[] = [];
  const texts: string[] = [];
  let done = 0;
  for (let start = source.indexOf(START); start >= 0; start = source.indexOf(START, done)) {
    const end = endOf(source, start);
    texts.push(withoutDeclaration(source.slice(done, start)));
    readDocument(source.slice(start, end), values);
    done = end;
  }
  texts.push(source.slice(done));
  return { values, text: texts.join("").replace(HEADING, "") };
}

/** By hand: a pattern would begin anew at each of them. */
function withoutDeclaration(text: string): string {
  const start = text.lastIndexOf("<?xml");
  const last = start < 0 ? "" : text.slice(start).trimEnd();
  return last.endsWith("?>") && last.indexOf(">") === last.length - 1 ? text.slice(0, start) : text;
}

function endOf(source: string, start: number): number {
  const tagEnd = source.indexOf(">", start);
  if (tagEnd > 0 && source[tagEnd - 1] === "/") return tagEnd + 1;
  const end = source.indexOf(END, start);
  if (end < 0) throw new ClixmlError("malformed", "a document has no end");
  return end + END.length;
}

function readDocument(xml: string, values: DocumentValue[]): void {
  const reader = new ClixmlReader(LIMITS, undefined, (tag, _attributes, objects) => {
    if (tag !== "Objs") throw new ClixmlError("malformed", "a document does not start with <Objs>");
    return {
      takesText: false,
      open: (child, attributes) => {
        const stream = attributes["S"] ?? null;
        return valueFrame(child, attributes, objects, (value) => values.push({ stream, value }));
      },
      close: () => {},
    };
  });
  reader.write(xml);
  reader.finish();
}

/** One document, as Import-Clixml takes it. Throws `ClixmlError` as `writeClixml` does. */
export function writeClixmlDocument(values: readonly ClixmlValue[]): string {
  const writer = new Writer(undefined);
  for (const value of values) writer.value(value, "", 0);
  return `<Objs Version="1.1.0.1" xmlns="${NAMESPACE}">${writer.xml}</Objs>`;
}

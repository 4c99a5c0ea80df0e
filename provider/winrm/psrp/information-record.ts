import { type ClixmlValue, list, NIL, primitiveOf, property, propertyOf, text } from "../clixml/value.ts";
import { itemsOf, numberField, textField } from "./fields.ts";

/** INFORMATION_RECORD (MS-PSRP 2.2.2.26): Write-Information, and Write-Host where there is no host (tag `PSHOST`). */
export interface InformationRecordValue {
  /** What was written, as text. */
  readonly text: string;
  readonly data: ClixmlValue;
  /** The command or script that wrote it. */
  readonly source: string;
  readonly tags: readonly string[];
  readonly user: string;
  readonly computer: string;
  /** ISO 8601; empty when unknown. */
  readonly timeGenerated: string;
  readonly processId: number | null;
}

export interface InformationRecordInput {
  readonly data: ClixmlValue;
  readonly source?: string;
  readonly tags?: readonly string[];
  readonly user?: string;
  readonly computer?: string;
  readonly timeGenerated?: string;
}

export function readInformationRecord(body: ClixmlValue): InformationRecordValue {
  const data = propertyOf(body, "MessageData") ?? NIL;
  return {
    text: textOfData(data),
    data,
    source: textField(body, "Source"),
    tags: itemsOf(propertyOf(body, "Tags")).flatMap((tag) => (tag.kind === "string" ? [tag.value] : [])),
    user: textField(body, "User"),
    computer: textField(body, "Computer"),
    timeGenerated: textField(body, "TimeGenerated"),
    processId: numberField(body, "ProcessId"),
  };
}

/** What Write-Host wrote comes with its colours; the text is a property. */
function textOfData(data: ClixmlValue): string {
  const primitive = primitiveOf(data);
  if (primitive?.kind === "string" || primitive?.kind === "text") return primitive.value;
  if (primitive !== undefined) return String(primitive.value);
  const message = textField(data, "Message");
  return message !== "" || data.kind !== "object" ? message : (data.toText ?? "");
}

export const writeInformationRecord = (record: InformationRecordInput): ClixmlValue => ({
  kind: "object",
  typeNames: ["System.Management.Automation.InformationRecord", "System.Object"],
  toText: null,
  content: null,
  adapted: [],
  extended: [
    property("MessageData", record.data),
    property("Source", text(record.source ?? "")),
    property("TimeGenerated", record.timeGenerated === undefined ? NIL : { kind: "text", tag: "DT", value: record.timeGenerated }),
    property("Tags", list((record.tags ?? []).map(text), ["System.Collections.Generic.List`1[[System.String]]", "System.Object"])),
    property("User", text(record.user ?? "")),
    property("Computer", text(record.computer ?? "")),
  ],
});

import {
  boolean,
  type ClixmlObject,
  type ClixmlProperty,
  type ClixmlValue,
  int32,
  NIL,
  primitiveOf,
  property,
  propertyOf,
  text,
} from "../clixml/value.ts";
import { ERROR_CATEGORIES, type ErrorCategory } from "./error-category.ts";
import { booleanField, numberField, textField } from "./fields.ts";

/** An error of PowerShell, as ERROR_RECORD or with a final state (MS-PSRP 2.2.3.15). */
export interface ErrorRecordValue {
  readonly message: string;
  /** E.g. `CommandNotFoundException`, `12345,Microsoft.SomeProduct.Cmdlets.GetThing`: the stable name of the error. */
  readonly fullyQualifiedErrorId: string;
  readonly category: ErrorCategory;
  /** .NET type of the exception, without `Deserialized.`; empty when unknown. */
  readonly exceptionType: string;
  readonly activity: string;
  readonly reason: string;
  readonly targetName: string;
  readonly targetType: string;
  /** The category in one line, as PowerShell's CategoryView shows it. */
  readonly categoryMessage: string;
  readonly recommendedAction: string;
  readonly scriptStackTrace: string;
  /** What the error is about, as the server saw it. */
  readonly targetObject: ClixmlValue;
  /** The whole exception: its properties, the inner ones too. */
  readonly exception: ClixmlValue;
  /** Where it happened; null where the server leaves it out, as it does unless asked. */
  readonly invocation: InvocationValue | null;
}

export interface InvocationValue {
  readonly commandName: string;
  readonly line: string;
  readonly scriptName: string;
  readonly scriptLineNumber: number | null;
  readonly offsetInLine: number | null;
  /** The place in words, with the line and a marker under it. */
  readonly positionMessage: string;
}

/** What a server says about an error; the rest is empty. */
export interface ErrorRecordInput {
  readonly message: string;
  readonly fullyQualifiedErrorId: string;
  readonly category: ErrorCategory;
  readonly exceptionType: string;
  readonly activity?: string;
  readonly targetName?: string;
  readonly targetType?: string;
  readonly recommendedAction?: string;
}

const REMOTED = "Deserialized.";

export function readErrorRecord(record: ClixmlValue): ErrorRecordValue {
  const field = (name: string) => textOf(propertyOf(record, name));
  const exception = propertyOf(record, "Exception") ?? NIL;
  const category = primitiveOf(propertyOf(record, "ErrorCategory_Category") ?? NIL);
  return {
    message: field("ErrorDetails_Message") || textOf(propertyOf(exception, "Message")) || toTextOf(exception) || toTextOf(record),
    fullyQualifiedErrorId: field("FullyQualifiedErrorId"),
    category: (category?.kind === "integer" ? ERROR_CATEGORIES[category.value] : undefined) ?? "NotSpecified",
    exceptionType: typeNameOf(exception),
    activity: field("ErrorCategory_Activity"),
    reason: field("ErrorCategory_Reason"),
    targetName: field("ErrorCategory_TargetName"),
    targetType: field("ErrorCategory_TargetType"),
    categoryMessage: field("ErrorCategory_Message"),
    recommendedAction: field("ErrorDetails_RecommendedAction"),
    scriptStackTrace: field("ErrorDetails_ScriptStackTrace"),
    targetObject: propertyOf(record, "TargetObject") ?? NIL,
    exception,
    invocation: booleanField(record, "SerializeExtendedInfo") ? readInvocation(record) : null,
  };
}

const readInvocation = (record: ClixmlValue): InvocationValue => ({
  commandName: textField(record, "InvocationInfo_InvocationName"),
  line: textField(record, "InvocationInfo_Line"),
  scriptName: textField(record, "InvocationInfo_ScriptName"),
  scriptLineNumber: numberField(record, "InvocationInfo_ScriptLineNumber"),
  offsetInLine: numberField(record, "InvocationInfo_OffsetInLine"),
  positionMessage: textField(record, "InvocationInfo_PositionMessage"),
});

function textOf(value: ClixmlValue | undefined): string {
  const primitive = primitiveOf(value ?? NIL);
  return primitive?.kind === "string" ? primitive.value : "";
}

const toTextOf = (value: ClixmlValue): string => (value.kind === "object" ? (value.toText ?? "") : "");

function typeNameOf(value: ClixmlValue): string {
  const name = value.kind === "object" ? (value.typeNames[0] ?? "") : "";
  return name.startsWith(REMOTED) ? name.slice(REMOTED.length) : name;
}

export function writeErrorRecord(record: ErrorRecordInput): ClixmlObject {
  const reason = record.exceptionType.split(".").at(-1) ?? "";
  const details: ClixmlProperty[] =
    record.recommendedAction === undefined
      ? []
      : [
          property("ErrorDetails_Message", text(record.message)),
          property("ErrorDetails_RecommendedAction", text(record.recommendedAction)),
        ];
  return {
    kind: "object",
    typeNames: ["System.Management.Automation.ErrorRecord", "System.Object"],
    toText: record.message,
    content: null,
    adapted: [],
    extended: [
      property("Exception", exception(record)),
      property("TargetObject", record.targetName === undefined ? NIL : text(record.targetName)),
      property("FullyQualifiedErrorId", text(record.fullyQualifiedErrorId)),
      property("InvocationInfo", NIL),
      property("ErrorCategory_Category", int32(ERROR_CATEGORIES.indexOf(record.category))),
      property("ErrorCategory_Activity", text(record.activity ?? "")),
      property("ErrorCategory_Reason", text(reason)),
      property("ErrorCategory_TargetName", text(record.targetName ?? "")),
      property("ErrorCategory_TargetType", text(record.targetType ?? "")),
      property("ErrorCategory_Message", text(categoryMessage(record, reason))),
      ...details,
      property("SerializeExtendedInfo", boolean(false)),
    ],
  };
}

/** As PowerShell's CategoryView shows it. */
const categoryMessage = (record: ErrorRecordInput, reason: string): string =>
  `${record.category}: (${record.targetName ?? ""}:${record.targetType ?? ""}) [${record.activity ?? ""}], ${reason}`;

const exception = (record: ErrorRecordInput): ClixmlObject => ({
  kind: "object",
  typeNames: [...new Set([record.exceptionType, "System.Exception", "System.Object"])],
  toText: `${record.exceptionType}: ${record.message}`,
  content: null,
  adapted: [
    property("Message", text(record.message)),
    property("Data", NIL),
    property("InnerException", NIL),
    property("TargetSite", NIL),
    property("StackTrace", NIL),
    property("HelpLink", NIL),
    property("Source", NIL),
    property("HResult", int32(-2146233088)),
  ],
  extended: [],
});

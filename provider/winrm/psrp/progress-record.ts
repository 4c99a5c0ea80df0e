import { bag, type ClixmlValue, enumeration, int32, NIL, property, text } from "../clixml/value.ts";
import { numberField, textField } from "./fields.ts";

/** PROGRESS_RECORD (MS-PSRP 2.2.2.25). */
export interface ProgressRecordValue {
  readonly activity: string;
  /** Names the bar: the next record of the same number replaces this one. */
  readonly activityId: number;
  /** The bar that this one stands under, or null. */
  readonly parentActivityId: number | null;
  readonly status: string;
  readonly currentOperation: string;
  /** 0 to 100, or null where it is not known. */
  readonly percentComplete: number | null;
  readonly secondsRemaining: number | null;
  readonly completed: boolean;
}

const known = (number: number | null): number | null => (number === null || number < 0 ? null : number);

export const readProgressRecord = (body: ClixmlValue): ProgressRecordValue => ({
  activity: textField(body, "Activity"),
  activityId: numberField(body, "ActivityId") ?? 0,
  parentActivityId: known(numberField(body, "ParentActivityId")),
  status: textField(body, "StatusDescription"),
  currentOperation: textField(body, "CurrentOperation"),
  percentComplete: known(numberField(body, "PercentComplete")),
  secondsRemaining: known(numberField(body, "SecondsRemaining")),
  completed: numberField(body, "Type") === 1,
});

/** -1 is how .NET says that a number is not known. */
export const writeProgressRecord = (record: ProgressRecordValue): ClixmlValue =>
  bag([
    property("Activity", text(record.activity)),
    property("ActivityId", int32(record.activityId)),
    property("StatusDescription", text(record.status)),
    property("CurrentOperation", record.currentOperation === "" ? NIL : text(record.currentOperation)),
    property("ParentActivityId", int32(record.parentActivityId ?? -1)),
    property("PercentComplete", int32(record.percentComplete ?? -1)),
    property(
      "Type",
      enumeration(
        "System.Management.Automation.ProgressRecordType",
        record.completed ? "Completed" : "Processing",
        record.completed ? 1 : 0,
      ),
    ),
    property("SecondsRemaining", int32(record.secondsRemaining ?? -1)),
  ]);

import {
  bag,
  boolean,
  type ClixmlPrimitive,
  type ClixmlValue,
  enumeration,
  NIL,
  primitiveOf,
  property,
  propertyOf,
  text,
  version,
} from "../clixml/value.ts";
import { writeErrorRecord } from "./error-record.ts";
import { itemsOf, numberField } from "./fields.ts";
import { ZERO_GUID } from "./guid.ts";
import { SCREEN_VALUES } from "./host-info.ts";

/** A call of the server to the client's host (MS-PSRP 2.2.2.27). */
export interface HostCall {
  readonly callId: bigint;
  readonly method: number;
  readonly methodName: string;
  readonly parameters: readonly ClixmlValue[];
}

/** What a call makes happen on our side. */
export type HostEffect =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "exit"; readonly exitCode: number }
  | { readonly kind: "nothing" };

/** The number of calls that want no answer. */
const VOID_CALL = -100n;

export function readHostCall(body: ClixmlValue): HostCall | undefined {
  const callId = primitiveOf(propertyOf(body, "ci") ?? NIL);
  const method = numberField(body, "mi");
  if (callId?.kind !== "long" || method === null) return undefined;
  const name = propertyOf(body, "mi");
  const methodName = name?.kind === "object" ? (name.toText ?? "") : "";
  return { callId: callId.value, method, methodName, parameters: itemsOf(propertyOf(body, "mp")) };
}

const SET_SHOULD_EXIT = 6;
/** Write1/2, WriteLine1/2/3, and the lines of errors, debug, verbose and warnings: the text is the last parameter. */
const WRITES: ReadonlyMap<number, "" | "\n"> = new Map([
  [13, ""],
  [14, ""],
  [15, "\n"],
  [16, "\n"],
  [17, "\n"],
  [18, "\n"],
  [19, "\n"],
  [21, "\n"],
  [22, "\n"],
]);

export function effectOf(call: HostCall): HostEffect {
  if (call.method === SET_SHOULD_EXIT) {
    const code = primitiveOf(call.parameters[0] ?? NIL);
    return code?.kind === "integer" ? { kind: "exit", exitCode: code.value } : { kind: "nothing" };
  }
  const end = WRITES.get(call.method);
  if (end === undefined) return { kind: "nothing" };
  const written = primitiveOf(call.parameters.at(-1) ?? NIL);
  return { kind: "text", text: (written?.kind === "string" ? written.value : "") + end };
}

/** Answers to what can be asked of anyone: name, version, id, cultures, and the screen's numbers. */
const ANSWERS: ReadonlyMap<number, () => ClixmlValue> = new Map<number, () => ClixmlValue>([
  [1, () => text("NonInteractiveHost")],
  [2, () => version("1.0")],
  [3, (): ClixmlPrimitive => ({ kind: "text", tag: "G", value: ZERO_GUID })],
  [4, () => text("en-US")],
  [5, () => text("en-US")],
  [27, SCREEN_VALUES.foreground],
  [29, SCREEN_VALUES.background],
  [31, SCREEN_VALUES.cursor],
  [33, SCREEN_VALUES.windowPosition],
  [35, SCREEN_VALUES.cursorSize],
  [37, SCREEN_VALUES.size],
  [39, SCREEN_VALUES.size],
  [41, SCREEN_VALUES.title],
  [43, SCREEN_VALUES.size],
  [44, SCREEN_VALUES.size],
  [45, () => boolean(false)],
  [54, () => boolean(false)],
]);

/** The answer, or undefined for a call that wants none. Questions to people, and all that we do not know, get an error. */
export function answerHostCall(call: HostCall): ClixmlValue | undefined {
  if (call.callId === VOID_CALL) return undefined;
  const answer = ANSWERS.get(call.method);
  return bag([
    answer === undefined ? property("me", refusal(call)) : property("mr", answer()),
    property("ci", { kind: "long", tag: "I64", value: call.callId }),
    property("mi", enumeration("System.Management.Automation.Remoting.RemoteHostMethodId", call.methodName, call.method)),
  ]);
}

const refusal = (call: HostCall) =>
  writeErrorRecord({
    message: `Nobody is there to answer the question of the host (${call.methodName || call.method}): the session is not interactive.`,
    fullyQualifiedErrorId: "HostNotInteractive",
    category: "InvalidOperation",
    exceptionType: "System.Management.Automation.Host.HostException",
  });

import {
  bag,
  boolean,
  type ClixmlObject,
  type ClixmlProperty,
  type ClixmlValue,
  enumeration,
  list,
  NIL,
  primitiveOf,
  property,
  propertyOf,
  text,
} from "../clixml/value.ts";
import { versionAtLeast } from "./capability.ts";
import { booleanField, itemsOf, numberField } from "./fields.ts";
import { type HostKind, hostInfo } from "./host-info.ts";
import { apartmentState } from "./init-runspace-pool.ts";
import { PsrpError } from "./protocol-error.ts";

/** One command of a pipeline; the output of each goes into the next. */
export interface PipelineCommand {
  /** The name of a cmdlet or function, or the text of a script. */
  readonly text: string;
  readonly isScript: boolean;
  /** A parameter without a name is passed by position; a switch is a boolean. */
  readonly parameters: readonly PipelineParameter[];
  /** Ends a statement: the next command takes nothing from this one, and starts when it has ended. */
  readonly endsStatement?: boolean;
  /** Streams whose records go into the output instead, like `2>&1`. */
  readonly mergeIntoOutput?: readonly MergeableStream[];
  /** Variables of a script stay its own. */
  readonly useLocalScope?: boolean;
}

export interface PipelineParameter {
  readonly name: string | null;
  readonly value: ClixmlValue;
}

const STREAMS = ["error", "warning", "verbose", "debug", "information"] as const;
export type MergeableStream = (typeof STREAMS)[number];

export interface PipelineSpec {
  readonly commands: readonly PipelineCommand[];
  readonly hasInput: boolean;
  readonly host: HostKind;
  /** Lets records tell the place in the script that they come from; makes them fat. */
  readonly withInvocationInfo: boolean;
}

const LIST_OF_OBJECTS = [
  "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
  "System.Object",
];
/** Numbers of PipelineResultTypes. */
const RESULT_TYPES = { None: 0, Output: 1, Error: 2 } as const;

const resultType = (name: keyof typeof RESULT_TYPES) =>
  enumeration("System.Management.Automation.Runspaces.PipelineResultTypes", name, RESULT_TYPES[name]);

/** The first protocol version that knows how to merge each stream. */
const MERGEABLE_FROM: Readonly<Record<MergeableStream, readonly [major: number, minor: number]>> = {
  error: [2, 2],
  warning: [2, 2],
  verbose: [2, 2],
  debug: [2, 2],
  information: [2, 3],
};
const RECORD_OPTIONS = { none: 0, invocationInfo: 15 } as const;

/**
 * CREATE_PIPELINE (MS-PSRP 2.2.2.10), as the negotiated version has it. Throws `PsrpError` for what that version does not know.
 */
export function writeCreatePipeline(spec: PipelineSpec, protocolVersion: string): ClixmlValue {
  const options = spec.withInvocationInfo ? RECORD_OPTIONS.invocationInfo : RECORD_OPTIONS.none;
  const statements = splitStatements(spec.commands).map((commands) =>
    property(
      "Cmds",
      list(
        commands.map((command) => writeCommand(command, protocolVersion)),
        LIST_OF_OBJECTS,
      ),
    ),
  );
  const [first = property("Cmds", list([], LIST_OF_OBJECTS))] = statements;
  if (statements.length > 1 && !versionAtLeast(protocolVersion, 2, 2)) throw new PsrpError("the server takes one statement at a time");
  return bag([
    property("NoInput", boolean(!spec.hasInput)),
    property("ApartmentState", apartmentState()),
    property("RemoteStreamOptions", enumeration("System.Management.Automation.RemoteStreamOptions", String(options), options)),
    property("AddToHistory", boolean(false)),
    property("HostInfo", hostInfo(spec.host)),
    property(
      "PowerShell",
      bag([
        property("IsNested", boolean(false)),
        property(
          "ExtraCmds",
          statements.length > 1
            ? list(
                statements.map((statement) => bag([statement])),
                LIST_OF_OBJECTS,
              )
            : NIL,
        ),
        first,
        property("History", NIL),
        property("RedirectShellErrorOutputPipe", boolean(false)),
      ]),
    ),
    ...(versionAtLeast(protocolVersion, 2, 2) ? [property("IsNested", boolean(false))] : []),
  ]);
}

function splitStatements(commands: readonly PipelineCommand[]): readonly (readonly PipelineCommand[])[] {
  const statements: PipelineCommand[][] = [[]];
  for (const command of commands) {
    statements.at(-1)?.push(command);
    if (command.endsStatement) statements.push([]);
  }
  return statements.filter((statement) => statement.length > 0);
}

function writeCommand(command: PipelineCommand, protocolVersion: string): ClixmlObject {
  const merged = new Set(command.mergeIntoOutput);
  return bag([
    property("Cmd", text(command.text)),
    property("IsScript", boolean(command.isScript)),
    property("UseLocalScope", command.useLocalScope === undefined ? NIL : boolean(command.useLocalScope)),
    // The oldest way to merge, which knows errors only.
    property("MergeMyResult", resultType(merged.has("error") ? "Error" : "None")),
    property("MergeToResult", resultType(merged.has("error") ? "Output" : "None")),
    property("MergePreviousResults", resultType("None")),
    property("Args", list(command.parameters.map(writeParameter), LIST_OF_OBJECTS)),
    ...STREAMS.flatMap((stream) => writeMerge(stream, merged.has(stream), protocolVersion)),
  ]);
}

function writeMerge(stream: MergeableStream, merged: boolean, protocolVersion: string): ClixmlProperty[] {
  const known = versionAtLeast(protocolVersion, ...MERGEABLE_FROM[stream]);
  if (merged && !known && stream !== "error") throw new PsrpError(`the server cannot merge the stream ${stream}`);
  const name = `Merge${stream[0]?.toUpperCase()}${stream.slice(1)}`;
  return known ? [property(name, resultType(merged ? "Output" : "None"))] : [];
}

const writeParameter = ({ name, value }: PipelineParameter): ClixmlObject =>
  bag([property("N", name === null ? NIL : text(`-${name}`)), property("V", value)]);

/** The server's side. Throws `PsrpError` for what has no commands. */
export function readCreatePipeline(body: ClixmlValue): { readonly commands: readonly PipelineCommand[]; readonly hasInput: boolean } {
  const shell = propertyOf(body, "PowerShell") ?? NIL;
  const statements = itemsOf(propertyOf(shell, "ExtraCmds")).map((statement) => readCommands(propertyOf(statement, "Cmds")));
  const commands = statements.length > 1 ? statements.flatMap(endStatement) : readCommands(propertyOf(shell, "Cmds"));
  if (commands.length === 0) throw new PsrpError("a pipeline has no commands");
  return { commands, hasInput: !booleanField(body, "NoInput") };
}

const readCommands = (value: ClixmlValue | undefined): readonly PipelineCommand[] => itemsOf(value).map(readCommand);

const endStatement = (commands: readonly PipelineCommand[]): readonly PipelineCommand[] =>
  commands.map((command, index) => (index === commands.length - 1 ? { ...command, endsStatement: true } : command));

function readCommand(value: ClixmlValue): PipelineCommand {
  const [name, isScript, scope] = ["Cmd", "IsScript", "UseLocalScope"].map((field) => primitiveOf(propertyOf(value, field) ?? NIL));
  if (name?.kind !== "string" || isScript?.kind !== "boolean") throw new PsrpError("a command lacks its text");
  const merged = readMerged(value);
  return {
    text: name.value,
    isScript: isScript.value,
    parameters: itemsOf(propertyOf(value, "Args")).map(readParameter),
    ...(merged.length === 0 ? {} : { mergeIntoOutput: merged }),
    ...(scope?.kind === "boolean" ? { useLocalScope: scope.value } : {}),
  };
}

function readMerged(command: ClixmlValue): readonly MergeableStream[] {
  const oldWay = numberField(command, "MergeMyResult") === RESULT_TYPES.Error;
  return STREAMS.filter((stream) => numberField(command, `Merge${stream}`) === RESULT_TYPES.Output || (stream === "error" && oldWay));
}

function readParameter(value: ClixmlValue): PipelineParameter {
  const name = primitiveOf(propertyOf(value, "N") ?? NIL);
  const spelled = name?.kind === "string" && name.value !== "" ? name.value.replace(/^-/, "").replace(/:$/, "") : null;
  return { name: spelled, value: propertyOf(value, "V") ?? NIL };
}

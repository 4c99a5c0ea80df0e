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
import { apartmentState, hostInfo } from "./init-runspace-pool.ts";
import { PsrpError } from "./protocol-error.ts";

/** One command of a pipeline; the output of each goes into the next. */
export interface PipelineCommand {
  /** The name of a cmdlet or function, or the text of a script. */
  readonly text: string;
  readonly isScript: boolean;
  /** A parameter without a name is passed by position; a switch is a boolean. */
  readonly parameters: readonly PipelineParameter[];
}

export interface PipelineParameter {
  readonly name: string | null;
  readonly value: ClixmlValue;
}

const LIST_OF_OBJECTS = [
  "System.Collections.Generic.List`1[[System.Management.Automation.PSObject, System.Management.Automation, Version=1.0.0.0, Culture=neutral, PublicKeyToken=31bf3856ad364e35]]",
  "System.Object",
];
const STREAMS = ["Error", "Warning", "Verbose", "Debug", "Information"];

const noMerge = () => enumeration("System.Management.Automation.Runspaces.PipelineResultTypes", "None", 0);

/** CREATE_PIPELINE (MS-PSRP 2.2.2.10): no input, no host, streams apart, records without invocation info (they are fat). */
export const writeCreatePipeline = (commands: readonly PipelineCommand[]): ClixmlValue =>
  bag([
    property("NoInput", boolean(true)),
    property("ApartmentState", apartmentState()),
    property("RemoteStreamOptions", enumeration("System.Management.Automation.RemoteStreamOptions", "0", 0)),
    property("AddToHistory", boolean(false)),
    property("HostInfo", hostInfo()),
    property(
      "PowerShell",
      bag([
        property("IsNested", boolean(false)),
        property("ExtraCmds", NIL),
        property("Cmds", list(commands.map(writeCommand), LIST_OF_OBJECTS)),
        property("History", NIL),
        property("RedirectShellErrorOutputPipe", boolean(false)),
      ]),
    ),
    property("IsNested", boolean(false)),
  ]);

const writeCommand = (command: PipelineCommand): ClixmlObject =>
  bag([
    property("Cmd", text(command.text)),
    property("IsScript", boolean(command.isScript)),
    property("UseLocalScope", NIL),
    property("MergeMyResult", noMerge()),
    property("MergeToResult", noMerge()),
    property("MergePreviousResults", noMerge()),
    property("Args", list(command.parameters.map(writeParameter), LIST_OF_OBJECTS)),
    ...STREAMS.map((stream): ClixmlProperty => property(`Merge${stream}`, noMerge())),
  ]);

const writeParameter = ({ name, value }: PipelineParameter): ClixmlObject =>
  bag([property("N", name === null ? NIL : text(`-${name}`)), property("V", value)]);

/** The server's side. Throws `PsrpError` for what is no pipeline of one statement. */
export function readCreatePipeline(body: ClixmlValue): readonly PipelineCommand[] {
  const shell = propertyOf(body, "PowerShell") ?? NIL;
  if (itemsOf(propertyOf(shell, "ExtraCmds")).length > 1) throw new PsrpError("a pipeline of several statements is not supported");
  const commands = itemsOf(propertyOf(shell, "Cmds")).map(readCommand);
  if (commands.length === 0) throw new PsrpError("a pipeline has no commands");
  return commands;
}

function readCommand(value: ClixmlValue): PipelineCommand {
  const [name, isScript] = [propertyOf(value, "Cmd"), propertyOf(value, "IsScript")].map((p) => primitiveOf(p ?? NIL));
  if (name?.kind !== "string" || isScript?.kind !== "boolean") throw new PsrpError("a command lacks its text");
  return { text: name.value, isScript: isScript.value, parameters: itemsOf(propertyOf(value, "Args")).map(readParameter) };
}

function readParameter(value: ClixmlValue): PipelineParameter {
  const name = primitiveOf(propertyOf(value, "N") ?? NIL);
  const spelled = name?.kind === "string" && name.value !== "" ? name.value.replace(/^-/, "").replace(/:$/, "") : null;
  return { name: spelled, value: propertyOf(value, "V") ?? NIL };
}

const itemsOf = (value: ClixmlValue | undefined): readonly ClixmlValue[] =>
  value?.kind === "object" && value.content?.kind === "list" ? value.content.items : [];

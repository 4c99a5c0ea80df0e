import type { Command } from "commander";
import type { ExitCode } from "./exit-code.ts";
import type { Screen } from "./screen.ts";

/** What a command does once its flags are read. */
export type Action<Flags extends object> = (screen: Screen, flags: Flags, ...words: string[]) => Promise<ExitCode>;
/** Makes of such an action what the parser calls. */
export type Runner = <Flags extends object>(command: Command, action: Action<Flags>) => Command;

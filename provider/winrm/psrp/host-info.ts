import { bag, boolean, type ClixmlProperty, type ClixmlValue, hashtable, int32, property, text } from "../clixml/value.ts";

/**
 * What the server is told about the user's side.
 * - `none`: nobody there; prompts fail at once on the server, and Write-Host becomes information with the tag `PSHOST`
 * - `non-interactive`: a host that takes texts and an exit code, and answers every question with an error
 */
export type HostKind = "none" | "non-interactive";

const flags = (absent: boolean, ofRunspace: boolean): ClixmlProperty[] => [
  property("_isHostNull", boolean(absent)),
  property("_isHostUINull", boolean(absent)),
  property("_isHostRawUINull", boolean(absent)),
  property("_useRunspaceHost", boolean(ofRunspace)),
];

/** The width that tables are laid out for. */
const SCREEN = { width: 120, height: 50 } as const;
const GRAY = 7;
const BLACK = 0;

const coordinates = (x: number, y: number) => bag([property("x", int32(x)), property("y", int32(y))]);
const size = () => bag([property("width", int32(SCREEN.width)), property("height", int32(SCREEN.height))]);

export const SCREEN_VALUES = {
  foreground: () => int32(GRAY),
  background: () => int32(BLACK),
  cursor: () => coordinates(0, 0),
  windowPosition: () => coordinates(0, 0),
  cursorSize: () => int32(25),
  size,
  title: () => text("PowerShell"),
} as const;

/** HostInfo (MS-PSRP 2.2.3.14), with the numbers of the screen that we have not. */
export function hostInfo(kind: HostKind): ClixmlValue {
  if (kind === "none") return bag(flags(true, true));
  const typed = (type: string, value: ClixmlValue) => bag([property("T", text(type)), property("V", value)]);
  const host = "System.Management.Automation.Host";
  const values = [
    typed("System.ConsoleColor", SCREEN_VALUES.foreground()),
    typed("System.ConsoleColor", SCREEN_VALUES.background()),
    typed(`${host}.Coordinates`, SCREEN_VALUES.cursor()),
    typed(`${host}.Coordinates`, SCREEN_VALUES.windowPosition()),
    typed("System.Int32", SCREEN_VALUES.cursorSize()),
    ...Array.from({ length: 4 }, () => typed(`${host}.Size`, size())),
    typed("System.String", SCREEN_VALUES.title()),
  ];
  const data = hashtable(values.map((value, index) => ({ key: int32(index), value })));
  return bag([...flags(false, false), property("_hostDefaultData", bag([property("data", data)]))]);
}

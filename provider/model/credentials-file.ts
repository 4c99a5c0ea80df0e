import type { Diagnostic } from "./diagnostic.ts";
import type { SourceText } from "./load/source.ts";
import { type Credential, Secret } from "./secret.ts";

type Entries = Partial<Record<"username" | "password", string>>;
interface Read {
  readonly credential: Credential | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * A credentials file: a JSON object `{"username": …, "password": …}`, or lines `username=…` and `password=…`, where blank
 * lines and lines that start with `#` are left out and blanks around key and value do not count (JSON keeps them).
 * No diagnostic quotes the file.
 */
export function readCredentialsFile(source: SourceText): Read {
  const text = source.text.replace(/^\uFEFF/, "");
  const entries = text.trimStart().startsWith("{") ? readJson(text) : readLines(text);
  if (typeof entries === "string") return invalid(source.file, entries);
  const { username, password } = entries;
  if (!username) return invalid(source.file, "It has no username.");
  if (!password) return invalid(source.file, "It has no password.");
  return { credential: { username, password: new Secret(password) }, diagnostics: [] };
}

function readJson(text: string): Entries | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    return "It starts with { but is no valid JSON.";
  }
  const { username, password } = value as Record<string, unknown>;
  const strange = Object.keys(value as object).find((key) => key !== "username" && key !== "password");
  if (strange !== undefined) return "It has keys other than username and password.";
  if (username !== undefined && typeof username !== "string") return "Its username is not a string.";
  if (password !== undefined && typeof password !== "string") return "Its password is not a string.";
  return { ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password }) };
}

function readLines(text: string): Entries | string {
  const entries: Entries = {};
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || line.trimStart().startsWith("#")) continue;
    const [key, value] = splitLine(line);
    if (key !== "username" && key !== "password") return `Line ${index + 1} is neither username=… nor password=….`;
    if (entries[key] !== undefined) return `Line ${index + 1} gives the ${key} again.`;
    entries[key] = value;
  }
  return entries;
}

function splitLine(line: string): readonly [key: string, value: string] {
  const equals = line.indexOf("=");
  return equals < 0 ? ["", ""] : [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
}

function invalid(file: string, detail: string): Read {
  const diagnostic: Diagnostic = {
    code: "CREDENTIAL_FILE_INVALID",
    severity: "error",
    summary: "The credentials file cannot be used",
    detail,
    hint: 'Write two lines, username=… and password=…, or JSON: {"username": "…", "password": "…"}.',
    file,
  };
  return { credential: undefined, diagnostics: [diagnostic] };
}

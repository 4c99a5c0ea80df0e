/** A text to read, and the name that diagnostics give it. Reading files is the caller's. */
export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** What a command may touch of the process that it runs in. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Results. */
  readonly stdout: (text: string) => void;
  /** Diagnostics and progress. */
  readonly stderr: (text: string) => void;
  /** All of standard input. */
  readonly readStdin: () => Promise<string>;
  /** One line typed by a person; undefined at the end of input. */
  readonly ask: (question: string) => Promise<string | undefined>;
  readonly terminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
  /** Of the terminal; 80 where there is none. */
  readonly columns: () => number;
  readonly rows: () => number;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** The next one ends the process at once, unless somebody has claimed it and not let go. */
  readonly claimSecondSignal: () => { readonly signal: AbortSignal; readonly release: () => void };
}

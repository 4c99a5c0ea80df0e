/** What the shell is told; the README's table is this one. */
export const EXIT = {
  /** Done, or nothing to change. */
  ok: 0,
  /** Nothing, or not everything, was done. */
  error: 1,
  /** `plan --detailed-exitcode` found changes, or `drift` found drift. */
  changes: 2,
  /** The live state could not be read, so that nothing is known. */
  unreadable: 3,
  /** SIGINT or SIGTERM while reading, or so while applying that what runs was not waited for. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

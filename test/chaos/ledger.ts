import { fromClixml, toClixml } from "../../provider/winrm/clixml/plain.ts";
import { type PipelineCommand, type PipelineResult, WinRmError } from "../../provider/winrm/index.ts";
import type { RunspaceHandler } from "../../provider/winrm/server.ts";

export const account = { username: "tester", password: "secret" };
export const credential = { username: account.username, password: { reveal: () => account.password } };

/** Counts what was done, by key: the effects that must not happen twice. */
export function ledger() {
  const done = new Map<string, number>();
  const open = (): RunspaceHandler => ({
    run: async ({ commands }, sink) => {
      const value = (name: string) => commands[0]?.parameters.find((parameter) => parameter.name === name)?.value ?? toClixml("");
      const key = String(fromClixml(value("Key")));
      if (key !== "") done.set(key, (done.get(key) ?? 0) + 1);
      for (let piece = 0; piece < Number(fromClixml(value("Pieces"))); piece += 1) sink.output(toClixml("x".repeat(60_000)));
      sink.output(toClixml(`done ${key}`));
    },
    close: () => {},
  });
  return { done, open };
}

export const command = (parameters: Readonly<Record<string, string | number>>): PipelineCommand => ({
  text: "Test-Work",
  isScript: false,
  parameters: Object.entries(parameters).map(([name, value]) => ({ name, value: toClixml(value) })),
});

/**
 * What is wrong with steps that ended so: effects that were had twice, that were denied or invented; more than one step that was
 * spoilt. `keys` are those of the steps, undefined where one has no effect.
 */
export function problemsOf(
  ended: readonly (PipelineResult | WinRmError)[],
  done: ReadonlyMap<string, number>,
  keys: readonly (string | undefined)[],
): string[] {
  const spoilt = ended.filter((one) => one instanceof WinRmError).map(({ message }) => message);
  const wrong = keys.flatMap((key, index) =>
    key === undefined ? [] : problemOf(ended[index], done.get(key) ?? 0).map((what) => `${key} ${what}`),
  );
  return [...wrong, ...(spoilt.length > 1 ? [`one fault spoilt several steps: ${spoilt}`] : [])];
}

function problemOf(result: PipelineResult | WinRmError | undefined, count: number): string[] {
  if (count > 1) return [`was done ${count} times`];
  if (!(result instanceof WinRmError)) return count === 1 ? [] : ["ended well and was not done"];
  return result.outcome === "not-run" && count > 0 ? [`was done and is denied: ${result.message}`] : [];
}

import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Screen } from "../screen.ts";

/** A screen for rounds: what the round before has told is not told again, and what is over may be told once more. */
export interface RoundScreen {
  readonly screen: Screen;
  readonly nextRound: () => void;
}

export function toldOnce(screen: Screen): RoundScreen {
  let before = new Set<string>();
  let now = new Set<string>();
  const tell = (diagnostics: readonly Diagnostic[]): void => {
    const fresh = diagnostics.filter((diagnostic) => !before.has(JSON.stringify(diagnostic)));
    for (const diagnostic of diagnostics) now.add(JSON.stringify(diagnostic));
    screen.tell(fresh);
  };
  return {
    screen: { ...screen, tell },
    nextRound: () => {
      before = now;
      now = new Set();
    },
  };
}

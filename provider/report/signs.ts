import type { DriftKind } from "../model/drift.ts";
import type { Action } from "../model/plan.ts";
import type { Palette } from "./palette.ts";

interface Sign {
  readonly sign: string;
  /** What will happen, in words: the sign and the colour only repeat it. */
  readonly words: string;
  readonly paint: (palette: Palette, text: string) => string;
}

export const ACTION_SIGNS: Readonly<Record<Action, Sign>> = {
  create: { sign: "+", words: "create", paint: (p, text) => p.create(text) },
  update: { sign: "~", words: "update", paint: (p, text) => p.update(text) },
  replace: { sign: "-/+", words: "replace: deleted, then made anew", paint: (p, text) => p.replace(text) },
  delete: { sign: "-", words: "delete", paint: (p, text) => p.delete(text) },
  none: { sign: "=", words: "no change", paint: (p, text) => p.faint(text) },
};

export const DRIFT_SIGNS: Readonly<Record<DriftKind, Sign>> = {
  changed: { sign: "~", words: "changed in VMM", paint: (p, text) => p.update(text) },
  missing: { sign: "-", words: "missing in VMM", paint: (p, text) => p.delete(text) },
  unmanaged: { sign: "?", words: "ours in VMM, but in no manifest", paint: (p, text) => p.replace(text) },
  leaked: { sign: "%", words: "leaked: taken in VMM, used by nothing", paint: (p, text) => p.replace(text) },
  power: { sign: "!", words: "power state", paint: (p, text) => p.warning(text) },
};

import { createColors } from "picocolors";

type Paint = (text: string) => string;

/** Colours by meaning. Renderers never decide whether there is colour. */
export interface Palette {
  readonly create: Paint;
  readonly update: Paint;
  readonly replace: Paint;
  readonly delete: Paint;
  readonly error: Paint;
  readonly warning: Paint;
  readonly good: Paint;
  readonly title: Paint;
  readonly faint: Paint;
}

export function palette(coloured: boolean): Palette {
  const c = createColors(coloured);
  return {
    create: c.green,
    update: c.yellow,
    replace: c.magenta,
    delete: c.red,
    error: (text) => c.bold(c.red(text)),
    warning: (text) => c.bold(c.yellow(text)),
    good: c.green,
    title: c.bold,
    faint: c.dim,
  };
}

export const plain: Palette = palette(false);

/** What a text renderer needs to know of its paper. */
export interface Paper {
  readonly palette: Palette;
  /** Columns. */
  readonly width: number;
}

export const PAPER: Paper = { palette: plain, width: 80 };

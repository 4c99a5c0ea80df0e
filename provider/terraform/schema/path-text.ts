import type { AttributePath } from "./mapping.ts";

const NAME = /^[a-z][a-z0-9_]*$/;

/** As a configuration writes it: `disks["data-1"].size`. */
export function pathText(path: AttributePath): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : NAME.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`))
    .join("")
    .replace(/^\./, "");
}

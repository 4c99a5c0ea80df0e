import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";
import type { Part } from "../parts.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

function findBrowser(): string | undefined {
  return NAMES.map((name) => spawnSync("which", [name], { encoding: "utf8" }).stdout.trim()).find((path) => path !== "");
}

const executablePath = findBrowser();

export const browserPart: Part = {
  available: executablePath !== undefined,
  missing: "Chromium on the PATH; install it with: bash .ci/parts browser",
};

/** In a container there are no user namespaces for its sandbox; it is given nothing but our own files. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });

/** WCAG 2.2's contrast of two colours as a browser computes them: `rgb(1, 2, 3)`. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

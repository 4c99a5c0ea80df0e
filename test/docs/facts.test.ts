import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { ASSUMPTIONS } from "../../provider/simulator/assumptions.ts";

const root = new URL("../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");

function files(folder: string, ending: RegExp): readonly string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
    .filter((path) => ending.test(path))
    .map((path) => `${folder}/${path.replaceAll("\\", "/")}`);
}

/** The numbers that headings begin with, e.g. `2.7`, `D21`. */
const sections = (path: string): ReadonlySet<string> =>
  new Set([...text(path).matchAll(/^#{2,4} (D?\d+(?:\.\d+)?)\b/gm)].map(([, id]) => id ?? ""));

const ID = /\bD\d{1,2}\b|\b\d(?:\.\d+)?\b/g;
const ids = (list: string): readonly string[] => list.match(ID) ?? [];

/** `scvmm-domain 2.6, 4.12` and `scvmm-domain 6-D14`; a lone `D14` too, but no part of a MAC address. */
function domainCitations(source: string): readonly string[] {
  const named = [...source.matchAll(/scvmm-domain ((?:(?:, | and )?(?:6-)?(?:D\d+|\d+(?:\.\d+)?))+)/g)];
  const lone = [...source.matchAll(/(?<![\w:])D\d{1,2}\b(?!:)/g)];
  return [...named.flatMap(([, list]) => ids(list ?? "")), ...lone.map(([id]) => id)];
}

const wireCitations = (source: string): readonly string[] =>
  [...source.matchAll(/winrm-psrp,? (?:section )?(\d(?:\.\d+)?)/g)].map(([, id]) => id ?? "");

interface Citation {
  readonly file: string;
  readonly id: string;
}

const cited = (paths: readonly string[], find: (source: string) => readonly string[]): readonly Citation[] =>
  paths.flatMap((file) => find(text(file)).map((id) => ({ file, id })));

const DOMAIN = "docs/facts/scvmm-domain.md";
const WIRE = "docs/facts/winrm.md";
const sources = [...files("provider", /\.(?:ts|psm?1|md)$/), ...files("docs", /\.md$/), ...files("test", /\.ts$/)].filter(
  (path) => path !== "test/docs/facts.test.ts",
);

describe("facts", () => {
  test.each([
    ["a (scvmm-domain 2.6, 4.12) b", ["2.6", "4.12"]],
    ["(scvmm-domain 6-D14)", ["6", "D14", "D14"]],
    ["scvmm-domain 1): x", ["1"]],
    ["both (D11).", ["D11"]],
    ["00:1D:D8:12 and 00:1D:D8:$", []],
  ])("citations in %j are found", (source, expected) => {
    expect(domainCitations(source)).toEqual(expected);
  });

  test("every section that is cited exists", () => {
    const [domain, wire] = [sections(DOMAIN), sections(WIRE)];
    const citations = cited(sources, domainCitations);
    expect(citations.length).toBeGreaterThan(50);
    expect(citations.filter(({ id }) => !domain.has(id))).toEqual([]);
    expect(cited(sources, wireCitations).filter(({ id }) => !wire.has(id))).toEqual([]);
  });

  test("what the simulator's assumptions refer to exists", () => {
    const domain = sections(DOMAIN);
    const number = /(?<![.\w])\d\.\d+(?!\w|\.\d)/g;
    const referred = ASSUMPTIONS.flatMap(({ because }) => [...because.matchAll(number)].map(([id]) => id));
    expect(referred.length).toBeGreaterThan(20);
    expect(referred.filter((id) => !domain.has(id))).toEqual([]);
  });

  test("every fact below a heading says how it is known", () => {
    const kinds = /[Rr]ecorded|[Dd]ocumented|[Uu]sed|[Ss]ignatures|[Ii]nferred|[Uu]nknown|support articles?|signatures/;
    const [, ...parts] = text(DOMAIN).split(/^#{2,3} (?=D?\d)/m);
    const silent = parts.filter((part) => part.trim().includes("\n") && !kinds.test(part));
    expect(silent.map((part) => part.split("\n", 1)[0])).toEqual([]);
  });
});

describe("assumptions", () => {
  test("each of the simulator's has a check, and each check its assumption", async () => {
    const { CHECKS } = (await import(new URL(".tools/assumptions.mjs", root).href)) as { CHECKS: object };
    expect(Object.keys(CHECKS).sort()).toEqual(ASSUMPTIONS.map(({ id }) => id).sort());
  });

  test("every entry says what, why, what breaks, and how to check it", () => {
    const [, ...entries] = text("docs/assumptions.md").split(/^### /m);
    const lacking = entries.filter((entry) => ["Assumed", "Why", "If wrong", "Check"].some((word) => !entry.includes(`- **${word}:** `)));
    expect(lacking.map((entry) => entry.split("\n", 1)[0])).toEqual([]);
  });

  test("every id that code refers to exists", () => {
    const known = new Set([...text("docs/assumptions.md").matchAll(/^### ([\w-]+)$/gm)].map(([, id]) => id));
    const referred = cited(files("provider", /\.(?:ts|psm?1)$/), (source) =>
      [...source.matchAll(/see assumptions: ([a-z0-9-]+)/g)].map(([, id]) => id ?? ""),
    );
    expect(referred.length).toBeGreaterThan(5);
    expect(referred.filter(({ id }) => !known.has(id))).toEqual([]);
  });
});

describe("links between documents", () => {
  const linked = (path: string): readonly Citation[] =>
    [...text(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, target]) => ({
      file: path,
      id: new URL(target ?? "", new URL(path, root)).pathname,
    }));

  test("lead somewhere", () => {
    const documents = ["README.md", "CONTRIBUTING.md", ...files("docs", /\.md$/), ...files("examples", /\.md$/)];
    expect(documents.flatMap(linked).filter(({ id }) => !existsSync(id))).toEqual([]);
  });
});

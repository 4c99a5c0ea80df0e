import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { LISTINGS } from "../../provider/cli/listings/render-listing.ts";

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

test("README.md names every list of scvmm get, in their order", () => {
  const [, lists = ""] = /`scvmm get ([^`]+)`/.exec(readme) ?? [];
  expect(lists.split("\\|")).toEqual(Object.keys(LISTINGS));
});

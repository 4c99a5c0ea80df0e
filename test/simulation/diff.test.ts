import { describe, it } from "vitest";
import { demandCauses, demandOrderless, seeds, through } from "./support/lifetime.ts";

/** The fast loop has a few of them too (test/engine/properties.test.ts). */
const SEEDS = seeds(1, 60);

describe("a plan", () => {
  it("has a cause for every change, and a difference for every attribute; what it makes is wanted no more", () =>
    through(SEEDS, demandCauses));
  it("is the same bytes, whatever the order of its inputs", () => through(SEEDS, demandOrderless));
});

import fc from "fast-check";
import { it } from "vitest";
import { everyEstate } from "../engine/support/brownfield.ts";

it("VMs that are imported and adopted have an empty plan, whatever an estate holds", () => fc.assert(everyEstate, { numRuns: 300 }));

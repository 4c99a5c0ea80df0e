import { expect, it } from "vitest";
import { vmmErrors } from "../../provider/simulator/vmm-errors.ts";

it("each error that has no number of VMM's has one of its own", () => {
  const make = Object.entries(vmmErrors) as readonly (readonly [string, (...given: never[]) => { readonly number: number }])[];
  const numbers = make.map(([name, of]) => [of(...(["a", "b", "c", "d"] as never[])).number, name] as const);
  const invented = numbers.filter(([number]) => number >= 990_000);
  expect(invented.length).toBeGreaterThan(20);
  const twice = invented.filter(([number], index) => invented.findIndex(([other]) => other === number) !== index);
  expect(twice).toEqual([]);
});

import fc from "fast-check";
import { type DriftItem, type DriftReport, type DriftSummary, driftKinds } from "../../provider/model/drift.ts";
import type { Json } from "../../provider/model/plan.ts";

const PIECES = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</details></main>",
  "]]>",
  "<!--",
  "-->",
  "&amp;",
  '"',
  "'",
  "`",
  "```",
  "|",
  "\\",
  "\n",
  "\r\n",
  "\t",
  "\u0000",
  "\u0008",
  "\u001b[31m",
  "\u001b]8;;http://evil\u0007",
  "\u007f",
  "\u0085",
  "\u009b2J",
  "\u2028",
  "\u202e",
  "\u200b",
  "\ud800",
  "\udfff",
  "\ufffe",
  "\uffff",
  "\ufeff",
  "😀",
  "$" + "{x}",
  "{{x}}",
  "%0a",
  "::error::x",
  "@team",
  "#12",
  "www.evil",
  "a",
  " ",
];

/** Texts that people of ill will could put into names and tags. */
const hostileText = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(""));

const value: fc.Arbitrary<Json> = fc.oneof(hostileText, fc.constant(null), fc.integer(), fc.array(hostileText, { maxLength: 2 }));
const place = fc.option(fc.record({ file: hostileText, line: fc.integer({ min: 1, max: 999 }), column: fc.integer({ min: 1, max: 99 }) }), {
  nil: null,
});
const address = hostileText.map((text) => `ScvmmMachine/${text}/x`);

const item: fc.Arbitrary<DriftItem> = fc.record({
  address,
  kind: fc.constantFrom(...driftKinds),
  attributes: fc.array(fc.record({ path: hostileText, before: value, after: value, policy: fc.constant("in-place" as const), place }), {
    maxLength: 2,
  }),
  detail: hostileText,
  place,
});

/** Any report, with hostile texts wherever a text may be. */
export const hostileReport: fc.Arbitrary<DriftReport> = fc
  .record({
    items: fc.array(item, { maxLength: 4 }),
    ignored: fc.array(
      fc.tuple(item, hostileText, fc.option(hostileText, { nil: null })).map(([one, rule, reason]) => ({ ...one, rule, reason })),
      { maxLength: 2 },
    ),
    unchecked: fc.array(fc.record({ address, place, reasons: fc.array(hostileText, { minLength: 1, maxLength: 2 }) }), { maxLength: 2 }),
    scope: hostileText,
    vms: fc.array(
      fc.record({
        name: hostileText,
        id: hostileText,
        status: hostileText,
        cloud: fc.option(hostileText, { nil: null }),
        hostGroup: fc.option(hostileText, { nil: null }),
      }),
      { maxLength: 2 },
    ),
    places: fc.array(hostileText, { maxLength: 2 }),
  })
  .map(({ items, ignored, unchecked, scope, vms, places }) => {
    const all = [...items, ...ignored].map((one) => ({ address: one.address, place: one.place }));
    const objects = [...new Map(all.map((object) => [object.address, object])).values()];
    const kinds = Object.fromEntries(driftKinds.map((kind) => [kind, items.filter((one) => one.kind === kind).length]));
    const drifted = new Set(items.map((one) => one.address)).size;
    const rest = { checked: objects.length, inSync: 0, drifted, ignored: ignored.length, unchecked: unchecked.length };
    return {
      formatVersion: "1",
      scope,
      items,
      ignored,
      unchecked,
      objects,
      coverage: {
        places,
        total: vms.length,
        managed: 0,
        others: 0,
        unmanaged: vms,
        unownedIps: vms.map(({ name, status }) => ({ address: name, pool: status, description: name })),
      },
      summary: { ...kinds, ...rest } as DriftSummary,
    };
  });

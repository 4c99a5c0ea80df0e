import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  describeWithMark,
  formatMark,
  type Mark,
  parseMark,
  SCOPE_PATTERN,
  sameMark,
  splitDescription,
} from "../../provider/model/mark.ts";
import { description, namespaceName, objectName } from "../../provider/model/metadata.ts";

const label = /^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/;
const marks: fc.Arbitrary<Mark> = fc
  .tuple(fc.stringMatching(label), fc.constantFrom("ScvmmMachine", "ScvmmVirtualIP"), fc.stringMatching(label), fc.stringMatching(label))
  .map(([scope, kind, namespace, name]) => ({ scope, address: `${kind}/${namespace}/${name}` }));

describe("mark", () => {
  it("survives being written", () => {
    fc.assert(
      fc.property(marks, (mark) => {
        expect(parseMark(formatMark(mark))).toEqual(mark);
      }),
    );
  });

  it("any scope, namespace and name that are valid can be marked", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."ab0.-"), maxLength: 12 });
    fc.assert(
      fc.property(texts, texts, texts, (scope, namespace, name) => {
        fc.pre(SCOPE_PATTERN.test(scope) && namespaceName.safeParse(namespace).success && objectName.safeParse(name).success);
        const mark = { scope, address: `ScvmmMachine/${namespace}/${name}` };
        expect(sameMark(parseMark(formatMark(mark)), mark)).toBe(true);
      }),
    );
  });

  it("leaves every valid description as it was", () => {
    const texts = fc.oneof(fc.string({ unit: fc.constantFrom(..."a [:]\n\t", "scvmm:v1:"), maxLength: 12 }), fc.string());
    fc.assert(
      fc.property(marks, texts, (mark, text) => {
        const { success, data } = description.safeParse(text);
        fc.pre(success);
        expect(splitDescription(describeWithMark(data as string, mark))).toEqual({ description: data, mark });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([null, "", "text", "text [scvmm:v2:a:K/b/c]", "[scvmm:v1:a:K/b/c] text", "[scvmm:v1:a:K/b]"])("%j carries none", (text) => {
    expect(splitDescription(text)).toEqual({ description: text ?? "", mark: undefined });
  });
});

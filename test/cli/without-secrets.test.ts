import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { withoutSecrets } from "../../provider/cli/without-secrets.ts";

const OURS = "apiVersion: infrastructure.cluster.x-k8s.io/v1alpha1";
const clean = (text: string) => withoutSecrets({ file: "a.yaml", text }).text;
const read = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as Record<string, unknown>);
const lineOf = (text: string, word: string) => text.split("\n").findIndex((line) => line.includes(word));

describe("the texts that a saved plan keeps", () => {
  test("hold no Secret, and every manifest on the line where it was", () => {
    const text = `# password: hunter2
${OURS}
kind: ScvmmMachine
metadata: { name: first }
---
# the next one is secret
apiVersion: v1
kind: Secret
metadata: { name: s }
stringData:
  password: hunter2
---
${OURS}
kind: ScvmmMachine
metadata: { name: second } # kept
spec:
  tag: |
    two
    lines
---
apiVersion: v1
kind: ConfigMap
data: { token: hunter2 }
--- # hunter2
${OURS}
kind: ScvmmVirtualIP
metadata: { name: third }
# hunter2
`;
    const kept = clean(text);
    expect(kept).not.toContain("hunter2");
    expect(read(kept).map(({ metadata }) => metadata)).toEqual([{ name: "first" }, { name: "second" }, { name: "third" }]);
    for (const word of ["first", "second", "two", "third"]) expect(lineOf(kept, word)).toBe(lineOf(text, word));
    expect(read(kept)[1]).toMatchObject({ spec: { tag: "two\nlines\n" } });
  });

  test("keep of a list what is ours", () => {
    const kept = clean(`apiVersion: v1
kind: List
items:
  - { ${OURS}, kind: ScvmmMachine, metadata: { name: a } }
  - { apiVersion: v1, kind: Secret, stringData: { password: hunter2 } }
`);
    expect(kept).not.toContain("hunter2");
    expect(read(kept)).toMatchObject([{ items: [{ metadata: { name: "a" } }] }]);
  });

  test("JSON on one line", () => {
    const text = `{"apiVersion":"infrastructure.cluster.x-k8s.io/v1alpha1","kind":"ScvmmMachine","metadata":{"name":"a"}}`;
    expect(clean(text)).toBe(`${text}\n`);
  });

  test("nothing of ours leaves nothing", () => {
    expect(clean("apiVersion: v1\nkind: Secret\nstringData: { password: hunter2 }\n")).toBe("");
  });

  test("the same again changes nothing", () => {
    const text = `\n\n${OURS}\nkind: ScvmmMachine\n---\n\n${OURS}\nkind: ScvmmNamePool\n`;
    expect(clean(clean(text))).toBe(clean(text));
  });
});

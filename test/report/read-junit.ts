import { SaxesParser, type SaxesTagPlain } from "saxes";

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Throws for what is no well-formed XML 1.0. */
export function parseXml(xml: string): Element {
  const root: Element = { name: "", attributes: {}, children: [], text: "" };
  const stack = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag: SaxesTagPlain) => {
    const element: Element = { name: tag.name, attributes: tag.attributes as Record<string, string>, children: [], text: "" };
    stack.at(-1)?.children.push(element);
    stack.push(element);
  });
  parser.on("closetag", () => stack.pop());
  parser.on("text", (text) => {
    const top = stack.at(-1);
    if (top) top.text += text;
  });
  parser.write(xml).close();
  const [only] = root.children;
  if (!only || root.children.length > 1) throw new Error("not one root element");
  return only;
}

interface Rule {
  readonly needs: readonly string[];
  readonly may: readonly string[];
  readonly children: readonly string[];
}

const ALLOWED: Readonly<Record<string, Rule>> = {
  testsuites: { needs: [], may: ["name", "tests", "failures", "errors", "skipped", "time"], children: ["testsuite"] },
  testsuite: { needs: ["name", "tests"], may: ["failures", "errors", "skipped", "time", "timestamp"], children: ["testcase"] },
  testcase: { needs: ["name", "classname", "time"], may: ["file", "line"], children: ["failure", "error", "skipped"] },
  failure: { needs: ["type", "message"], may: [], children: [] },
  error: { needs: ["type", "message"], may: [], children: [] },
  skipped: { needs: [], may: ["message"], children: [] },
};

/** What the readers of Jenkins, GitLab, GitHub actions and Azure DevOps have in common; lists what is against it. */
export function junitProblems(element: Element): readonly string[] {
  const rule = ALLOWED[element.name];
  if (!rule) return [`unknown element ${element.name}`];
  const problems = [
    ...attributeProblems(element, rule),
    ...element.children.filter(({ name }) => !rule.children.includes(name)).map(({ name }) => `${name} in ${element.name}`),
    ...element.children.flatMap(junitProblems),
  ];
  if (element.name === "testcase" && element.children.length > 1) problems.push("a case with several outcomes");
  if (element.name === "testsuite" || element.name === "testsuites") checkCounts(element, problems);
  return problems;
}

function attributeProblems({ name: element, attributes }: Element, { needs, may }: Rule): string[] {
  const names = Object.keys(attributes);
  return [
    ...needs.filter((name) => !names.includes(name)).map((name) => `${element} without ${name}`),
    ...names.filter((name) => ![...needs, ...may].includes(name)).map((name) => `${element} with ${name}`),
    ...names.filter((name) => NUMBERS.test(name) && !/^\d+$/.test(attributes[name] ?? "")).map((name) => `${name} is no number`),
    ...(names.includes("time") && !/^\d+\.\d{3}$/.test(attributes["time"] ?? "") ? ["time is no seconds"] : []),
  ];
}

const NUMBERS = /^(tests|failures|errors|skipped|line)$/;

function checkCounts(element: Element, problems: string[]): void {
  const cases = element.name === "testsuite" ? element.children : element.children.flatMap(({ children }) => children);
  const outcome = (name: string): number => cases.filter(({ children }) => children.some((child) => child.name === name)).length;
  const expected = { tests: cases.length, failures: outcome("failure"), errors: outcome("error"), skipped: outcome("skipped") };
  for (const [name, count] of Object.entries(expected))
    if (element.attributes[name] !== String(count))
      problems.push(`${element.name} says ${name}=${element.attributes[name]}, there are ${count}`);
}

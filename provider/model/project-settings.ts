import * as z from "zod";
import type { Diagnostic } from "./diagnostic.ts";
import { field } from "./field.ts";
import { type IgnoreRule, ignoreRule, toIgnoreRule } from "./ignore-rule.ts";
import { diagnoseIssues } from "./load/check-schema.ts";
import { readYaml } from "./load/read-yaml.ts";
import type { SourceText } from "./load/source.ts";
import { withoutNulls } from "./load/without-nulls.ts";
import { SCOPE_PATTERN } from "./mark.ts";

/** Name of the settings file beside the manifests. It is no manifest. */
export const SETTINGS_FILE = "scvmm.yaml";

const projectSettings = z.strictObject({
  scope: field(
    z
      .string()
      .regex(SCOPE_PATTERN, {
        error: "must be 1 to 63 lower-case letters, digits, '-' and '.', starting and ending with a letter or digit",
      })
      .optional(),
    { doc: "Who owns what these manifests make; VMs of other scopes are never touched." },
  ),
  maxDeletionShare: field(z.number().min(0).max(1).optional(), {
    doc: "Largest share of the owned objects, from 0 to 1, that one apply may delete; one object always, but with 0 none.",
  }),
  parallelism: field(z.int().min(1).max(256).optional(), { doc: "Most operations under way at the same time." }),
  drift: field(
    z.strictObject({ ignore: field(z.array(ignoreRule).optional(), { doc: "What drift lists apart and does not count." }) }).optional(),
    { doc: "For `scvmm drift` alone; plan and apply do not look at it." },
  ),
});

export type ProjectSettings = z.output<typeof projectSettings>;

/** Reads the settings file; {} where it is empty or wrong, and then with an error among the diagnostics. */
export function parseProjectSettings(source: SourceText): {
  readonly settings: ProjectSettings;
  readonly ignoreRules: readonly IgnoreRule[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const ignoreRules: readonly IgnoreRule[] = [];
  const { objects, diagnostics } = readYaml(source);
  const [object, second] = objects;
  if (!object || diagnostics.some(({ severity }) => severity === "error")) return { settings: {}, ignoreRules, diagnostics };
  if (second) return { settings: {}, ignoreRules, diagnostics: [...diagnostics, severalDocuments(second.locate([]))] };
  const { value } = withoutNulls(object.value);
  const result = projectSettings.safeParse(value);
  if (result.success) {
    const rules = result.data.drift?.ignore ?? [];
    const placed = rules.map((rule, index) => toIgnoreRule(rule, object.locate(["drift", "ignore", index])));
    return { settings: result.data, ignoreRules: placed, diagnostics };
  }
  const issues = diagnoseIssues({ source: { ...object, value } }, projectSettings, value, result.error.issues);
  return { settings: {}, ignoreRules, diagnostics: [...diagnostics, ...issues] };
}

function severalDocuments(place: Pick<Diagnostic, "file" | "line" | "column">): Diagnostic {
  return {
    code: "SETTINGS_SEVERAL",
    severity: "error",
    summary: `${SETTINGS_FILE} is one document`,
    detail: "A second begins here.",
    hint: "Remove the ---.",
    ...place,
  };
}

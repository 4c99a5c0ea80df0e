import type { Diagnostic } from "../diagnostic.ts";
import { HOOK_POINTS, hookPoints } from "../hooks.ts";
import { type Draft, diagnose } from "./draft.ts";
import { valueAt } from "./manifest-path.ts";
import { didYouMean } from "./nearest.ts";

const PATH = ["spec", "extraFunctions"] as const;

/** A warning, not an error: manifests of others name functions of their own scripts, which we do not have. */
export function checkHooks(provider: Draft<"ScvmmProvider">): readonly Diagnostic[] {
  const given = valueAt(provider.source.value, PATH);
  if (typeof given !== "object" || given === null) return [];
  return Object.keys(given)
    .filter((name) => !Object.hasOwn(HOOK_POINTS, name))
    .map((name) =>
      diagnose(provider, [...PATH, name], {
        code: "MANIFEST_HOOK_UNKNOWN",
        severity: "warning",
        summary: `No point is called ${name}: the function never runs`,
        detail: `Functions run at ${hookPoints.join(", ")}. Those of other tools' scripts cannot be replaced here: there are none.`,
        hint: didYouMean(name, hookPoints) ?? "Move what it does to one of these points.",
      }),
    );
}

import type { Diagnostic } from "../../model/diagnostic.ts";
import { fillUnknown } from "../schema/fill-unknown.ts";
import { loadMapped } from "../schema/load-mapped.ts";
import type { Mapping } from "../schema/mapping.ts";
import { isRelated, startsWith, valueAt } from "../value/paths.ts";
import { hasUnknown, isObject, type ObjectValue, UNKNOWN, type Value } from "../value/value.ts";
import type { OneManifest } from "./manifest.ts";
import type { OnePlan } from "./plan-one.ts";
import type { Session } from "./session.ts";

const OF_SECRETS: ReadonlySet<string> = new Set(["MANIFEST_USER_DATA_MISSING", "PLAN_SECRET_MISSING"]);

/**
 * What is not known yet is left out of the manifest. What is wrong with that may yet become right: it is wrong for sure only if it is so with
 * something in its place, too. The engine sees no more than a manifest that is right, and its complaints of what is not known do not count.
 */
export async function judged(one: OneManifest, config: ObjectValue, mapping: Mapping, { forecast }: Session, plan: () => OnePlan) {
  const { unknown } = one.mapped;
  const isKnown = ({ path, code }: Diagnostic): boolean => {
    const at = mapping.attributePath(path ?? "", config);
    // The texts of a Secret stand beside each other.
    return !unknown.some((lacking) => isRelated(lacking, at) || (OF_SECRETS.has(code) && startsWith(at, lacking.slice(0, -1))));
  };
  if (one.diagnostics.some(({ severity }) => severity === "error")) {
    const told = unknown.length === 0 ? one.diagnostics : surelyWrong(one, config, mapping);
    return { change: undefined, diagnostics: told };
  }
  const { change, planned, diagnostics } = plan();
  const foreseen = await forecast.problems(one.address, planned, one.manifests);
  const all = [...diagnostics, ...foreseen];
  return { change, diagnostics: unknown.length === 0 ? all : all.filter(isKnown) };
}

function surelyWrong({ diagnostics, address }: OneManifest, config: ObjectValue, mapping: Mapping): readonly Diagnostic[] {
  const identity = ({ code, path, summary }: Diagnostic): string => JSON.stringify([code, path, summary]);
  const whole = mapping.toManifest(fillUnknown(mapping.schema.attributes, config), address.split("/").at(-1) ?? "");
  const still = new Set(loadMapped([whole]).diagnostics.map(identity));
  return diagnostics.filter((one) => still.has(identity(one)));
}

/** A configuration with what it was, where it is not known what it will be. */
export function filled(config: Value, prior: Value): Value {
  if (config === UNKNOWN) return prior === null || hasUnknown(prior) ? UNKNOWN : prior;
  if (Array.isArray(config)) return config.map((item: Value, index) => filled(item, valueAt(prior, [index])));
  if (!isObject(config)) return config;
  return Object.fromEntries(Object.entries(config).map(([name, item]) => [name, filled(item, valueAt(prior, [name]))]));
}

import type { Change, Waiting } from "../../model/plan.ts";
import type { AttributePath, Mapping } from "../schema/mapping.ts";
import { isRelated } from "../value/paths.ts";
import { isObject, type ObjectValue, type Value } from "../value/value.ts";
import { type Meanings, meaningsOf, sameMeaning } from "./form.ts";
import type { Judgement } from "./planned-state.ts";

type Plain = Readonly<Record<string, unknown>>;

export interface Judged {
  readonly mapping: Mapping;
  readonly config: ObjectValue;
  readonly prior: ObjectValue;
  readonly manifest: Plain;
  readonly priorManifest: Plain;
  /** undefined: not known yet. */
  readonly change: Change | undefined;
  readonly waiting: readonly Waiting[];
}

/** How the state of an object that is there changes. */
export function judgeUpdate({ mapping, config, prior, manifest, priorManifest, change, waiting }: Judged): Judgement {
  const waits = new Set(waiting.map(({ path }) => path));
  const changes = (change?.attributes ?? []).map(({ path }) => ({ at: mapping.attributePath(path, config), waits: waits.has(path) }));
  const says = { now: meaningsOf(mapping, config, manifest), before: meaningsOf(mapping, prior, priorManifest) };
  return {
    keeps: (path, wanted, had, type) => {
      const concerned = changes.filter(({ at }) => isRelated(at, path));
      const allWait = concerned.length > 0 && concerned.every((one) => one.waits);
      // Terraform takes another set of items only as the configuration has it, or the whole as it was.
      if (type.kind === "object") return allWait && !sameKeys(wanted, had);
      return allWait || (concerned.length === 0 && isSameForm(path, wanted, had, says));
    },
    stirs: (path) => stirs(path, change, waits),
  };
}

/** Of one that is made: whatever the provider knows, it knows then. */
export const judgeCreation: Judgement = { keeps: () => false, stirs: () => true };

const sameKeys = (a: Value, b: Value): boolean =>
  isObject(a) && isObject(b)
    ? Object.keys(a).sort().join("\n") === Object.keys(b).sort().join("\n")
    : Array.isArray(a) && Array.isArray(b) && a.length === b.length;

/** The same in a manifest; or a name that differs in case alone, where VMM has what the configuration says. */
function isSameForm(path: AttributePath, wanted: Value, had: Value, says: { readonly now: Meanings; readonly before: Meanings }): boolean {
  if (sameMeaning(path, says.now, says.before)) return true;
  return typeof wanted === "string" && typeof had === "string" && wanted.toLowerCase() === had.toLowerCase() && says.now.isCompared(path);
}

/** By computed attribute, the fields whose change may give it another value. What changes for other reasons, the next refresh tells. */
const STIRRED_BY: Readonly<Record<string, readonly string[]>> = {
  host: ["spec.cloud", "spec.hostGroup"],
  ip_addresses: ["spec.networking"],
  mac_addresses: ["spec.networking"],
  power_state: ["spec.powerPolicy"],
  name: ["spec.vmName"],
};

function stirs([name]: AttributePath, change: Change | undefined, waits: ReadonlySet<string>): boolean {
  if (!change || change.action === "none") return false;
  // It is made anew: also without Terraform's doing, where its creation has failed.
  if (change.action !== "update") return name !== "key";
  const fields = STIRRED_BY[String(name)] ?? [];
  return change.attributes.some(({ path }) => !waits.has(path) && fields.some((field) => path === field || path.startsWith(`${field}.`)));
}

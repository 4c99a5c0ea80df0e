import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Kind } from "../../model/load/kinds.ts";
import { type ObjectValue, UNKNOWN } from "../value/value.ts";
import { fillUnknown } from "./fill-unknown.ts";
import { loadMapped } from "./load-mapped.ts";
import type { AttributePath, Mapping } from "./mapping.ts";
import { pathText } from "./path-text.ts";
import { inTerraform } from "./wording.ts";

/** A diagnostic in Terraform's words, at an attribute. */
export interface AttributeDiagnostic {
  readonly code: string;
  readonly severity: Diagnostic["severity"];
  readonly summary: string;
  /** Detail and hint, each in a paragraph of its own. */
  readonly detail: string;
  /** Empty where it is about the whole. */
  readonly path: AttributePath;
}

/** Key of a resource whose own is not known yet. */
const UNNAMED_KEY = "unknown";

/**
 * What `scvmm validate` would say of the manifest.
 *
 * 1. What this configuration is lacking beside the vocabulary's own rules.
 * 2. The checks of the model, over the manifest without what is not known.
 * 3. The same with something in place of what is not known: what is wrong only in one of the two may yet become right.
 */
export function validate(mapping: Mapping, config: ObjectValue): readonly AttributeDiagnostic[] {
  const own = lacksKey(mapping, config);
  if (own) return [own];
  const key = mapping.keyOf(config) ?? UNNAMED_KEY;
  const found = check(mapping, config, key);
  if (mapping.toManifest(config, key).unknown.length === 0)
    return found.map((diagnostic) => attributeDiagnostic(mapping, diagnostic, config));
  const filled = new Set(check(mapping, fillUnknown(mapping.schema.attributes, config), key).map(identity));
  return found
    .filter((diagnostic) => filled.has(identity(diagnostic)))
    .map((diagnostic) => attributeDiagnostic(mapping, diagnostic, config));
}

const identity = ({ code, path, summary }: Diagnostic): string => JSON.stringify([code, path, summary]);

const check = (mapping: Mapping, config: ObjectValue, key: string): readonly Diagnostic[] =>
  loadMapped([mapping.toManifest(config, key)]).diagnostics;

/** Where a diagnostic of model or engine points to, and in Terraform's spelling. */
export function attributeDiagnostic(mapping: Mapping, diagnostic: Diagnostic, value: ObjectValue): AttributeDiagnostic {
  const show = (path: string): string => {
    const at = pathText(mapping.attributePath(path, value));
    return at === "" ? "the resource" : at;
  };
  const about = { kind: mapping.kind as Kind, show };
  const { code, severity, summary, detail, hint, path } = diagnostic;
  // People know disks by their labels, not by their place in a list that they have not written.
  const said = (text: string): string =>
    inTerraform(
      text.replaceAll(/\bdisk (\d+)\b/g, (_, place: string) => show(`spec.disks[${place}]`)),
      about,
    );
  return {
    code,
    severity,
    summary: said(summary),
    detail: [detail, hint]
      .filter((text) => text !== undefined)
      .map(said)
      .join("\n\n"),
    path: path === undefined ? [] : mapping.attributePath(path, value),
  };
}

function lacksKey({ schema, keyOf }: Mapping, config: ObjectValue): AttributeDiagnostic | undefined {
  const isUnclear = [config["key"], config["name"]].includes(UNKNOWN);
  if (schema.attributes["key"]?.presence === "required" || isUnclear || keyOf(config) !== null) return undefined;
  const detail = "The key is the resource's identity in VMM; it is made of the name unless it is given.\n\nAdd name, the VM's name.";
  return { code: "MANIFEST_NO_NAME", severity: "error", summary: "Neither name nor key is given", detail, path: ["name"] };
}

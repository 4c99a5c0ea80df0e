import type { Diagnostic } from "../model/diagnostic.ts";
import type { Loaded } from "../model/manifests.ts";

/** The diagnostic with the address of the manifest and the place of its path in the text. */
export function placed(diagnostic: Diagnostic, loaded: Loaded<unknown>): Diagnostic {
  return { ...diagnostic, ...loaded.locate(diagnostic.path ?? "metadata.name"), address: loaded.address };
}

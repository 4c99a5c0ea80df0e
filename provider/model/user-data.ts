import type { Diagnostic } from "./diagnostic.ts";
import type { SecretBytes } from "./secret.ts";

/**
 * cloud-init's user-data of a machine. What is wrong with it is told when it is needed: once a machine is made, nothing of it is
 * read any more, and it may be gone.
 */
export type UserData = { readonly content: SecretBytes } | { readonly problem: Diagnostic };

/** A seed goes over the wire and into memory as a whole. */
export const MAX_USER_DATA_BYTES = 4 * 1024 * 1024;

type Wrong = Pick<Diagnostic, "code" | "severity" | "summary" | "hint">;

/** What cloud-init would do nothing with; undefined for the rest. */
export function wrongUserData(content: Uint8Array): Wrong | undefined {
  if (content.length === 0)
    return invalid("the user-data is empty", "Write cloud-init's configuration into it, or leave spec.bootstrap out.");
  if (content.length > MAX_USER_DATA_BYTES)
    return invalid(`the user-data has ${content.length} bytes, more than ${MAX_USER_DATA_BYTES}`, "Let cloud-init fetch what is large.");
  if (!isKnown(content))
    return invalid(
      "cloud-init would ignore the user-data: it does not start as any of its formats",
      "Start it with #cloud-config, #!, #include, ## template: jinja, Content-Type: or MIME-Version:.",
    );
  return undefined;
}

/** cloud-init tells formats by their start; gzip is unpacked first. */
const STARTS = [
  "#!",
  "#cloud-",
  "#include",
  "#part-handler",
  "#upstart-job",
  "## template: jinja",
  "content-type:",
  "mime-version:",
] as const;

function isKnown(content: Uint8Array): boolean {
  if (content[0] === 0x1f && content[1] === 0x8b) return true;
  const start = Buffer.from(content.subarray(0, 64)).toString("latin1").toLowerCase();
  return STARTS.some((one) => start.startsWith(one));
}

const invalid = (summary: string, hint: string): Wrong => ({ code: "MANIFEST_USER_DATA_INVALID", severity: "error", summary, hint });

import { SealingError } from "./sealing-error.ts";
import { protocolOf, SEALING_PROTOCOLS, type SealingProtocol } from "./sealing-protocol.ts";

/** The one boundary that WinRM uses. */
export const BOUNDARY = "Encrypted Boundary";

/** What an HTTP body is, by its header: sealed, or as it stands. */
export type BodyKind = { readonly kind: "plain" } | { readonly kind: "sealed"; readonly protocol: SealingProtocol };

const SEALED_TYPES: ReadonlySet<string> = new Set(["multipart/encrypted", "multipart/x-multi-encrypted"]);
/** `name="value"` or `name=value` after a semicolon. */
const PARAMETER = /;\s*([\w-]+)\s*=\s*(?:"([^"]*)"|([^";\s]*))/g;

/** Value of the HTTP `Content-Type`. More than one part, which only CredSSP makes, has a type of its own. */
export function sealedContentType(protocol: SealingProtocol, parts: number): string {
  const type = parts > 1 ? "multipart/x-multi-encrypted" : "multipart/encrypted";
  return `${type};protocol="${SEALING_PROTOCOLS[protocol].mediaType}";boundary="${BOUNDARY}"`;
}

/** @throws SealingError `protocol` when the body is sealed by a protocol that we do not know */
export function bodyKind(contentType: string): BodyKind {
  const type = (contentType.split(";", 1)[0] ?? "").trim().toLowerCase();
  if (!SEALED_TYPES.has(type)) return { kind: "plain" };
  const named = [...contentType.matchAll(PARAMETER)].find((match) => match[1]?.toLowerCase() === "protocol");
  const protocol = protocolOf(named?.[2] ?? named?.[3] ?? "");
  if (!protocol) throw new SealingError("protocol", "the body is sealed by an unknown protocol");
  return { kind: "sealed", protocol };
}

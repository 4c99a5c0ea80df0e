import { BOUNDARY } from "./content-type.ts";
import type { SealedPart } from "./sealed-body.ts";
import { SEALING_PROTOCOLS, type SealingProtocol } from "./sealing-protocol.ts";

/**
 * A body for `sealedContentType(protocol, parts.length)`. No blank line follows a part's headers, and no line end stands
 * between the bytes and the boundary: that is how Windows writes and reads it.
 */
export function writeSealedBody(protocol: SealingProtocol, parts: readonly SealedPart[]): Buffer {
  const end = Buffer.from(`--${BOUNDARY}--\r\n`, "latin1");
  return Buffer.concat([...parts.flatMap((part) => writePart(protocol, part)), end]);
}

function writePart(protocol: SealingProtocol, { length, signatureLength, bytes }: SealedPart): readonly Uint8Array[] {
  const head = [
    `--${BOUNDARY}`,
    `\tContent-Type: ${SEALING_PROTOCOLS[protocol].mediaType}`,
    `\tOriginalContent: type=application/soap+xml;charset=UTF-8;Length=${length}`,
    `--${BOUNDARY}`,
    "\tContent-Type: application/octet-stream",
    "",
  ];
  const size = Buffer.alloc(4);
  size.writeUInt32LE(signatureLength);
  return [Buffer.from(head.join("\r\n"), "latin1"), size, bytes];
}

const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const GUID_BYTES = 16;
export const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

export function guidToBytes(guid: string): Uint8Array {
  if (!GUID.test(guid)) throw new RangeError("not a GUID");
  return turned(Buffer.from(guid.replaceAll("-", ""), "hex"));
}

/** Upper case, as Windows writes them. Compare GUIDs without regard to case. */
export function guidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== GUID_BYTES) throw new RangeError("a GUID has 16 bytes");
  const hex = turned(Buffer.from(bytes)).toString("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** To .NET's byte order and back: the first three groups are little-endian, the rest as written (MS-DTYP 2.3.4.2). */
function turned(bytes: Buffer): Buffer {
  bytes.subarray(0, 4).swap32();
  bytes.subarray(4, 8).swap16();
  return bytes;
}

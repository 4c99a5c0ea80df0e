/** .NET's byte order: the first three groups are little-endian, the rest as written (MS-DTYP 2.3.4.2). */
const ORDER = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15] as const;
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const GUID_BYTES = 16;
export const ZERO_GUID = "00000000-0000-0000-0000-000000000000";

export function guidToBytes(guid: string): Uint8Array {
  if (!GUID.test(guid)) throw new RangeError("not a GUID");
  const text = Buffer.from(guid.replaceAll("-", ""), "hex");
  return Uint8Array.from(ORDER, (from) => text[from] ?? 0);
}

/** Upper case, as Windows writes them. Compare GUIDs without regard to case. */
export function guidFromBytes(bytes: Uint8Array): string {
  if (bytes.length !== GUID_BYTES) throw new RangeError("a GUID has 16 bytes");
  const text = Buffer.from(ORDER.map((from) => bytes[from] ?? 0));
  const hex = text.toString("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** 100 ns steps from 1601 to 1970. */
const EPOCH = 116_444_736_000_000_000n;

/** Windows' FILETIME in its 8 wire bytes. @param milliseconds since 1970, as `Date.now()` gives them */
export function fileTime(milliseconds: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(Math.trunc(milliseconds)) * 10_000n + EPOCH);
  return bytes;
}

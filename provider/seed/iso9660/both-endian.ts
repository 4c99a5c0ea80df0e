/** Numbers that ISO 9660 records twice: least significant byte first, then most significant first (ECMA-119 7.2.3, 7.3.3). */

export function writeBoth16(to: Buffer, value: number, at: number): void {
  to.writeUInt16LE(value, at);
  to.writeUInt16BE(value, at + 2);
}

export function writeBoth32(to: Buffer, value: number, at: number): void {
  to.writeUInt32LE(value, at);
  to.writeUInt32BE(value, at + 4);
}

export function both32(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  writeBoth32(bytes, value, 0);
  return bytes;
}

/**
 * MD4 (RFC 1320). OpenSSL 3 has it only in its legacy provider, which Node does not load; NTLM needs it for one thing, the
 * hash of a password. It is no safe hash: use it for nothing else.
 */
export function md4(data: Uint8Array): Buffer {
  const blocks = padded(data);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const words = new Uint32Array(16);
  for (let at = 0; at < blocks.length; at += 64) {
    for (let word = 0; word < 16; word++) words[word] = blocks.readUInt32LE(at + 4 * word);
    addBlock(state, words);
  }
  const digest = Buffer.alloc(16);
  state.forEach((word, index) => {
    digest.writeUInt32LE(word, 4 * index);
  });
  return digest;
}

/** RFC 1320, 3.1 and 3.2: a one bit, zeros, and the length in bits in the last 8 bytes. */
function padded(data: Uint8Array): Buffer {
  const blocks = Buffer.alloc(Math.ceil((data.length + 9) / 64) * 64);
  blocks.set(data);
  blocks[data.length] = 0x80;
  blocks.writeBigUInt64LE(BigInt(data.length) * 8n, blocks.length - 8);
  return blocks;
}

type Mix = (x: number, y: number, z: number) => number;

interface Round {
  readonly mix: Mix;
  readonly add: number;
  readonly shifts: readonly [number, number, number, number];
  /** The word that each of the 16 steps takes. */
  readonly order: readonly number[];
}

/** RFC 1320, 3.4. */
const ROUNDS: readonly Round[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    add: 0,
    shifts: [3, 7, 11, 19],
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    add: 0x5a827999,
    shifts: [3, 5, 9, 13],
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    add: 0x6ed9eba1,
    shifts: [3, 9, 11, 15],
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
  },
];

function addBlock(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0] = state;
  for (const { mix, add, shifts, order } of ROUNDS) {
    order.forEach((word, step) => {
      const sum = (a + mix(b, c, d) + (words[word] ?? 0) + add) | 0;
      const shift = shifts[step & 3] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  [a, b, c, d].forEach((word, index) => {
    state[index] = (state[index] ?? 0) + word;
  });
}

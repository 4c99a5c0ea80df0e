/** An RC4 stream. Encrypting and decrypting are the same step; each byte moves the stream on, so order matters. */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  /** @param key 1 to 256 bytes */
  constructor(key: Uint8Array) {
    const state = this.#state;
    for (let i = 0; i < 256; i++) state[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      const mine = state[i] as number;
      j = (j + mine + (key[i % key.length] as number)) & 0xff;
      state[i] = state[j] as number;
      state[j] = mine;
    }
  }

  /** Into `out`, which may be `data` itself; by default a new buffer. */
  update(data: Uint8Array, out: Buffer = Buffer.allocUnsafe(data.length)): Buffer {
    const state = this.#state;
    let i = this.#i;
    let j = this.#j;
    for (let at = 0; at < data.length; at++) {
      i = (i + 1) & 0xff;
      const x = state[i] as number;
      j = (j + x) & 0xff;
      const y = state[j] as number;
      state[i] = y;
      state[j] = x;
      out[at] = (data[at] as number) ^ (state[(x + y) & 0xff] as number);
    }
    this.#i = i;
    this.#j = j;
    return out;
  }
}

/** What a decoder of LZ77 kinds reads from and writes to: literals, and copies of what was written before. */

/** Throws where a record batch is cut short or refers to what is not there. */
export class Packed {
  readonly #bytes: Buffer;
  at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get ended(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** A little-endian number of so many bytes, at most 4. */
  number(bytes: number): number {
    const value = this.#bytes.readUIntLE(this.at, bytes);
    this.at += bytes;
    return value;
  }

  take(length: number): Buffer {
    const end = this.at + length;
    if (end > this.#bytes.length)
      throw new Error(`a compressed record batch is cut short at ${this.#bytes.length} bytes`);
    const taken = this.#bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }
}

export class Unpacked {
  readonly #most: number;
  #bytes: Buffer;
  #length = 0;

  /** `expected`, bytes: what is likely to come; `most`: beyond it the batch is refused. */
  constructor(expected: number, most: number) {
    this.#most = most;
    this.#bytes = Buffer.allocUnsafe(Math.min(expected, most));
  }

  literal(bytes: Buffer): void {
    this.#makeRoom(bytes.length);
    this.#length += bytes.copy(this.#bytes, this.#length);
  }

  /** The `length` bytes from `back` bytes before the end on; those that it writes itself may be among them. */
  copy(back: number, length: number): void {
    if (back === 0 || back > this.#length) throw new Error('a compressed record batch refers to what lies before it');
    this.#makeRoom(length);
    const from = this.#length - back;
    for (const end = this.#length + length; this.#length < end; ) {
      const part = Math.min(this.#length - from, end - this.#length);
      this.#bytes.copyWithin(this.#length, from, from + part);
      this.#length += part;
    }
  }

  whole(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #makeRoom(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#bytes.length) return;
    if (needed > this.#most) throw new Error(`a compressed record batch unpacks to more than ${this.#most} bytes`);
    const larger = Buffer.allocUnsafe(Math.min(Math.max(needed, 2 * this.#bytes.length), this.#most));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
  }
}

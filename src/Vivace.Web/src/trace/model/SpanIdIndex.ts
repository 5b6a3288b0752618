import { parseSpanId, readUint32 } from './spanIds';

/**
 * From span id to row: open addressing over the id bytes, because a Map of 200,000 strings costs tens of megabytes and
 * a long task. Of equal ids the first row wins.
 */
export class SpanIdIndex {
  readonly #ids: Uint8Array;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(ids: Uint8Array, rowCount: number) {
    let size = 8;
    while (size < rowCount * 2) size *= 2;
    this.#ids = ids;
    this.#mask = size - 1;
    this.#slots = new Int32Array(size).fill(-1);
    for (let row = 0; row < rowCount; row++) this.add(row);
  }

  private add(row: number): void {
    const slot = this.slotOf(readUint32(this.#ids, row * 8), readUint32(this.#ids, row * 8 + 4));
    if (this.#slots[slot]! < 0) this.#slots[slot] = row;
  }

  /** The row of the id that is number `at` of `ids`, -1 when there is none. */
  findBytes(ids: Uint8Array, at: number): number {
    return this.#slots[this.slotOf(readUint32(ids, at * 8), readUint32(ids, at * 8 + 4))]!;
  }

  /** The row of 16 hexadecimal digits, -1 when there is none. */
  find(spanId: string): number {
    const id = parseSpanId(spanId);
    return id === null ? -1 : this.#slots[this.slotOf(id[0], id[1])]!;
  }

  private slotOf(high: number, low: number): number {
    let slot = mix(high, low) & this.#mask;
    for (;;) {
      const row = this.#slots[slot]!;
      if (row < 0) return slot;
      if (readUint32(this.#ids, row * 8 + 4) === low && readUint32(this.#ids, row * 8) === high) return slot;
      slot = (slot + 1) & this.#mask;
    }
  }
}

/** Spreads counted ids as well as random ones (the finaliser of MurmurHash3). */
function mix(high: number, low: number): number {
  let hash = Math.imul(high, 0x9e3779b1) ^ low;
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

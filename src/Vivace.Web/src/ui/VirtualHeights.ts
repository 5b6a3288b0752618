/** Where the rows of a list lie when nearly all have the same height. */
export class VirtualHeights {
  readonly count: number;
  readonly #rowHeight: number;
  /** Rows of another height, by index, and how much all up to and with each are higher together. */
  readonly #others: number[] = [];
  readonly #extra: number[] = [];

  constructor(count: number, rowHeight: number, measured: ReadonlyMap<string, number>, keyOf?: (index: number) => string) {
    this.count = count;
    this.#rowHeight = rowHeight;
    if (measured.size === 0 || keyOf === undefined) return;
    let extra = 0;
    for (let index = 0; index < count; index++) {
      const height = measured.get(keyOf(index));
      if (height === undefined || height === rowHeight) continue;
      extra += height - rowHeight;
      this.#others.push(index);
      this.#extra.push(extra);
    }
  }

  get total(): number {
    return this.topOf(this.count);
  }

  readonly topOf = (index: number): number => {
    const before = this.#othersBefore(index);
    return index * this.#rowHeight + (before === 0 ? 0 : this.#extra[before - 1]!);
  };

  heightOf(index: number): number {
    return this.topOf(index + 1) - this.topOf(index);
  }

  /** The row at a distance from the top; the first or last one beyond the ends. */
  indexAt(top: number): number {
    let low = 0;
    let high = Math.max(this.count - 1, 0);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.topOf(middle) <= top) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #othersBefore(index: number): number {
    let low = 0;
    let high = this.#others.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#others[middle]! < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

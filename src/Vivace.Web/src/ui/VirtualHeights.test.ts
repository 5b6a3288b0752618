import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VirtualHeights } from './VirtualHeights';

const key = String;

describe('The heights of a list', () => {
  it('agree with adding them up one by one', () => {
    const rows = fc.array(fc.constantFrom(30, 30, 30, 31, 200, 12), { maxLength: 60 });
    fc.assert(fc.property(rows, fc.integer({ min: -50, max: 5_000 }), (all, place) => {
      const heights = new VirtualHeights(all.length, 30, new Map(all.map((height, index) => [key(index), height])), key);
      let top = 0;
      let at = 0;
      for (const [index, height] of all.entries()) {
        expect(heights.topOf(index)).toBe(top);
        expect(heights.heightOf(index)).toBe(height);
        if (top <= place) at = index;
        top += height;
      }
      expect(heights.total).toBe(top);
      expect(heights.indexAt(place)).toBe(at);
    }));
  });

  it('stay with the rows when others come before them', () => {
    const measured = new Map([['b', 100]]);
    const before = ['a', 'b', 'c'];
    const after = ['new', ...before];
    expect(new VirtualHeights(3, 30, measured, (index) => before[index]!).topOf(2)).toBe(130);
    expect(new VirtualHeights(4, 30, measured, (index) => after[index]!).topOf(3)).toBe(160);
  });
});

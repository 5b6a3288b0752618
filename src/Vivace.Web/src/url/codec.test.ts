import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeCodec } from './codec';
import { flag, integer, list, oneOf, stretch, text, textLike, timePoint } from './parameters';
import { now } from '../time/ranges';

const codec = routeCodec(
  {
    q: text(),
    mode: oneOf(['builder', 'traceql'], 'builder'),
    limit: integer({ min: 1, max: 500, fallback: 20 }),
    cols: list(),
    cp: flag(),
    z: stretch(),
    span: textLike(/^[0-9a-f]{16}$/),
    from: timePoint(now),
  },
  { uiFind: 'q' },
);

describe('a route codec', () => {
  it('leaves defaults out of the URL', () => {
    expect(codec.format(codec.defaults)).toBe('');
  });

  it('names unknown and damaged parameters once and takes the default for them', () => {
    const { state, dropped } = codec.parse('?limit=many&color=red&color=blue&z=9-3&q=%7B%7D');
    expect(dropped).toEqual(['limit', 'color', 'z']);
    expect(state).toEqual({ ...codec.defaults, q: '{}' });
  });

  it('reads the names of other makers and does not confuse names with object members', () => {
    expect(codec.parse('?uiFind=checkout').state.q).toBe('checkout');
    expect(codec.parse('?constructor=1&__proto__=2').dropped).toEqual(['constructor', '__proto__']);
  });

  it('gives every list back, whatever its texts hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 6 }), (cols) => {
        const wellFormed = cols.map((value) => value.toWellFormed());
        expect(codec.parse(codec.format({ ...codec.defaults, cols: wellFormed })).state.cols).toEqual(wellFormed);
      }),
    );
  });

  it('never throws, whatever the URL holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (search) => {
        expect(codec.parse(search).state.mode).toMatch(/^(builder|traceql)$/);
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatedModel, traceOf } from '../../testing/traceBuilder';
import { computeCriticalPath } from '../criticalpath/computeCriticalPath';
import { ticks } from '../zoom/ticks';
import { clampZoom, closestZoom, panBy, zoomAt } from '../zoom/zoomRange';
import { barPlace, labelRoom, labelSide } from './barPlace';
import { barGradient, coveredShares } from './barSegments';
import { shortCount } from './NameCell';
import { stepsOfRow } from './pathSteps';
import { afterScroll, anchored, contentHeight, tallestContent } from './scrollScale';

describe('scrolling beyond what an element can be tall', () => {
  const geometry = { total: 24_000_000, viewport: 600 };
  const mostScroll = tallestContent - 600;

  it('changes nothing for lists that fit', () => {
    expect(contentHeight(1_000)).toBe(1_000);
    const small = { total: 100_000, viewport: 600 };
    expect(afterScroll({ scrollTop: 0, virtualTop: 0 }, 5_000, small)).toEqual({ scrollTop: 5_000, virtualTop: 5_000 });
    expect(anchored(7_000, small)).toEqual({ scrollTop: 7_000, virtualTop: 7_000 });
  });

  it('moves rows by short ways pixel for pixel, by long ones in proportion', () => {
    expect(afterScroll({ scrollTop: 1_000, virtualTop: 9_000 }, 1_240, geometry).virtualTop).toBe(9_240);
    expect(afterScroll({ scrollTop: 0, virtualTop: 0 }, mostScroll / 2, geometry).virtualTop).toBe((24_000_000 - 600) / 2);
  });

  it('reaches both ends from anywhere', () => {
    expect(afterScroll({ scrollTop: 300, virtualTop: 900 }, 0, geometry).virtualTop).toBe(0);
    expect(afterScroll({ scrollTop: 300, virtualTop: 900 }, mostScroll, geometry).virtualTop).toBe(24_000_000 - 600);
  });

  it('puts the scroll bar where it belongs for any row, within the content', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000, max: 25_000_000 }), (wanted) => {
        const place = anchored(wanted, geometry);
        expect(place.scrollTop).toBeGreaterThanOrEqual(0);
        expect(place.scrollTop).toBeLessThanOrEqual(mostScroll);
        // Jumping there by the scroll bar shows the same place, as exactly as one pixel of the bar allows.
        const jumped = afterScroll({ scrollTop: -10_000, virtualTop: 0 }, place.scrollTop, geometry).virtualTop;
        expect(Math.abs(jumped - place.virtualTop)).toBeLessThanOrEqual(6);
      }),
    );
  });
});

describe('a bar', () => {
  const seen = { from: 100, to: 200 };

  it('lies where its time lies, cut to what is seen', () => {
    expect(barPlace(120, 150, seen)).toMatchObject({ left: 0.2, right: 0.5, cutLeft: false, cutRight: false });
    expect(barPlace(50, 300, seen)).toMatchObject({ left: 0, right: 1, cutLeft: true, cutRight: true });
    expect(barPlace(10, 99, seen)).toBeNull();
    expect(barPlace(201, 300, seen)).toBeNull();
    expect(barPlace(150, 150, seen)).toMatchObject({ left: 0.5, right: 0.5 });
  });

  it('has its label after it, before it when there is no room, or inside', () => {
    expect(labelSide(barPlace(100, 150, seen)!)).toBe('after');
    expect(labelSide(barPlace(180, 200, seen)!)).toBe('before');
    expect(labelSide(barPlace(100, 200, seen)!)).toBe('inside');
    // Narrow bars leave a label less room.
    expect(labelSide(barPlace(100, 170, seen)!, labelRoom(1_000))).toBe('after');
    expect(labelSide(barPlace(100, 170, seen)!, labelRoom(150))).toBe('inside');
    expect(labelSide(barPlace(160, 170, seen)!, labelRoom(150))).toBe('before');
    expect(labelSide(barPlace(140, 155, seen)!, labelRoom(133))).toBe('after');
  });

  it('is light where children cover it and strong elsewhere', () => {
    const model = traceOf([
      { id: 'r', start: 0, end: 100 },
      { id: 'a', parent: 'r', start: 10, end: 30 },
      { id: 'b', parent: 'r', start: 20, end: 40 },
      { id: 'c', parent: 'r', start: 80, end: 130 },
    ]);
    expect(coveredShares(model, 0, 0, 100, 100)).toEqual([0.1, 0.4, 0.8, 1]);
    expect(coveredShares(model, 1, 10, 30, 100)).toEqual([]);
    expect(barGradient([0.1, 0.4, 0.8, 1])).toBe(
      'linear-gradient(90deg, var(--bar) 0% 10%, var(--bar-light) 10% 40%, var(--bar) 40% 80%, var(--bar-light) 80% 100%)',
    );
    expect(barGradient([])).toBeUndefined();
  });

  it('has few stretches however many children there are', () => {
    const model = generatedModel(3_000);
    for (let row = 0; row < model.rowCount; row++) {
      const shares = coveredShares(model, row, model.start[row]!, model.end(row), model.durationNano);
      expect(shares.length).toBeLessThanOrEqual(48);
      expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
    }
  });

  it('finds its steps on the critical path', () => {
    const model = generatedModel(500);
    const path = computeCriticalPath(model).path!;
    let steps = 0;
    for (let row = 0; row < model.rowCount; row++) {
      for (const step of stepsOfRow(path, row)) {
        expect(path.row[step]).toBe(row);
        steps++;
      }
    }
    expect(steps).toBe(path.count);
  });
});

describe('zooming', () => {
  const duration = 1_000_000;
  const range = fc
    .tuple(fc.nat(duration), fc.nat(duration))
    .map(([a, b]) => clampZoom({ from: Math.min(a, b), to: Math.max(a, b) }, duration));

  it('never leaves the trace and never gets too close', () => {
    fc.assert(
      fc.property(range, fc.nat(duration), fc.double({ min: 0.001, max: 1_000, noNaN: true }), (zoom, at, factor) => {
        for (const next of [zoomAt(zoom, at, factor, duration), panBy(zoom, factor - 2, duration)]) {
          expect(next.from).toBeGreaterThanOrEqual(0);
          expect(next.to).toBeLessThanOrEqual(duration + 1e-6);
          expect(next.to - next.from).toBeGreaterThanOrEqual(closestZoom - 1e-6);
        }
      }),
    );
  });

  it('keeps the moment at the pointer where it is', () => {
    const next = zoomAt({ from: 200_000, to: 600_000 }, 300_000, 0.5, duration);
    expect(next).toEqual({ from: 250_000, to: 450_000 });
  });

  it('marks round times within the range', () => {
    expect(ticks({ from: 0, to: 50_000_000 }, 6)).toEqual([0, 10_000_000, 20_000_000, 30_000_000, 40_000_000, 50_000_000]);
    fc.assert(
      fc.property(range, fc.integer({ min: 2, max: 20 }), (zoom, most) => {
        const moments = ticks(zoom, most);
        expect(moments.length).toBeLessThanOrEqual(most + 1);
        expect(moments.length).toBeGreaterThanOrEqual(Math.floor(most / 2.6) - 1);
        for (const moment of moments) {
          expect(moment).toBeGreaterThanOrEqual(zoom.from - 1e-6);
          expect(moment).toBeLessThanOrEqual(zoom.to + 1e-6);
        }
      }),
    );
  });
});

describe('a count', () => {
  it('has at most four characters', () => {
    expect([7, 999, 1_000, 1_250, 10_500, 999_999, 1_234_567].map(shortCount)).toEqual(['7', '999', '1k', '1.2k', '10k', '999k', '1.2M']);
  });
});

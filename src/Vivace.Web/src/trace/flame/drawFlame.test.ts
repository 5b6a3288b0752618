import { describe, expect, it } from 'vitest';
import { modelOf } from '../testing/modelOf';
import { buildFlameTree } from './buildFlameTree';
import { drawFlame, type FlameScene } from './drawFlame';
import { layoutFlame } from './layoutFlame';

const model = modelOf({
  name: 'a rather long name of a span',
  duration: 100_000_000,
  children: [
    { name: 'failed', duration: 50_000_000, status: 2 },
    { name: 'thin', duration: 100_000 },
  ],
});
const tree = buildFlameTree(model);
const scene: FlameScene = {
  tree,
  layout: layoutFlame(tree, 'duration'),
  zoom: -1,
  scrollTop: 0,
  width: 1000,
  height: 200,
  hovered: -1,
  focused: -1,
  labelOf: (node) => model.spanName(node),
  colorOf: () => 'var(--span-1)',
  isFound: () => false,
  isDimmed: () => false,
};

/** What was drawn, written down; every letter is 6 pixels wide. */
function drawn(changed: Partial<FlameScene> = {}) {
  const texts: string[] = [];
  const bars: number[][] = [];
  const outlines: number[][] = [];
  const context = {
    globalAlpha: 1,
    setTransform: () => undefined,
    clearRect: () => undefined,
    measureText: (text: string) => ({ width: text.length * 6 }),
    fillRect: (...place: number[]) => bars.push(place),
    strokeRect: (...place: number[]) => outlines.push(place),
    fillText: (text: string) => texts.push(text),
  };
  drawFlame(context as unknown as CanvasRenderingContext2D, { ...scene, ...changed }, 1);
  return { texts, bars, outlines };
}

describe('drawing a flame graph', () => {
  it('writes names and durations where there is room, and marks failures by a sign too', () => {
    expect(drawn().texts).toEqual(['a rather long name of a span', '100 ms', '✕ failed', '50 ms']);
  });

  it('cuts names that do not fit', () => {
    expect(drawn({ width: 120 }).texts).toEqual(['a rather long na…', '✕ fail…']);
  });

  it('draws failures with an edge below', () => {
    const edge = drawn().bars.find(([, top, , height]) => top === 21 + 21 - 4 && height === 3);
    expect(edge?.[0]).toBe(0);
  });

  it('outlines the span that keys have reached', () => {
    expect(drawn({ focused: 1 }).outlines).toEqual([[1, 22, 497, 18]]);
    expect(drawn().outlines).toEqual([]);
  });

  it('draws only what can be seen after scrolling', () => {
    expect(drawn({ scrollTop: 21, height: 20 }).texts).toEqual(['✕ failed', '50 ms']);
  });
});

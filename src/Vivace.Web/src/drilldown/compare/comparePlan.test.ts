import { describe, expect, it } from 'vitest';
import { drilldownCodec, type DrilldownState } from '../../url/drilldownRoute';
import { fieldsIn, planOf, selectionOf, type ComparePlan } from './comparePlan';

const range = { startSeconds: 1_000, endSeconds: 4_600, mostSecondsPerQuery: 86_400 };
const route = (changed: Partial<DrilldownState>): DrilldownState => ({ ...drilldownCodec.defaults, signal: 'server', ...changed });
const plan = (changed: Partial<DrilldownState>, chosen: 'box' | 'errors' | 'slow' | 'own', slow?: number) => planOf(route(changed), range, chosen, slow) as ComparePlan;
const box = { fromMs: 2_000_400, toMs: 3_000_000, minNanoseconds: 1e8, maxNanoseconds: null };

describe('what is selected by itself', () => {
  it('is the box, then errors, then what is slow', () => {
    expect(selectionOf(route({ box }), 10, 5)).toBe('box');
    expect(selectionOf(route({}), 10, 5)).toBe('errors');
    expect(selectionOf(route({}), 10, 0)).toBe('slow');
    expect(selectionOf(route({}), 10, 10)).toBe('slow');
    expect(selectionOf(route({ select: 'own' }), 10, 5)).toBe('own');
  });
});

it('knows the fields of a condition', () => {
  expect([...fieldsIn('status = error && span.a = "kind" && resource."b c" != nil')]).toEqual(['span.a', 'resource."b c"', 'status']);
});

describe('a comparison', () => {
  it('with the rest is one query', () => {
    expect(plan({}, 'errors')).toMatchObject({ query: '{ kind = server } | compare({ status = error }, 100)', range, other: undefined, baseline: { condition: '!(status = error)' } });
    expect(plan({}, 'slow', 250e6).query).toBe('{ kind = server } | compare({ duration >= 250ms }, 100)');
  });

  it('of a box has its durations and its times', () => {
    expect(plan({ box }, 'box')).toMatchObject({
      query: '{ kind = server } | compare({ duration >= 100ms }, 100, 2000000000000, 3000000000000)',
      selection: { condition: 'duration >= 100ms', startSeconds: 2_000, endSeconds: 3_000 },
    });
  });

  it('of times alone finds examples of the baseline beside them', () => {
    const times = { ...box, minNanoseconds: null };
    expect(plan({ box: times }, 'box')).toMatchObject({ query: expect.stringContaining('compare({ }'), baseline: { condition: '', startSeconds: 3_000, endSeconds: 4_600 } });
  });

  it('with the window before asks each window', () => {
    expect(plan({ base: 'before' }, 'errors')).toMatchObject({
      query: '{ kind = server && status = error } | compare({ }, 100)',
      other: { query: '{ kind = server } | compare({ }, 100)', range: { startSeconds: 0, endSeconds: 1_000 } },
    });
  });

  it('with an own baseline looks at both sides only', () => {
    expect(plan({ base: 'own', baseline: '{ span.v = 1 }', select: 'own', selected: '{ span.v = 2 }' }, 'own').query)
      .toBe('{ kind = server && ((span.v = 2) || (span.v = 1)) } | compare({ span.v = 2 }, 100)');
  });

  it('that cannot be asked says what is missing', () => {
    expect(planOf(route({}), range, 'box', undefined)).toHaveProperty('missing');
    expect(planOf(route({}), range, 'own', undefined)).toHaveProperty('missing');
    expect(planOf(route({}), range, 'slow', undefined)).toHaveProperty('missing');
    expect(planOf(route({ base: 'own' }), range, 'errors', undefined)).toHaveProperty('missing');
    expect(planOf(route({ box: { ...box, fromMs: 9_000_000, toMs: 9_900_000 } }), range, 'box', undefined)).toHaveProperty('missing');
  });
});

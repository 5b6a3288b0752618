import { describe, expect, it } from 'vitest';
import { modelOf } from '../testing/modelOf';
import { quickFacts } from './quickFacts';

describe('quick facts', () => {
  const model = modelOf({
    duration: 100,
    children: [
      { start: 0, duration: 20 },
      { start: 20, duration: 60, children: [{ start: 50, duration: 20, status: 2 }] },
      { start: 40, duration: 5, status: 2 },
    ],
  });

  it('name the span with the most self time', () => {
    expect(quickFacts(model).slowest).toBe(2);
  });

  it('name the failure that ended first, and not the callers that failed with it', () => {
    expect(quickFacts(model).firstError).toBe(4);
    const nested = modelOf({
      duration: 100,
      status: 2,
      children: [{ duration: 90, status: 2, children: [{ start: 5, duration: 10, status: 2 }] }],
    });
    expect(quickFacts(nested).firstError).toBe(2);
  });

  it('name the longest time without a leaf, and the innermost span around it', () => {
    expect(quickFacts(model).gap).toEqual({ from: 70, to: 100, row: 0 });
    const inner = modelOf({
      duration: 100,
      children: [{ start: 0, duration: 90, children: [{ start: 60, duration: 30 }] }],
    });
    expect(quickFacts(inner).gap).toEqual({ from: 0, to: 60, row: 1 });
  });

  it('have no gap where one leaf covers all, and nothing to say of a trace without time', () => {
    expect(quickFacts(modelOf({ duration: 10 })).gap).toBeNull();
    expect(quickFacts(modelOf({ duration: 0 }))).toEqual({ slowest: -1, firstError: -1, gap: null });
  });

  it('count leaves that overlap once', () => {
    const busy = modelOf({
      duration: 100,
      children: [
        { start: 0, duration: 80 },
        { start: 10, duration: 5 },
        { start: 90, duration: 10 },
      ],
    });
    expect(quickFacts(busy).gap).toEqual({ from: 80, to: 90, row: 0 });
  });
});

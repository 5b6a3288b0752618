import { describe, expect, it } from 'vitest';
import { namesOf, traceOf } from '../../testing/traceBuilder';
import { skewedRows } from './clockSkew';

const ms = 1_000_000;

describe('clocks that differ', () => {
  it('show where a call lies outside its caller in another service', () => {
    const model = traceOf([
      { id: 'call', start: 10 * ms, end: 20 * ms, service: 'web', kind: 3 },
      { id: 'early', parent: 'call', start: 5 * ms, end: 15 * ms, service: 'db', kind: 2 },
      { id: 'fine', parent: 'call', start: 11 * ms, end: 19 * ms, service: 'db', kind: 2 },
      { id: 'late', parent: 'call', start: 12 * ms, end: 20.5 * ms, service: 'db', kind: 2 },
    ]);
    expect(namesOf(model, skewedRows(model)).sort()).toEqual(['early', 'late']);
  });

  it('are not suspected within a service, nor where nobody waited', () => {
    const model = traceOf([
      { id: 'send', start: 0, end: 10 * ms, service: 'web', kind: 4 },
      { id: 'inside', parent: 'send', start: 2 * ms, end: 12 * ms, service: 'web' },
      { id: 'take', parent: 'send', start: 50 * ms, end: 90 * ms, service: 'mail', kind: 5 },
    ]);
    expect(skewedRows(model)).toEqual([]);
  });
});

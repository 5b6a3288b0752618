import { describe, expect, it } from 'vitest';
import { namesOf, traceOf } from '../../testing/traceBuilder';
import { rowsOf } from '../state/finding';
import { conjunctsOf, hasConjunct, toggleConjunct } from './conjuncts';
import { bothMasks, visibleRows } from './visibleRows';

describe('conditions of a filter', () => {
  it('are taken apart where they are joined by and', () => {
    expect(conjunctsOf('{ kind = server && (a = 1 || b = 2) && name = "x && y" }')).toEqual([
      'kind = server',
      '(a = 1 || b = 2)',
      'name = "x && y"',
    ]);
    expect(conjunctsOf('')).toEqual([]);
    expect(conjunctsOf('{ }')).toEqual([]);
    expect(conjunctsOf('{ true }')).toEqual([]);
  });

  it('stay one when joined by or', () => {
    expect(conjunctsOf('{ a = 1 || b = 2 && c = 3 }')).toEqual(['(a = 1 || b = 2 && c = 3)']);
  });

  it.each(['{ a = 1 } >> { b = 2 }', '{ a = 1 } | count() > 2', 'a = 1', '{ (a = 1 }', '{ a = "open }'])('are left alone in %s', (text) => {
    expect(conjunctsOf(text)).toBeNull();
    expect(toggleConjunct(text, 'kind = server')).toBeNull();
  });

  it('come and go with a button, the others stay', () => {
    const one = toggleConjunct('', 'kind = server')!;
    expect(one).toBe('{ kind = server }');
    const two = toggleConjunct(one, 'duration > 10ms')!;
    expect(two).toBe('{ kind = server && duration > 10ms }');
    expect(hasConjunct(two, 'kind = server')).toBe(true);
    expect(toggleConjunct(two, 'kind = server')).toBe('{ duration > 10ms }');
    expect(toggleConjunct(one, 'kind = server')).toBe('');
  });
});

describe('what a filter shows', () => {
  const model = traceOf([
    { id: 'a', start: 0, end: 100 },
    { id: 'b', parent: 'a', start: 1, end: 50 },
    { id: 'c', parent: 'b', start: 2, end: 40 },
    { id: 'd', parent: 'a', start: 60, end: 70 },
  ]);
  const matches = Uint8Array.from([0, 0, 1, 0]);
  const shown = (display: 'context' | 'dim' | 'matches') => {
    const rows = visibleRows(model, matches, display);
    return rows === null ? null : namesOf(model, rowsOf(rows));
  };

  it('is matches with ancestors, matches alone, or everything', () => {
    expect(shown('context')).toEqual(['a', 'b', 'c']);
    expect(shown('matches')).toEqual(['c']);
    expect(shown('dim')).toBeNull();
    expect(visibleRows(model, null, 'matches')).toBeNull();
  });

  it('has to fulfil all that is asked', () => {
    expect([...bothMasks(Uint8Array.from([1, 1, 0]), Uint8Array.from([0, 1, 1]))!]).toEqual([0, 1, 0]);
    expect(bothMasks(null, matches)).toBe(matches);
    expect(bothMasks(matches, null)).toBe(matches);
  });
});

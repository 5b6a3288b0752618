import { describe, expect, it } from 'vitest';
import { excludes, includes, withExcluded, withIncluded } from './conditions';
import { boxCondition, drillSpansOf, spansetOf } from './drillQuery';

const text = (value: string) => ({ type: 'string', text: value }) as const;

describe('the spans of a drilldown', () => {
  it('are the signal and every filter', () => {
    expect(spansetOf({ signal: 'server', own: '', filters: ['span.a = 1', 'status = error'] })).toBe('{ kind = server && span.a = 1 && status = error }');
    expect(spansetOf({ signal: 'all', own: '', filters: [] })).toBe('{ }');
  });

  it('keep alternatives together', () => {
    expect(spansetOf({ signal: 'own', own: '{ span.a = 1 || span.b = 2 }', filters: ['status = error'] })).toBe('{ (span.a = 1 || span.b = 2) && status = error }');
    expect(spansetOf({ signal: 'database', own: '', filters: ['kind = client'] })).toBe('{ (span.db.system.name != nil || span.db.system != nil) && kind = client }');
    expect(spansetOf({ signal: 'own', own: '(a = 1) || (b = 2)', filters: ['status = error'] })).toBe('{ ((a = 1) || (b = 2)) && status = error }');
  });

  it('come from the query of another page', () => {
    expect(drillSpansOf('{ kind = server && resource.service.name = "a" } | rate()')).toEqual({ signal: 'server', own: '', filters: ['resource.service.name = "a"'] });
    expect(drillSpansOf('{ span.a = 1 || span.b = 2 }')).toEqual({ signal: 'own', own: '{ span.a = 1 || span.b = 2 }', filters: [] });
    expect(drillSpansOf('')).toEqual({ signal: 'all', own: '', filters: [] });
    expect(drillSpansOf('{ true }')).toEqual({ signal: 'all', own: '', filters: [] });
    expect(drillSpansOf('{ status = error } >> { kind = client }')).toEqual({ signal: 'all', own: '', filters: [] });
  });

  it('are narrowed by a box, where it has bounds', () => {
    expect(boxCondition({ fromMs: 0, toMs: 1, minNanoseconds: 1_500_000, maxNanoseconds: null })).toBe('duration >= 1.5ms');
    expect(boxCondition({ fromMs: 0, toMs: 1, minNanoseconds: null, maxNanoseconds: null })).toBe('');
  });
});

describe('a value as a filter', () => {
  it('is written as its type and its field want it', () => {
    expect(includes('span.n', { type: 'int', text: '500' })).toBe('span.n = 500');
    expect(includes('span.s', text('say "hi"'))).toBe('span.s = `say "hi"`');
    expect(includes('status', text('error'))).toBe('status = error');
    expect(includes('span.s', undefined)).toBe('span.s = nil');
  });

  it('that is left out keeps spans without the field', () => {
    expect(excludes('span.s', text('a'))).toBe('!(span.s = "a")');
    expect(excludes('kind', text('server'))).toBe('kind != server');
    expect(excludes('span.s', undefined)).toBe('span.s != nil');
  });

  it('takes the place of another value of the same field', () => {
    expect(withIncluded(['span.s = "a"', 'span.s2 = "a"'], 'span.s', text('b'))).toEqual(['span.s2 = "a"', 'span.s = "b"']);
    expect(withIncluded(['span.s = "b"'], 'span.s', text('b'))).toEqual(['span.s = "b"']);
  });

  it('is asked for and left out never at once', () => {
    expect(withExcluded(['span.s = "a"'], 'span.s', text('a'))).toEqual(['!(span.s = "a")']);
    expect(withIncluded(withExcluded([], 'span.s', text('a')), 'span.s', text('a'))).toEqual(['span.s = "a"']);
  });
});

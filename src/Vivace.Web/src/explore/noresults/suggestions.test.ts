import { describe, expect, test } from 'vitest';
import type { AttributeScope } from '../query/attributes';
import { editDistance, nearestName } from './nearestName';
import { suggestFor, type Probes } from './suggestions';

const names = new Map<AttributeScope, readonly string[]>([['span', ['http.route', 'db.system.name']], ['resource', ['service.name']]]);
const probes = (change: Partial<Probes> = {}): Probes => ({
  countSpans: () => Promise.resolve(0), attributeNames: () => Promise.resolve(names), widerRange: undefined, ...change,
});

describe('after a search without results', () => {
  test('the condition whose removal brings most comes first; useless ones are left out', async () => {
    const counts: Record<string, number> = { '{ name = "x" && status = error }': 3, '{ duration > 1s && status = error }': 70 };
    const { dropped } = await suggestFor('{ duration > 1s && name = "x" && status = error }', probes({ countSpans: (query) => Promise.resolve(counts[query] ?? 0) }));
    expect(dropped.map(({ condition, spans }) => [condition, spans])).toEqual([['name = "x"', 70], ['duration > 1s', 3]]);
  });

  test('an attribute that no span has is told, with one written alike', async () => {
    const { unknown } = await suggestFor('{ span.http.rout = "/" && span.zzzzzz = 1 && .service.name = "x" }', probes());
    expect(unknown).toEqual([
      { attribute: 'span.http.rout', suggestion: { attribute: 'span.http.route', query: '{ span.http.route = "/" && span.zzzzzz = 1 && .service.name = "x" }' } },
      { attribute: 'span.zzzzzz', suggestion: undefined },
    ]);
  });

  test('the right name in the wrong scope is put right', async () => {
    const { unknown } = await suggestFor('{ span.service.name = "x" }', probes());
    expect(unknown[0]!.suggestion!.query).toBe('{ resource.service.name = "x" }');
  });

  test('a probe that fails costs only its own suggestion', async () => {
    const failing = probes({
      countSpans: () => Promise.reject(new Error('504')), attributeNames: () => Promise.reject(new Error('504')),
      widerRange: () => Promise.resolve({ label: 'the last 24 hours', from: 'now-24h', to: 'now' }),
    });
    expect(await suggestFor('{ span.a = 1 }', failing)).toMatchObject({ dropped: [], unknown: [], wider: { from: 'now-24h' } });
  });
});

describe('names that are nearly alike', () => {
  test('a swap, a missing letter and a missing prefix are near', () => {
    expect(nearestName('htpt.route', ['http.route'])).toBe('http.route');
    expect(nearestName('route', ['db.name', 'http.route'])).toBe('http.route');
    expect(nearestName('region', ['http.route'])).toBeUndefined();
  });

  test('the distance counts letters', () => {
    expect([editDistance('abc', 'abc', 9), editDistance('abc', 'acb', 9), editDistance('abc', 'x', 9), editDistance('abc', 'abcdefghi', 3)]).toEqual([0, 1, 3, 3]);
  });
});

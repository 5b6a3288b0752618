import { describe, expect, it } from 'vitest';
import { fakeServer, json } from '../../testing/fakeServer';
import { completeLocally, placeAt } from './localCompletion';

/** The cursor is written as `¦`. */
async function offered(query: string): Promise<string[]> {
  fakeServer({
    '/api/v2/search/tags': ({ query }) => {
      const scopes = [
        { name: 'span', tags: ['http.method', 'user name'] },
        { name: 'resource', tags: ['service.name'] },
        { name: 'intrinsic', tags: ['duration'] },
      ];
      return json({ scopes: scopes.filter(({ name }) => !query.has('scope') || query.get('scope') === name) });
    },
    '/api/v2/search/tag/span.http.method/values': json({ tagValues: [{ type: 'string', value: 'GET' }, { type: 'string', value: 'a"b' }, { type: 'int', value: '5' }] }),
    '/api/v2/search/tag/name/values': json({ tagValues: [{ type: 'string', value: 'GET /x' }] }),
  });
  const { items, replace } = await completeLocally(query.replace('¦', ''), query.indexOf('¦'), undefined, new AbortController().signal);
  const typed = query.replace('¦', '').slice(replace.start, replace.end);
  return [`[${typed}]`, ...items.map(({ insertText }) => insertText)];
}

describe('completion without the server', () => {
  it.each([
    ['¦', '[] { by( count()', 'rate() |'],
    ['{ ¦', '[] span. resource. duration span.http.method resource.service.name', '&& nil intrinsic.duration'],
    ['{ du¦', '[du] duration', 'span. name'],
    ['{ span:¦', '[] name duration childCount', 'span. rootName'],
    ['{ trace:ro¦', '[ro] rootService rootName', 'id'],
    ['{ span.¦', '[] http.method "user name"', 'duration name'],
    ['{ span.http.m¦', '[http.m] http.method', '"user name" service.name'],
    ['{ .a ¦', '[] = != =~ && }', 'span.'],
    ['{ .a = 1 ¦', '[] && || }', '='],
    ['{ .a = 1 && ¦', '[] span. duration', '&&'],
    ['{ status = ¦', '[] error ok unset', 'server nil'],
    ['{ span:kind != s¦', '[s] server', 'client'],
    ['{ duration > ¦', '[] 100ms 1s', 'error'],
    ['{ span.http.method = ¦', '[] "GET" `a"b` 5 nil', 'span.'],
    ['{ span.http.method = "G¦', '["G] "GET"', '5 nil'],
    ['{ .x = "}" && name = "¦', '["] "GET /x"', 'nil'],
    ['{ } ¦', '[] | && >> with(', 'span.'],
    ['{ } | ¦', '[] { by( rate() count() topk(', 'span.'],
    ['{ } | ra¦', '[ra] rate()', 'by('],
    ['{ } >> ¦', '[] { (', 'by('],
    ['{ } | by(¦', '[] span. duration resource.service.name', '{'],
    ['{ } | rate() by(span.http.method ¦', '[] , )', 'span.'],
    ['{ } with(¦', '[] most_recent= sample=', 'span.'],
    ['{ .a = 1 // ¦', '[]', 'span. &&'],
    ['{ .a = /* ¦', '[]', 'span.'],
  ])('at %s offers %s', async (query, wanted, unwanted) => {
    const found = await offered(query);
    const expected = wanted.match(/\[[^\]]*\]|"[^"]*"|`[^`]*`|\S+/g) ?? [];
    expect(found).toEqual(expect.arrayContaining(expected));
    for (const one of unwanted.split(' ').filter(Boolean)) expect(found).not.toContain(one);
  });

  it('reads any text without failing', () => {
    for (const text of ['{'.repeat(500), '"'.repeat(99), '\\', '{ .a = "\\', '}}}', '(((', '/*', '\ud800']) {
      expect(() => placeAt(text)).not.toThrow();
    }
  });
});

import { describe, expect, it } from 'vitest';
import type { CompletionAnswer, CompletionItem } from '../server';
import { CompletionCache } from './completionCache';

const item = (label: string, kind: CompletionItem['kind'] = 'attribute', insertText = label): CompletionItem => ({ label, insertText, kind, detail: '' });

function answer(start: number, end: number, items: CompletionItem[], incomplete = false): CompletionAnswer {
  return { items, replace: { start, end }, incomplete };
}

/** A cache that was asked at `¦` in a query. */
function cacheAfter(query: string, known: CompletionAnswer, clock = { now: 0 }): CompletionCache {
  const cache = new CompletionCache(() => clock.now);
  const cursor = query.indexOf('¦');
  cache.keep(query.replace('¦', ''), cursor, '', known);
  return cache;
}

function ask(cache: CompletionCache, query: string): string[] | undefined {
  return cache.find(query.replace('¦', ''), query.indexOf('¦'), '')?.items.map(({ label }) => label);
}

describe('the completion cache', () => {
  const names = answer(7, 7, [item('db.system'), item('http.method'), item('http.route'), item('net.http')]);

  it('answers the same question again', () => {
    const cache = cacheAfter('{ span.¦ }', names);
    expect(ask(cache, '{ span.¦ }')).toEqual(['db.system', 'http.method', 'http.route', 'net.http']);
    expect(ask(cache, '{ span.¦ || .b }')).toBeUndefined();
  });

  it('narrows a whole list while the word grows, those that start with it first', () => {
    const cache = cacheAfter('{ span.¦ }', names);
    expect(ask(cache, '{ span.h¦ }')).toEqual(['http.method', 'http.route', 'net.http']);
    expect(ask(cache, '{ span.HTT¦ }')).toEqual(['http.method', 'http.route', 'net.http']);
    expect(cache.find('{ span.ht }', 9, '')?.replace).toEqual({ start: 7, end: 9 });
  });

  it('goes on over dots in names, but not from a scope to its names', () => {
    expect(ask(cacheAfter('{ span.¦ }', names), '{ span.http.m¦ }')).toEqual(['http.method']);
    expect(ask(cacheAfter('{ ¦ }', answer(2, 2, [item('span.', 'scope'), item('span.x')])), '{ span.¦ }')).toBeUndefined();
  });

  it('asks again when nothing fits, another word begins, or the list was cut', () => {
    const cache = cacheAfter('{ span.¦ }', names);
    expect(ask(cache, '{ span.x¦ }')).toBeUndefined();
    expect(ask(cache, '{ span.h ¦ }')).toBeUndefined();
    expect(ask(cacheAfter('{ span.¦ }', answer(7, 7, [item('a')], true)), '{ span.a¦ }')).toBeUndefined();
  });

  it('does not narrow numbers, whose units depend on the digits', () => {
    const cache = cacheAfter('{ duration > ¦', answer(13, 13, [item('100ms', 'value')]));
    expect(ask(cache, '{ duration > 1¦')).toBeUndefined();
  });

  it('narrows values between quotes, blanks included', () => {
    const cache = cacheAfter('{ name = "¦" }', answer(9, 11, [item('GET /x', 'value', '"GET /x"'), item('PUT', 'value', '"PUT"')]));
    expect(ask(cache, '{ name = "GET /¦" }')).toEqual(['GET /x']);
    expect(cache.find('{ name = "G" }', 11, '')?.replace).toEqual({ start: 9, end: 12 });
  });

  it('lets words of the language start with what is typed', () => {
    const cache = cacheAfter('{ ¦ }', answer(2, 2, [item('duration', 'intrinsic'), item('traceDuration', 'intrinsic'), item('span.dur')]));
    expect(ask(cache, '{ du¦ }')).toEqual(['duration', 'span.dur']);
  });

  it('forgets after a minute, and tells ranges apart', () => {
    const clock = { now: 0 };
    const cache = cacheAfter('{ span.¦ }', names, clock);
    expect(cache.find('{ span. }', 7, 'other')).toBeUndefined();
    clock.now = 60_001;
    expect(ask(cache, '{ span.¦ }')).toBeUndefined();
  });

  it('keeps a limited number of answers, the latest used', () => {
    const cache = new CompletionCache(() => 0);
    for (let i = 0; i < 201; i++) {
      cache.keep(`{ ${i} }`, 2, '', names);
      cache.find('{ 0 }', 2, '');
    }
    expect(cache.find('{ 0 }', 2, '')).toBeDefined();
    expect(cache.find('{ 1 }', 2, '')).toBeUndefined();
  });
});

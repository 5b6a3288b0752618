import { describe, expect, it } from 'vitest';
import type { CompletionKind } from '../server';
import { insertionOf } from './insertion';

/** Chooses a completion at `¦` and writes the cursor as `¦` again; `…` says that something is to be chosen there. */
function choose(kind: CompletionKind, insertText: string, query: string): string {
  const [before = '', after = ''] = query.split('¦');
  const { text, cursor, goesOn } = insertionOf({ kind, insertText, label: insertText, detail: '' }, before, after);
  const result = before + text + after;
  const offset = before.length + cursor;
  return `${result.slice(0, offset)}¦${result.slice(offset)}${goesOn ? '…' : ''}`;
}

describe('a chosen completion', () => {
  it.each<[CompletionKind, string, string, string]>([
    ['scope', 'span.', '{ ¦ }', '{ span.¦ }…'],
    ['attribute', 'http.method', '{ span.¦', '{ span.http.method ¦…'],
    ['attribute', 'http.method', '{ span.¦ = 1 }', '{ span.http.method ¦= 1 }…'],
    ['attribute', 'span.a', '{ } | by(¦)', '{ } | by(span.a¦)'],
    ['attribute', 'span.a', '{ .x = "}{" } | by(¦)', '{ .x = "}{" } | by(span.a¦)'],
    ['intrinsic', 'duration', '{ ¦', '{ duration ¦…'],
    ['operator', '=', '{ .a ¦', '{ .a = ¦…'],
    ['operator', '=', '{ .a¦', '{ .a = ¦…'],
    ['operator', '&&', '{ .a = 1 ¦ }', '{ .a = 1 && ¦}…'],
    ['operator', '!', '{ ¦', '{ !¦…'],
    ['operator', '|', '{ }¦', '{ } | ¦…'],
    ['value', '"GET"', '{ .a = ¦', '{ .a = "GET" ¦…'],
    ['value', '0.1', '{ } with(sample=¦)', '{ } with(sample=0.1¦)'],
    ['function', 'avg(', '{ } | ¦', '{ } | avg(¦)…'],
    ['function', 'avg(', '{ } | ¦(duration)', '{ } | avg(¦duration)…'],
    ['function', 'rate()', '{ } | ¦', '{ } | rate()¦'],
    ['keyword', 'with(', '{ } ¦', '{ } with(¦)…'],
    ['keyword', 'nil', '{ .a = ¦ }', '{ .a = nil ¦}…'],
    ['hint', 'most_recent=', '{ } with(¦)', '{ } with(most_recent=¦)…'],
    ['punctuation', '{', '¦', '{ ¦ }…'],
    ['punctuation', '{', '¦ }', '{ ¦ }…'],
    ['punctuation', '}', '{ .a = 1¦', '{ .a = 1 }¦'],
    ['punctuation', '}', '{ .a = 1 ¦', '{ .a = 1 }¦'],
    ['punctuation', ',', '{ } | select(.a¦)', '{ } | select(.a, ¦)…'],
    ['punctuation', ')', '{ } | select(.a¦', '{ } | select(.a)¦'],
    ['punctuation', '(', '{ ¦ }', '{ (¦) }…'],
  ])('%s %s at %s gives %s', (kind, insertText, query, expected) => {
    expect(choose(kind, insertText, query)).toBe(expected);
  });
});

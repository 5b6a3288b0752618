import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentOf, namesOf, testSpanId, traceOf, type TestSpan } from '../../testing/traceBuilder';
import { buildTrace } from '../model/buildTrace';
import { readOtlp } from '../otlp/readOtlp';
import { rowsOf } from '../state/finding';
import { AttributeIndex } from '../worker/AttributeIndex';
import { findInModel } from './findInModel';
import { needsAttributes, parseFind, valueMatches } from './parseFind';

const spans: TestSpan[] = [
  { id: 'a', start: 0, end: 9, service: 'Frontend', name: 'GET /cart', kind: 2, attributes: { 'http.route': '/cart', note: 'two words' } },
  { id: 'b', parent: 'a', start: 1, end: 8, service: 'cart', name: 'list items', attributes: { 'db.system': 'redis' } },
  { id: 'c', parent: 'a', start: 2, end: 7, service: 'cart', name: 'SELECT', kind: 3, error: true, attributes: { 'db.system': 'postgresql' } },
];

function found(text: string): string[] {
  const { origins, spans: received } = readOtlp(documentOf(spans));
  const { spanOfRow } = buildTrace(received);
  const index = new AttributeIndex(spanOfRow.length);
  spanOfRow.forEach((span, row) => index.add(row, origins[span]!));
  const model = traceOf(spans);
  return namesOf(model, rowsOf(findInModel(model, parseFind(text), index)));
}

describe('the find box', () => {
  it('reads words, phrases, pairs and keys to be missing', () => {
    expect(parseFind('cart "two words" http.route=/cart note="two words" -db.system')).toEqual([
      { type: 'text', text: 'cart' },
      { type: 'text', text: 'two words' },
      { type: 'pair', key: 'http.route', value: '/cart' },
      { type: 'pair', key: 'note', value: 'two words' },
      { type: 'without', key: 'db.system' },
    ]);
    expect(parseFind('"a=b" - =x "open')).toEqual([
      { type: 'text', text: 'a=b' },
      { type: 'text', text: '-' },
      { type: 'text', text: '=x' },
      { type: 'text', text: 'open' },
    ]);
  });

  it('never fails and is never empty for something that is not', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const terms = parseFind(text);
        expect(terms.length > 0 || /^[\s"]*$/.test(text)).toBe(true);
      }),
    );
  });

  it('finds words in services, names and attribute values, whatever the case', () => {
    expect(found('CART')).toEqual(['GET /cart', 'list items', 'SELECT']);
    expect(found('select')).toEqual(['SELECT']);
    expect(found('"two words"')).toEqual(['GET /cart']);
    expect(found('redis')).toEqual(['list items']);
    expect(found('nowhere')).toEqual([]);
  });

  it('finds pairs of attributes and of what every span has, with a star for anything', () => {
    expect(found('db.system=postgresql')).toEqual(['SELECT']);
    expect(found('span.db.system=re*')).toEqual(['list items']);
    expect(found('db.system=post')).toEqual([]);
    expect(found('resource.service.name=cart')).toEqual(['list items', 'SELECT']);
    expect(found('kind=server')).toEqual(['GET /cart']);
    expect(found('status=error')).toEqual(['SELECT']);
    expect(found('service=cart name=list*')).toEqual(['list items']);
  });

  it('finds spans without a key, and a span by its id', () => {
    expect(found('-db.system')).toEqual(['GET /cart']);
    expect(found('cart -http.route')).toEqual(['list items', 'SELECT']);
    expect(found(testSpanId('b').toUpperCase())).toEqual(['list items']);
  });

  it('says which terms need attributes', () => {
    expect(needsAttributes(parseFind('word kind=client'))).toBe(false);
    expect(needsAttributes(parseFind('http.route=/cart'))).toBe(true);
    expect(needsAttributes(parseFind('-http.route'))).toBe(true);
  });

  it('matches stars as a regular expression would', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*') });
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', 'b') }), text, (value, pattern) => {
        const expression = new RegExp(`^${pattern.replaceAll('*', '[ab]*')}$`);
        expect(valueMatches(value, pattern)).toBe(expression.test(value));
      }),
      { numRuns: 500 },
    );
  });
});

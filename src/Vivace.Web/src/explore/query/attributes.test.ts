import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { attributesIn, attributeText, type AttributeScope } from './attributes';

describe('attributes of a query', () => {
  test('have scope and name, with their place', () => {
    expect(attributesIn('{ span.http.route = "x" && ."user name" != nil && span:duration > 1s }')).toEqual([
      { scope: 'span', name: 'http.route', text: 'span.http.route', start: 2, end: 17 },
      { scope: 'any', name: 'user name', text: '."user name"', start: 27, end: 39 },
    ]);
  });

  test('any name survives being written and read', () => {
    fc.assert(fc.property(
      fc.constantFrom<AttributeScope>('span', 'resource', 'event', 'link', 'instrumentation'),
      fc.string({ minLength: 1 }),
      (scope, name) => {
        expect(attributesIn(`{ ${attributeText(scope, name)} != nil }`)).toMatchObject([{ scope, name }]);
      }));
  });
});

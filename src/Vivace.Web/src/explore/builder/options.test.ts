import { expect, test } from 'vitest';
import { matchingOptions, mostShown } from './options';

const options = (...texts: string[]) => texts.map((text) => ({ id: text, text }));

test('entries that begin with the text come before those that contain it', () => {
  expect(matchingOptions(options('x.http', 'http.route', 'http', 'other'), 'HTTP').map(({ text }) => text)).toEqual(['http', 'http.route', 'x.http']);
});

test('all typed words have to be there', () => {
  expect(matchingOptions(options('GET /api/cart', 'GET /api'), 'get cart').map(({ text }) => text)).toEqual(['GET /api/cart']);
});

test('no more are listed than can be read', () => {
  expect(matchingOptions(options(...Array.from({ length: 500 }, (_, i) => `s${i}`)), '')).toHaveLength(mostShown);
});

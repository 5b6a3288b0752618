import { expect, test } from 'vitest';
import type { TagOperator, TagValue } from '../../traceql/builder';
import { typedValue } from './tagValue';

const text = (value: string): TagValue => ({ type: 'string', text: value });
const number = (value: string): TagValue => ({ type: 'number', text: value });

test.each<[string, TagOperator, readonly TagValue[], TagValue['type']]>([
  ['200', '=', [], 'number'],
  ['200', '=', [number('404')], 'number'],
  ['200', '=', [text('abc')], 'string'],
  ['200', '=', [text('200'), number('404')], 'string'],
  ['200', '>', [text('abc')], 'number'],
  ['250ms', '=', [], 'duration'],
  ['true', '=', [], 'boolean'],
  ['200', '=~', [number('200')], 'string'],
  ['checkout', '=', [], 'string'],
])('%s typed after %s beside %o is a %s', (typed, operator, offered, type) => {
  expect(typedValue(typed, operator, offered)).toEqual({ type, text: typed });
});

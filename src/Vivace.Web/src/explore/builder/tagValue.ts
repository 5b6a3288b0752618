import type { TagOperator, TagScope, TagValue } from '../../traceql/builder';
import { isDuration, isNumber } from '../../traceql/literals';

/** Operators in words, for lists; the signs themselves stand beside them. */
export const operatorWords: Readonly<Record<TagOperator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches',
  '!~': 'does not match',
  '>': 'greater than',
  '>=': 'at least',
  '<': 'less than',
  '<=': 'at most',
  exists: 'exists',
  missing: 'is missing',
};

/** Whether the operator takes several values. */
export function takesSeveral(operator: TagOperator): boolean {
  return operator === '=' || operator === '!=' || operator === '=~' || operator === '!~';
}

/** Whether the operator takes a value at all. */
export function takesValue(operator: TagOperator): boolean {
  return operator !== 'exists' && operator !== 'missing';
}

/** Whether the operator's value is a regular expression. */
export function takesExpression(operator: string): boolean {
  return operator === '=~' || operator === '!~';
}

/**
 * The value that a typed text means: the offered value of that text if there is one; text where the field is known to hold only text;
 * otherwise what the text looks like. Regular expressions are text.
 */
export function typedValue(text: string, operator: TagOperator, offered: readonly TagValue[]): TagValue {
  if (takesExpression(operator)) return { type: 'string', text };
  const same = offered.find((value) => value.text === text);
  if (same !== undefined) return same;
  if (offered.length > 0 && offered.every((value) => value.type === 'string') && takesSeveral(operator)) return { type: 'string', text };
  if (isNumber(text)) return { type: 'number', text };
  if (isDuration(text)) return { type: 'duration', text };
  if (text === 'true' || text === 'false') return { type: 'boolean', text };
  return { type: 'string', text };
}

/** A short word for where a name stands. */
export function scopeWord(scope: TagScope): string {
  return scope === 'any' ? 'span or resource' : scope === 'instrumentation' ? 'instr.' : scope;
}

import { quote, writeName } from '../../../traceql/literals';
import type { Attribute, AttributeValue } from '../../model/SpanDetails';

/** Where an attribute stands; TraceQL's word for it. */
export type AttributeScope = 'span' | 'resource' | 'event' | 'link' | 'instrumentation';

/** An attribute as TraceQL names it: `span.http.route`. */
export function attributeField(scope: AttributeScope, key: string): string {
  return `${scope}.${writeName(key, scope)}`;
}

/** The condition that an attribute has this value; `null` for values that TraceQL cannot compare. */
export function attributeCondition(scope: AttributeScope, { key, value }: Attribute): string | null {
  const literal = literalOf(value);
  return literal === null ? null : `${attributeField(scope, key)} = ${literal}`;
}

/** The condition that an attribute does not have this value. TraceQL's `!=` leaves out spans without the attribute, which belong to the rest. */
export function withoutCondition(scope: AttributeScope, { key, value }: Attribute): string | null {
  const literal = literalOf(value);
  const field = attributeField(scope, key);
  return literal === null ? null : `(${field} != ${literal} || ${field} = nil)`;
}

function literalOf(value: AttributeValue): string | null {
  switch (value.type) {
    case 'string':
      return quote(value.value);
    case 'bool':
      return String(value.value);
    case 'int':
      return String(value.value);
    case 'double':
      // Without a fraction it would be an integer, which is another type.
      if (!Number.isFinite(value.value)) return null;
      return Number.isInteger(value.value) ? value.value.toFixed(1) : plainNumber(value.value);
    default:
      return null;
  }
}

function plainNumber(value: number): string {
  return String(value).replace('e+', 'e');
}

/**
 * A filter with one more condition. A filter that is one spanset, `{ … }`, is narrowed. Anything else is replaced: joined by `&&` it would ask
 * whether the trace has both, which does not narrow the spans.
 */
export function narrowFilter(filter: string, condition: string): string {
  const inner = singleSpanset(filter);
  if (inner === null || inner === '' || inner === 'true') return `{ ${condition} }`;
  if (inner === condition || inner.endsWith(`&& ${condition}`)) return filter.trim();
  return hasTopLevelOr(inner) ? `{ (${inner}) && ${condition} }` : `{ ${inner} && ${condition} }`;
}

/** What stands between the braces of a filter that is a single spanset, else `null`. */
function singleSpanset(filter: string): string | null {
  const text = filter.trim();
  if (text === '') return '';
  if (!text.startsWith('{') || !text.endsWith('}')) return null;
  const inner = text.slice(1, -1);
  return /[{}]/.test(withoutLiterals(inner)) ? null : inner.trim();
}

function hasTopLevelOr(condition: string): boolean {
  let depth = 0;
  const text = withoutLiterals(condition);
  for (let index = 0; index < text.length; index++) {
    if (text[index] === '(') depth++;
    else if (text[index] === ')') depth--;
    else if (depth === 0 && text.startsWith('||', index)) return true;
  }
  return false;
}

function withoutLiterals(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
}

/** What to type into the find box for an attribute's value; of text with several lines the first. */
export function findText(key: string, text: string): string {
  const line = text.split(/\r?\n/, 1)[0]!;
  const value = line === text ? line : `${line}*`;
  return `${findWord(key)}=${findWord(value)}`;
}

function findWord(text: string): string {
  return /[\s"=]/.test(text) || text === '' ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}

import type { ResultValue } from '../../explore/results/traceResult';
import { attributesIn } from '../../explore/query/attributes';
import { quote } from '../../traceql/literals';

/** Intrinsics whose values are words of the language, not texts. */
const keywordFields = new Set(['status', 'kind', 'span:status', 'span:kind']);

/** What a field is compared with; `undefined` stands for spans without it. */
export type FieldValue = ResultValue | undefined;

/** A value as TraceQL writes it beside this field. */
export function literalOf(field: string, value: ResultValue): string {
  if (value.type === 'string') return keywordFields.has(field) ? value.text : quote(value.text);
  return value.type === 'other' || value.type === 'array' ? quote(value.text) : value.text;
}

/** The condition that keeps only spans with the value. */
export function includes(field: string, value: FieldValue): string {
  return value === undefined ? `${field} = nil` : `${field} = ${literalOf(field, value)}`;
}

/** The condition that leaves out spans with the value; spans without the field stay. */
export function excludes(field: string, value: FieldValue): string {
  if (value === undefined) return `${field} != nil`;
  return isAlwaysThere(field) ? `${field} != ${literalOf(field, value)}` : `!(${field} = ${literalOf(field, value)})`;
}

/** Whether every span has the field, so that nothing can be missing. */
export function isAlwaysThere(field: string): boolean {
  return attributesIn(field).length === 0 && field !== 'statusMessage' && !field.startsWith('instrumentation:');
}

/** The filters with one more condition; one that is there already stays once. */
export function withCondition(filters: readonly string[], condition: string): string[] {
  return filters.includes(condition) ? [...filters] : [...filters, condition];
}

/**
 * The filters that keep only spans with the value of the field. Conditions that asked for another value of the same field make room:
 * together they would find nothing.
 */
export function withIncluded(filters: readonly string[], field: string, value: FieldValue): string[] {
  const asked = includes(field, value);
  const rest = filters.filter((filter) => filter !== excludes(field, value) && (!filter.startsWith(`${field} = `) || joins(filter)));
  return withCondition(rest, asked);
}

/** The filters that leave the value out. */
export function withExcluded(filters: readonly string[], field: string, value: FieldValue): string[] {
  return withCondition(filters.filter((filter) => filter !== includes(field, value)), excludes(field, value));
}

/** Whether a condition is more than one comparison. */
function joins(condition: string): boolean {
  return /&&|\|\|/.test(condition);
}

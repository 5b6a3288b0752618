import type { BuilderModel, DurationRow, KeywordRow, TagRow, TagScope, TagValue, TextRow } from './builder';
import { isDuration, isNumber } from './literals';
import { textsOf } from './patterns';

/** A condition of the query, whichever row shows it. Its values are never empty, except after exists and missing. */
export type Condition = TagRow;

const serviceField = { scope: 'resource', key: 'service.name' } as const;
const nameField = { scope: 'intrinsic', key: 'name' } as const;
const statusField = { scope: 'intrinsic', key: 'status' } as const;
const kindField = { scope: 'intrinsic', key: 'kind' } as const;
const durationKeys = { span: 'duration', trace: 'traceDuration' } as const;

/** All conditions of a model, in the order of its rows. */
export function flattenRows(model: BuilderModel): Condition[] {
  const { duration } = model;
  const bounds: Condition[] = (
    [
      [duration.minInclusive ? '>=' : '>', duration.min],
      [duration.maxInclusive ? '<=' : '<', duration.max],
    ] as const
  )
    .filter(([, bound]) => isDuration(bound))
    .map(([operator, text]) => ({
      scope: 'intrinsic',
      key: durationKeys[duration.of],
      operator,
      values: [{ type: 'duration', text }],
    }));
  const rows: Condition[] = [
    { ...serviceField, operator: model.service.operator, values: strings(model.service.values) },
    { ...nameField, operator: model.spanName.operator, values: strings(model.spanName.values) },
    { ...statusField, operator: model.status.operator, values: words('status', model.status.values) },
    { ...kindField, operator: model.kind.operator, values: words('kind', model.kind.values) },
    ...bounds,
    ...model.tags,
  ];
  return mergeExclusions(rows.flatMap(normalizeCondition));
}

/** Puts each condition into the row made for it, while that is free, and all others among the tags. */
export function assignRows(conditions: readonly Condition[]): BuilderModel {
  let service: TextRow | undefined;
  let spanName: TextRow | undefined;
  let status: KeywordRow | undefined;
  let kind: KeywordRow | undefined;
  let duration: DurationRow | undefined;
  const tags: TagRow[] = [];
  for (const condition of mergeExclusions(conditions.flatMap(normalizeCondition))) {
    if (!service && isField(condition, serviceField) && (service = textRow(condition))) continue;
    if (!spanName && isField(condition, nameField) && (spanName = textRow(condition))) continue;
    if (!status && isField(condition, statusField) && (status = keywordRow(condition, 'status'))) continue;
    if (!kind && isField(condition, kindField) && (kind = keywordRow(condition, 'kind'))) continue;

    const widened = withBound(duration, condition);
    if (widened) duration = widened;
    else tags.push(condition);
  }

  return {
    service: service ?? { operator: '=', values: [] },
    spanName: spanName ?? { operator: '=', values: [] },
    status: status ?? { operator: '=', values: [] },
    kind: kind ?? { operator: '=', values: [] },
    duration: duration ?? noDuration,
    tags,
  };
}

const noDuration: DurationRow = { of: 'span', min: '', max: '', minInclusive: true, maxInclusive: true };

function strings(values: readonly string[]): TagValue[] {
  return values.map((text) => ({ type: 'string', text }));
}

function words(type: 'status' | 'kind', values: readonly string[]): TagValue[] {
  return values.map((text) => ({ type, text }));
}

function isField(condition: Condition, field: { readonly scope: TagScope; readonly key: string }): boolean {
  return condition.scope === field.scope && condition.key === field.key;
}

function textRow({ operator, values }: Condition): TextRow | undefined {
  const isText = operator === '=' || operator === '!=' || operator === '=~' || operator === '!~';
  return isText && values.every((value) => value.type === 'string')
    ? { operator, values: values.map((value) => value.text) }
    : undefined;
}

function keywordRow({ operator, values }: Condition, type: 'status' | 'kind'): KeywordRow | undefined {
  return (operator === '=' || operator === '!=') && values.every((value) => value.type === type)
    ? { operator, values: values.map((value) => value.text) }
    : undefined;
}

/** The duration with the condition as one more bound; undefined when it is none, or that bound is taken. */
function withBound(row: DurationRow | undefined, condition: Condition): DurationRow | undefined {
  const of = condition.key === durationKeys.span ? 'span' : condition.key === durationKeys.trace ? 'trace' : undefined;
  const value = condition.values[0];
  if (condition.scope !== 'intrinsic' || !of || value?.type !== 'duration' || (row && row.of !== of)) {
    return undefined;
  }

  const before = row ?? { ...noDuration, of };
  switch (condition.operator) {
    case '>':
    case '>=':
      return before.min === ''
        ? { ...before, min: value.text, minInclusive: condition.operator === '>=' }
        : undefined;
    case '<':
    case '<=':
      return before.max === ''
        ? { ...before, max: value.text, maxInclusive: condition.operator === '<=' }
        : undefined;
    default:
      return undefined;
  }
}

/** The condition in its one form; nothing when it is not finished. */
function normalizeCondition(condition: Condition): Condition[] {
  const { scope, key, operator } = condition;
  if (scope === 'intrinsic' && key === '') {
    return [];
  }

  if (operator === 'exists' || operator === 'missing') {
    return key === '' ? [] : [{ scope, key, operator, values: [] }];
  }

  const values = distinct(condition.values.map(normalizeValue));
  const [first] = values;
  if (key === '' || first === undefined) {
    return [];
  }

  if (operator === '=~' || operator === '!~') {
    const pattern = values.length === 1 ? first.text : values.map((value) => asAlternative(value.text)).join('|');
    const texts = textsOf(pattern);
    return texts
      ? [{ scope, key, operator: operator === '=~' ? '=' : '!=', values: distinct(strings(texts)) }]
      : [{ scope, key, operator, values: strings([pattern]) }];
  }

  return [{ scope, key, operator, values: operator === '=' || operator === '!=' ? values : [first] }];
}

/** A pattern that keeps its meaning beside others: flags such as `(?i)` reach to the end of their group. */
function asAlternative(pattern: string): string {
  return pattern.includes('(?') ? `(?:${pattern})` : pattern;
}

/** What is written must be a literal of its type; anything else is a string. */
function normalizeValue({ type, text }: TagValue): TagValue {
  const isLiteral =
    (type === 'number' && isNumber(text)) ||
    (type === 'duration' && isDuration(text)) ||
    (type === 'boolean' && (text === 'true' || text === 'false')) ||
    (type === 'status' && /^(?:error|ok|unset)$/.test(text)) ||
    (type === 'kind' && /^(?:server|client|internal|producer|consumer|unspecified)$/.test(text));
  return { type: isLiteral ? type : 'string', text };
}

function distinct(values: readonly TagValue[]): TagValue[] {
  return values.filter(
    (value, i) => values.findIndex((other) => other.type === value.type && other.text === value.text) === i,
  );
}

/** `a != 1 && a != 2` is one row with two values, as `a = 1 || a = 2` is. */
function mergeExclusions(conditions: readonly Condition[]): Condition[] {
  const merged: Condition[] = [];
  for (const condition of conditions) {
    const last = merged.at(-1);
    if (last && last.operator === '!=' && condition.operator === '!=' && isField(condition, last)) {
      merged[merged.length - 1] = { ...last, values: distinct([...last.values, ...condition.values]) };
    } else {
      merged.push(condition);
    }
  }

  return merged;
}

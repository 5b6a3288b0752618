import { getJson } from '../../api/client';
import type { TagValue } from '../../traceql/builder';
import type { AttributeScope } from '../query/attributes';
import { asArray, asRecord, asText } from '../json';

/** A range in Unix seconds. */
export interface SecondsRange {
  readonly start: number;
  readonly end: number;
}

/** A name that spans of the range have, with where it stands. */
export interface TagName {
  readonly scope: AttributeScope | 'intrinsic';
  readonly name: string;
}

/** A list that may have been cut by the limit it was asked with. */
export interface TagList<T> {
  readonly items: readonly T[];
  readonly isCut: boolean;
}

/** The most names of one scope that are asked for. */
export const mostNames = 1000;

/** The most values of one field that are asked for. */
export const mostValues = 500;

/** Names of attributes and intrinsics of spans that match `query` in the range. */
export async function fetchTagNames(query: string, range: SecondsRange, signal?: AbortSignal): Promise<TagList<TagName>> {
  const answer = await getJson<unknown>('/api/v2/search/tags', {
    query: { q: query, start: range.start, end: range.end, limit: mostNames },
    signal,
  });
  let isCut = false;
  const items = asArray(asRecord(answer).scopes).flatMap((entry) => {
    const scope = asText(asRecord(entry).name);
    const names = asArray(asRecord(entry).tags).filter((name) => typeof name === 'string');
    if (!isTagScope(scope)) return [];
    isCut ||= scope !== 'intrinsic' && names.length >= mostNames;
    return names.map((name) => ({ scope, name }));
  });
  return { items, isCut };
}

/** Values of a field on spans that match `query` in the range, sorted, each with its type. */
export async function fetchTagValues(field: string, query: string, range: SecondsRange, signal?: AbortSignal): Promise<TagList<TagValue>> {
  const answer = await getJson<unknown>(`/api/v2/search/tag/${encodeURIComponent(field)}/values`, {
    query: { q: query, start: range.start, end: range.end, limit: mostValues },
    signal,
  });
  const items = asArray(asRecord(answer).tagValues).flatMap((entry) => {
    const { type, value } = asRecord(entry);
    return typeof value === 'string' ? [{ type: valueType(asText(type), field), text: value }] : [];
  });
  return { items: items.sort((a, b) => collator.compare(a.text, b.text)), isCut: items.length >= mostValues };
}

const collator = new Intl.Collator('en', { numeric: true });

function valueType(type: string | undefined, field: string): TagValue['type'] {
  switch (type) {
    case 'int':
    case 'float':
      return 'number';
    case 'bool':
      return 'boolean';
    case 'duration':
      return 'duration';
    case 'keyword':
      return field.endsWith('kind') ? 'kind' : field.endsWith('status') ? 'status' : 'string';
    default:
      return 'string';
  }
}

const tagScopes = new Set<string>(['span', 'resource', 'event', 'link', 'instrumentation', 'intrinsic']);

function isTagScope(scope: string | undefined): scope is TagName['scope'] {
  return scope !== undefined && tagScopes.has(scope);
}

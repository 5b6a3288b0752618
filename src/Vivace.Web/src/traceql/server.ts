import { getJson } from '../api/client';

/** What the server says of queries that are being typed: completion and mistakes. Offsets count UTF-16 code units. */

export type CompletionKind = 'keyword' | 'intrinsic' | 'scope' | 'attribute' | 'operator' | 'function' | 'value' | 'hint' | 'punctuation';

export interface CompletionItem {
  readonly label: string;
  /** Quoted and escaped for its place. */
  readonly insertText: string;
  readonly kind: CompletionKind;
  readonly detail: string;
}

export interface CompletionAnswer {
  readonly items: readonly CompletionItem[];
  /** The word that an item replaces. */
  readonly replace: { readonly start: number; readonly end: number };
  /** A limit cut the list: more can be found by typing more. */
  readonly incomplete: boolean;
}

export interface QueryFix {
  /** The replacement as a person reads it. */
  readonly title: string;
  readonly start: number;
  readonly length: number;
  readonly text: string;
}

export type Severity = 'error' | 'warning' | 'hint';

export interface QueryDiagnostic {
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  /** 0 at the end of the query. */
  readonly length: number;
  readonly line: number;
  readonly column: number;
  readonly expected?: readonly string[];
  readonly fixes?: readonly QueryFix[];
}

export interface Validation {
  readonly valid: boolean;
  readonly kind?: 'search' | 'metrics';
  readonly diagnostics: readonly QueryDiagnostic[];
  /** The query as the server prints it; two queries with the same text mean the same. Missing when it cannot be read. */
  readonly canonical?: string;
}

/** The time range that names, values and hints are about, in Unix seconds. */
export interface QueryRange {
  readonly start: number;
  readonly end: number;
}

export function completeQuery(query: string, cursor: number, range: QueryRange | undefined, signal: AbortSignal): Promise<CompletionAnswer> {
  return getJson('/api/vivace/complete', { query: { q: query, cursor, ...range }, signal });
}

export function validateQuery(query: string, range: QueryRange | undefined, step: string | undefined, signal: AbortSignal): Promise<Validation> {
  return getJson('/api/vivace/validate', { query: { q: query, ...range, step }, signal });
}

/** Names of attributes by scope, from Tempo's own endpoint. */
export async function tagNames(scope: string, range: QueryRange | undefined, signal: AbortSignal): Promise<{ scope: string; name: string }[]> {
  const answer = await getJson<{ scopes?: { name: string; tags?: string[] }[] }>('/api/v2/search/tags', {
    query: { scope: scope === '' ? undefined : scope, ...range },
    signal,
  });
  return (answer.scopes ?? []).flatMap(({ name, tags }) => (tags ?? []).map((tag) => ({ scope: name, name: tag })));
}

/** Values of a field (`span.http.method`, `name`), from Tempo's own endpoint. */
export async function tagValues(
  field: string,
  range: QueryRange | undefined,
  signal: AbortSignal,
): Promise<{ type: string; value: string }[]> {
  const path = `/api/v2/search/tag/${encodeURIComponent(field)}/values`;
  const answer = await getJson<{ tagValues?: { type: string; value: string }[] }>(path, { query: { ...range }, signal });
  return answer.tagValues ?? [];
}

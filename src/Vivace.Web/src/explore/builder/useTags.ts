import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTenant } from '../../api/tenant';
import type { TagValue } from '../../traceql/builder';
import { quote } from '../../traceql/literals';
import { resolveRange, type TimeRange } from '../../time/ranges';
import { fetchTagNames, fetchTagValues, type SecondsRange, type TagList, type TagName } from './tagApi';

/** Typing has to pause this long before the server is asked, in milliseconds. */
const debounceMilliseconds = 150;

/** What a list of suggestions shows. */
export interface TagQuery<T> {
  readonly list: TagList<T> | undefined;
  readonly isLoading: boolean;
  readonly error: Error | undefined;
}

/** Names that may follow the other rows' conditions. Nothing is asked before `isEnabled`. */
export function useTagNames(query: string, range: TimeRange, isEnabled: boolean): TagQuery<TagName> {
  const tenant = useTenant((state) => state.tenant);
  const seconds = useRoundedRange(range);
  const settled = useDebounced(query, debounceMilliseconds);
  const { data, isFetching, error } = useQuery({
    queryKey: ['tag-names', tenant, settled, seconds],
    queryFn: ({ signal }) => fetchTagNames(settled, seconds, signal),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  return { list: data, isLoading: isFetching, error: error ?? undefined };
}

/**
 * Values of a field on spans that match the other rows. When the list was cut by its limit and something is typed, the server is asked
 * again for values that contain it.
 */
export function useTagValues(field: string, query: string, typed: string, range: TimeRange, isEnabled: boolean): TagQuery<TagValue> {
  const tenant = useTenant((state) => state.tenant);
  const seconds = useRoundedRange(range);
  const settledQuery = useDebounced(query, debounceMilliseconds);
  const settledText = useDebounced(typed.trim(), debounceMilliseconds);
  const isAsked = isEnabled && field !== '';
  const all = useQuery({
    queryKey: ['tag-values', tenant, field, settledQuery, seconds],
    queryFn: ({ signal }) => fetchTagValues(field, settledQuery, seconds, signal),
    enabled: isAsked,
    placeholderData: (previous, previousQuery) => (previousQuery?.queryKey[2] === field ? previous : undefined),
    staleTime: 60_000,
  });
  const narrowed = narrowedQuery(settledQuery, field, settledText);
  const some = useQuery({
    queryKey: ['tag-values', tenant, field, narrowed, seconds],
    queryFn: ({ signal }) => fetchTagValues(field, narrowed, seconds, signal),
    enabled: isAsked && settledText !== '' && all.data?.isCut === true,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  const shown = settledText !== '' && all.data?.isCut === true && some.data !== undefined ? some : all;
  return { list: shown.data, isLoading: all.isFetching || some.isFetching, error: shown.error ?? undefined };
}

/** The query with one more condition: the field contains the text, in any case. */
export function narrowedQuery(query: string, field: string, text: string): string {
  const condition = `${field} =~ ${quote(`(?i).*${text.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&')}.*`)}`;
  const inner = query.trim().replace(/^\{|\}$/g, '').trim();
  return inner === '' ? `{ ${condition} }` : `{ ${inner} && ${condition} }`;
}

/** The value as it was when it last stood still for a while. */
function useDebounced<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (Object.is(settled, value)) return undefined;
    const timer = setTimeout(() => setSettled(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, settled, milliseconds]);
  return settled;
}

/** Ends on full minutes, so that a range up to now is not another one at every moment. */
function useRoundedRange(range: TimeRange): SecondsRange {
  const [openedAt] = useState(() => Date.now());
  const resolved = resolveRange(range, openedAt);
  return {
    start: Math.floor(resolved.fromMilliseconds / 60_000) * 60,
    end: Math.ceil(resolved.toMilliseconds / 60_000) * 60,
  };
}

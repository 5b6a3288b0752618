import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFeature } from '../api/about';
import { useTenant } from '../api/tenant';
import { type QueryRange, type Validation, validateQuery } from './server';

/** How long typing rests before the server is asked, in milliseconds. */
const DEBOUNCE_MILLISECONDS = 250;

/** Longer queries are checked by running them. */
const QUERY_CHARACTERS = 20_000;

export interface ValidationOptions {
  /** The range the query is to run over, for hints about long ones. */
  range?: QueryRange | undefined;
  /** The step of a metrics query, when one is set. */
  step?: string | undefined;
}

export interface CheckedQuery {
  /** The text that the server spoke of. */
  readonly query: string;
  readonly validation: Validation;
}

/**
 * What the server says of a query while it is typed: undefined while nothing is known, when the query is empty, and
 * when the server cannot tell. The answer may be about an earlier text; `query` says which.
 */
export function useValidation(query: string, { range, step }: ValidationOptions = {}): CheckedQuery | undefined {
  const canValidate = useFeature('validate') === true;
  const tenant = useTenant((state) => state.tenant);
  const asked = useRested(query, DEBOUNCE_MILLISECONDS);
  // The hints ask how long the range is, not where it lies; so a moving range does not ask again and again.
  const seconds = range === undefined || range.start < 0 ? undefined : Math.round((range.end - range.start) / 60) * 60;
  const { data } = useQuery({
    queryKey: ['validate', tenant, asked, seconds, step],
    queryFn: async ({ signal }): Promise<CheckedQuery> => ({ query: asked, validation: await validateQuery(asked, seconds === undefined ? undefined : range, step, signal) }),
    enabled: canValidate && asked.trim() !== '' && asked.length <= QUERY_CHARACTERS,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  return asked.trim() === '' || query.trim() === '' ? undefined : data;
}

/** A value once it has stayed the same for a while; the first one at once. */
function useRested<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return rested;
}

import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { TraceServices } from './model/TraceServices';

let last = 0;
const numbers = new WeakMap<TraceServices, number>();

/**
 * How keys in the request cache begin for what belongs to one open trace. A trace that is opened again, or the same one from a file,
 * has other rows and asks for itself.
 */
export function traceQueryKey(services: TraceServices, ...rest: readonly (string | number)[]): readonly (string | number)[] {
  let number = numbers.get(services);
  if (number === undefined) {
    number = ++last;
    numbers.set(services, number);
  }
  return ['open-trace', number, ...rest];
}

/** Empties the request cache of what was asked for a trace when the trace is closed: nobody can ask for it again. */
export function useForgetOnClose(services: TraceServices): void {
  const client = useQueryClient();
  useEffect(
    () => () => {
      // The parts of the page leave after this one, and each query that is left would wait for its end again.
      setTimeout(() => client.removeQueries({ queryKey: traceQueryKey(services) }), 0);
    },
    [client, services],
  );
}

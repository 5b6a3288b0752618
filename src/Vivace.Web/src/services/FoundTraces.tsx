import { TextSearch } from 'lucide-react';
import { Button } from '../ui/Button';
import { ButtonLink } from '../ui/ButtonLink';
import { Notice } from '../ui/Notice';
import { formatCount } from '../ui/formatNumbers';
import { exploreUrl } from '../url/exploreRoute';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import styles from './FoundTraces.module.css';

export interface FoundTracesProps {
  /** Traces that were found; null while that is not known. */
  readonly count: number | null;
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

/** What a graph of traces counts, and the ways to the traces and to the graph of everything. */
export function FoundTraces({ count, state, change }: FoundTracesProps) {
  const { q, traces, first, from, to, tenant } = state;
  return (
    <div className={styles.found}>
      <Notice
        title={count === null ? 'Calls of the traces found.' : `All calls of ${foundText(count, traces, first, q !== '')}.`}
        actions={
          <>
            <ButtonLink size="sm" icon={<TextSearch aria-hidden />} href={exploreUrl({ q, mode: 'traceql', from, to, limit: traces, sort: first, tenant })}>
              The traces
            </ButtonLink>
            <Button size="sm" onClick={() => change({ traces: 0, first: 'start' }, 'push')}>
              {q === '' ? 'All calls of the range' : 'Only calls that match'}
            </Button>
          </>
        }
      >
        <span className={styles.detail}>
          {q === '' ? 'Those of other traces are not counted.' : 'Calls count whether or not they match the filter themselves.'}
        </span>
      </Notice>
    </div>
  );
}

/** `the 20 newest traces that match`, or just `the 20 newest traces` where all do; fewer than were asked for are all there are. */
export function foundText(count: number, asked: number, first: ServicesState['first'], isFiltered: boolean): string {
  if (count === 0) return 'no trace';
  const [which, what] = count < asked ? ['', ''] : chosen[first];
  const traces = count === 1 ? 'trace' : 'traces';
  const matching = !isFiltered ? '' : count === 1 ? 'that matches' : 'that match';
  return `the ${[formatCount(count), which, traces, what || matching].filter(Boolean).join(' ')}`;
}

const chosen: Record<ServicesState['first'], readonly [which: string, what: string]> = {
  start: ['newest', ''],
  'start.asc': ['oldest', ''],
  duration: ['slowest', ''],
  'duration.asc': ['fastest', ''],
  spans: ['', 'with most spans'],
  'spans.asc': ['', 'with fewest spans'],
  errors: ['', 'with most errors'],
  'errors.asc': ['', 'with fewest errors'],
};

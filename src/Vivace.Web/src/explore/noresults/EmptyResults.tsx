import { useQuery } from '@tanstack/react-query';
import { useAbout } from '../../api/about';
import { useTenant } from '../../api/tenant';
import { parseTimePoint } from '../../time/ranges';
import type { ExploreState } from '../../url/exploreRoute';
import { NoResults, type NoResultsHint } from '../../ui/NoResults';
import { effectiveQuery } from '../run/queryForRun';
import type { SearchRequest } from '../run/searchState';
import { serverProbes } from './probes';
import { suggestFor, type Suggestions } from './suggestions';

/** Properties of `EmptyResults`. */
export interface EmptyResultsProps {
  readonly request: SearchRequest;
  /** The searched range in words. */
  readonly range: string;
  readonly inspectedSpans: number | undefined;
  readonly onRun: (query: string, changed?: Partial<ExploreState>) => void;
}

/** A search that found nothing, with what would find something. */
export function EmptyResults({ request, range, inspectedSpans, onRun }: EmptyResultsProps) {
  const about = useAbout();
  const tenant = useTenant((state) => state.tenant);
  const query = effectiveQuery(request.query);
  const { data, isFetching } = useQuery({
    queryKey: ['no-results', tenant, query, request.startSeconds, request.endSeconds],
    queryFn: ({ signal }) => suggestFor(query, serverProbes(request, about!, signal)),
    enabled: about !== undefined,
    staleTime: 60_000,
    retry: false,
  });
  return (
    <NoResults query={query} range={range} inspectedSpans={inspectedSpans} hints={data === undefined ? [] : hintsOf(data, query, onRun)}>
      {data !== undefined && untold(data).map((attribute) => <p key={attribute}>No span in this range has <code>{attribute}</code>.</p>)}
      {isFetching && <p role="status">Looking for what is in the way…</p>}
    </NoResults>
  );
}

/** Unknown attributes that no hint speaks of. */
function untold({ unknown, dropped }: Suggestions): string[] {
  return unknown
    .filter(({ attribute, suggestion }) => suggestion === undefined && !dropped.slice(0, mostDropped).some(({ condition }) => condition.includes(attribute)))
    .map(({ attribute }) => attribute);
}

/** More conditions than this are not offered to be dropped. */
const mostDropped = 3;

function hintsOf({ unknown, dropped, wider }: Suggestions, query: string, onRun: EmptyResultsProps['onRun']): NoResultsHint[] {
  const hints: NoResultsHint[] = [];
  for (const { attribute, suggestion } of unknown) {
    if (suggestion !== undefined) {
      hints.push({ label: `Use ${suggestion.attribute}`, reason: `No span in this range has ${attribute}.`, apply: () => onRun(suggestion.query) });
    }
  }
  for (const { condition, query: without, spans } of dropped.slice(0, mostDropped)) {
    const unknownThere = unknown.find(({ attribute, suggestion }) => suggestion === undefined && condition.includes(attribute));
    const found = `${spans.toLocaleString('en')} ${spans === 1 ? 'span matches' : 'spans match'} without it.`;
    hints.push({
      label: `Drop ${condition}`,
      reason: unknownThere === undefined ? found : `No span in this range has ${unknownThere.attribute}; ${found}`,
      apply: () => onRun(without),
    });
  }
  if (wider !== undefined) {
    const [from, to] = [parseTimePoint(wider.from), parseTimePoint(wider.to)];
    if (from !== null && to !== null) {
      hints.push({ label: `Search ${wider.label}`, reason: 'There are matches in it.', apply: () => onRun(query, { from, to }) });
    }
  }
  return hints;
}

import { Suspense } from 'react';
import { ErrorBoundary } from '../app/ErrorBoundary';
import { lazyPart } from '../app/lazyPart';
import { describeRange } from '../time/describeRange';
import type { TimeRange } from '../time/ranges';
import { useZone } from '../time/useZone';
import { Skeleton } from '../ui/Skeleton';
import { drilldownCodec } from '../url/drilldownRoute';
import { useRouteState } from '../url/useRouteState';
import { useDrillRange } from './data/useDrillRange';
import styles from './DrilldownPage.module.css';
import { DrillTabs } from './DrillTabs';
import type { DrillView } from './drillView';
import { FilterBar } from './filters/FilterBar';
import { drillSpansOf, spansetOf } from './query/drillQuery';
import { RedPanel } from './red/RedPanel';
import { useRed } from './red/useRed';

const TraceDrawer = lazyPart(() => import('./drawer/TraceDrawer'), 'TraceDrawer');
const EmptyResults = lazyPart(() => import('../explore/noresults/EmptyResults'), 'EmptyResults');

/** From many spans to an explanation: rate, errors and durations above, what tells them apart below. All of it is in the address. */
export function DrilldownPage() {
  const { state: route, change } = useRouteState(drilldownCodec);
  const { range, askedAtMs } = useDrillRange(route);
  const red = useRed(route, range, askedAtMs);
  const view: DrillView = { route, change, range, askedAtMs };
  const isEmpty = red.data !== undefined && red.error === undefined && !red.isStale && red.data.spans === 0;

  return (
    <div className={styles.page}>
      <div className={styles.main}>
        <h1 className="visually-hidden">Drilldown</h1>
        <FilterBar route={route} change={change} range={range} />
        {isEmpty ? <NothingThere {...view} /> : (
          <>
            <RedPanel {...view} red={red} />
            <DrillTabs {...view} red={red.data} isRedStale={red.isStale} redError={red.error} retryRed={red.retry} />
          </>
        )}
      </div>
      {route.trace !== '' && (
        <ErrorBoundary title="The trace could not be shown." compact resetKey={route.trace}>
          <Suspense fallback={<Skeleton rows={10} />}>
            <TraceDrawer key={route.trace} route={route} change={change} />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}

/** No span at all: what was asked, and what would find some. */
function NothingThere({ route, change, range }: DrillView) {
  const zone = useZone();
  const query = spansetOf(route);
  return (
    <Suspense fallback={<Skeleton rows={4} />}>
      <EmptyResults
        request={{ query, startSeconds: range.startSeconds, endSeconds: range.endSeconds, limit: 20, spansPerSpanset: 3, sort: { key: 'start', order: 'desc' }, fields: [] }}
        range={rangeInWords(route, zone)}
        inspectedSpans={undefined}
        onRun={(text, changed) => change({
          ...(text === query ? {} : drillSpansOf(text)),
          ...(changed?.from === undefined ? {} : { from: changed.from }),
          ...(changed?.to === undefined ? {} : { to: changed.to }),
        }, 'push')}
      />
    </Suspense>
  );
}

function rangeInWords(range: TimeRange, zone: ReturnType<typeof useZone>): string {
  const words = describeRange(range, zone);
  return range.from.kind === 'absolute' ? words : `the ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

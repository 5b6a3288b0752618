import { Suspense, useDeferredValue, useState } from 'react';
import { ErrorBoundary } from '../app/ErrorBoundary';
import { LoadingState } from '../ui/LoadingState';
import { DetailsLayout } from './details/DetailsLayout';
import { ReceivedNotices } from './header/ReceivedNotices';
import { TraceHeader } from './header/TraceHeader';
import { Minimap } from './minimap/Minimap';
import { Legend } from './toolbar/Legend';
import { RootBreadcrumb } from './toolbar/RootBreadcrumb';
import { TraceToolbar } from './toolbar/TraceToolbar';
import { TraceNoticesBar } from './TraceNoticesBar';
import { TraceStoreContext, useTrace } from './TraceStoreContext';
import { createTraceStore } from './traceStore';
import styles from './TraceView.module.css';
import { useForgetOnClose } from './traceQueries';
import { traceViews } from './traceViews';
import { useLiveAppend } from './useLiveAppend';
import { useTraceShortcuts } from './useTraceShortcuts';
import { useTraceUrl } from './useTraceUrl';
import { useWaterfallPreferences } from './waterfall/waterfallPreferences';
import type { OpenTrace } from './worker/openTrace';

/** An open trace with everything around it. */
export function TraceView({ trace }: { readonly trace: OpenTrace }) {
  const [store] = useState(() => createTraceStore(trace.model, trace.services));
  useTraceUrl(store);
  useLiveAppend(store, trace);
  useForgetOnClose(trace.services);
  return (
    <TraceStoreContext value={store}>
      <TraceParts />
    </TraceStoreContext>
  );
}

function TraceParts() {
  // Drawn in slices when it changes: the tab answers at once, the view follows.
  const view = useDeferredValue(useTrace((state) => state.view));
  const legendShown = useWaterfallPreferences((state) => state.legendShown);
  useTraceShortcuts(traceViews);
  const shown = traceViews.find((one) => one.view === view) ?? traceViews[0]!;
  return (
    <div className={styles.page}>
      <TraceHeader />
      <Minimap />
      <TraceToolbar views={traceViews} />
      {legendShown && <Legend />}
      <ReceivedNotices />
      <TraceNoticesBar />
      <RootBreadcrumb />
      <div className={styles.main}>
        <DetailsLayout>
          <ErrorBoundary resetKey={view} title="This view could not be shown." compact>
            <Suspense fallback={<LoadingState label="Loading the view" />}>
              <shown.Component />
            </Suspense>
          </ErrorBoundary>
        </DetailsLayout>
      </div>
    </div>
  );
}

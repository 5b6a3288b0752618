import { useEffect, useState } from 'react';
import { Button } from '../ui/Button';
import { Notice } from '../ui/Notice';
import { skewedRows } from './model/clockSkew';
import type { TraceModel } from './model/TraceModel';
import { useTrace, useTraceActions } from './TraceStoreContext';
import { whenIdle } from './whenIdle';
import styles from './TraceNoticesBar.module.css';

/** What the waterfall has to say about the trace: clocks that differ, rows that are not loaded, new spans. */
export function TraceNoticesBar() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const loadError = useTrace((state) => state.loadError);
  const skewed = useSkewedRows(model);
  const [dismissed, setDismissed] = useState(false);
  const partly = model.rowCount < model.totalSpans;
  if (skewed.length === 0 && !partly && loadError === null) return null;
  return (
    <div className={styles.notices}>
      {loadError !== null && (
        <Notice tone="error" title="More spans could not be loaded.">
          {loadError}
        </Notice>
      )}
      {partly && (
        <Notice>
          {model.rowCount.toLocaleString('en')} of {model.totalSpans.toLocaleString('en')} spans are loaded. Expand a span to
          load what is below it; find and statistics see what is loaded.
        </Notice>
      )}
      {skewed.length > 0 && !dismissed && (
        <Notice
          tone="warning"
          onDismiss={() => setDismissed(true)}
          actions={
            <Button size="sm" onClick={() => actions.select(skewed[0]!)}>
              Show the first
            </Button>
          }
        >
          {skewed.length === 1 ? 'One span lies' : `${skewed.length.toLocaleString('en')} spans lie`} outside the time of
          their parent in another service. The clocks of the hosts seem to differ; times are shown as they were received.
        </Notice>
      )}
    </div>
  );
}

const none: readonly number[] = [];

/** Looked for after the rows are on screen. */
function useSkewedRows(model: TraceModel): readonly number[] {
  const [found, setFound] = useState<{ readonly of: TraceModel; readonly rows: readonly number[] } | null>(null);
  useEffect(() => whenIdle(() => setFound({ of: model, rows: skewedRows(model) })), [model]);
  return found?.of === model ? found.rows : none;
}

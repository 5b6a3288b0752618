import type { TraceResult } from '../results/traceResult';
import { Button } from '../../ui/Button';
import { SpansetBlock } from './SpansetBlock';
import styles from './TraceExpansion.module.css';

/** Properties of `TraceExpansion`. */
export interface TraceExpansionProps {
  readonly trace: TraceResult;
  readonly hrefOf: (spanId: string) => string;
  /** Asks for more spans of each spanset; absent when the answer already lists as many as a server gives. */
  readonly onMoreSpans: (() => void) | undefined;
}

/** The spansets of a trace, one block each. */
export function TraceExpansion({ trace, hrefOf, onMoreSpans }: TraceExpansionProps) {
  const hasMore = trace.spansets.some((spanset) => spanset.spans.length < spanset.matched);
  return (
    <div className={styles.expansion}>
      {trace.spansets.map((spanset, i) => (
        // Groups of one trace keep their order and have no id.
        // oxlint-disable-next-line react/no-array-index-key
        <SpansetBlock key={i} trace={trace} spanset={spanset} hrefOf={hrefOf} />
      ))}
      {trace.spansets.length === 0 && <p className={styles.none}>The answer lists no spans of this trace.</p>}
      {hasMore && onMoreSpans !== undefined && (
        <Button size="sm" variant="ghost" className={styles.more ?? ''} onClick={onMoreSpans}>
          List up to 100 spans of each group
        </Button>
      )}
    </div>
  );
}

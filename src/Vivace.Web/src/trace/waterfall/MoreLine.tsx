import { NameCell } from './NameCell';
import styles from './StubLine.module.css';
import type { WaterfallRowProps } from './WaterfallRow';

/** Children that are not loaded yet; opening the line loads them. */
export function MoreLine({ level, spans, loading }: WaterfallRowProps) {
  const count = spans.toLocaleString('en');
  return (
    <>
      <NameCell level={level} expanded={undefined}>
        <span className={styles.more} data-toggle>
          {loading ? `Loading ${count} more…` : `Load ${count} more`}
        </span>
      </NameCell>
      <div role="gridcell" aria-label="Not loaded" className={styles.rest} />
    </>
  );
}

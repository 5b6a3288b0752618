import { memo } from 'react';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import type { ColumnReader } from './columns';
import styles from './SpanTable.module.css';

export interface SpanTableRowProps {
  row: number;
  rowIndex: number;
  top: number;
  height: number;
  template: string;
  readers: readonly ColumnReader[];
  isSelected: boolean;
  isFound: boolean;
}

/** One span of the table. A click opens its details. */
export const SpanTableRow = memo(function SpanTableRow({
  row,
  rowIndex,
  top,
  height,
  template,
  readers,
  isSelected,
  isFound,
}: SpanTableRowProps) {
  const actions = useTraceActions();
  const color = useTrace((state) => state.colors.css[state.colors.codes[row]!]);
  return (
    // Keys are handled by the grid, whose active descendant this is.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={`span-row-${row}`}
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isSelected}
      tabIndex={-1}
      className={styles.row}
      data-found={isFound || undefined}
      style={{ transform: `translateY(${top}px)`, height, gridTemplateColumns: template }}
      onClick={() => actions.select(row, { details: true })}
    >
      {readers.map((reader, index) => (
        <div
          key={index}
          role="gridcell"
          className={styles.cell}
          data-number={reader.isNumber || undefined}
          data-mono={reader.isMono || undefined}
          data-tone={reader.tone(row)}
          title={reader.text(row)}
        >
          {reader.hasColor && <span className={styles.color} style={{ background: color }} />}
          {reader.text(row)}
        </div>
      ))}
    </div>
  );
});

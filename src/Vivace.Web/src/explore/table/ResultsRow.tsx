import { ChevronRight } from 'lucide-react';
import { classes } from '../../ui/classes';
import type { Column } from './columns';
import { columnSpec } from './columnSpec';
import type { RowView } from './ResultsTable';
import styles from './ResultsTable.module.css';

/** Properties of `ResultsRow`. */
export interface ResultsRowProps {
  readonly row: unknown;
  readonly view: RowView<unknown>;
  readonly columns: readonly Column[];
  readonly index: number;
  readonly isActive: boolean;
  readonly isExpanded: boolean;
  readonly isChecked: boolean;
  readonly isNarrow: boolean;
  readonly height: number;
  readonly onToggle: (key: string) => void;
  readonly onCheck: (traceId: string) => void;
  readonly onActivate: (index: number) => void;
}

/** One row, and what it opens to. A click beside its link opens it, or makes it the active one. */
export function ResultsRow({ row, view, columns, index, isActive, isExpanded, isChecked, isNarrow, height, onToggle, onCheck, onActivate }: ResultsRowProps) {
  const key = view.key(row);
  const name = view.name(row);
  const isExpandable = view.expansion !== undefined;
  return (
    <>
      {/* Keys are handled by the table. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        role="row"
        data-row={key}
        aria-rowindex={index + 2}
        aria-level={1}
        aria-expanded={isExpandable ? isExpanded : undefined}
        aria-selected={isChecked}
        aria-label={name}
        tabIndex={isActive ? 0 : -1}
        className={classes(styles.row, isExpanded && styles.open)}
        style={{ height }}
        onFocus={() => onActivate(index)}
        onClick={(event) => {
          onActivate(index);
          if (isExpandable && window.getSelection()?.isCollapsed !== false && !event.defaultPrevented) onToggle(key);
        }}
      >
        <div role="gridcell" aria-colindex={1} className={styles.tools}>
          <input
            type="checkbox"
            aria-label={`Tick ${name}`}
            tabIndex={-1}
            checked={isChecked}
            onChange={() => onCheck(view.traceId(row))}
            onClick={(event) => event.stopPropagation()}
          />
          {isExpandable && <ChevronRight aria-hidden className={styles.chevron} />}
        </div>
        {isNarrow
          ? <div role="gridcell" aria-colindex={2} className={styles.card}>{view.card(row)}</div>
          : columns.map(({ id }, i) => (
            <div key={id} role="gridcell" aria-colindex={i + 2} className={classes(styles.cell, columnSpec(id).isFigure && styles.figure)}>
              {view.cell(row, id)}
            </div>
          ))}
      </div>
      {isExpanded && view.expansion !== undefined && (
        <div role="row" aria-level={2} className={styles.expansion}>
          <div role="gridcell" aria-colindex={1}>{view.expansion(row)}</div>
        </div>
      )}
    </>
  );
}

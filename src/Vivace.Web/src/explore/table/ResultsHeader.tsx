import { HeaderCell, type HeaderSort } from './HeaderCell';
import type { Direction } from '../results/sortOrder';
import { columnSpec } from './columnSpec';
import { moveColumn, resizeColumn, toggleColumn, type Column } from './columns';
import styles from './ResultsTable.module.css';
import type { SortKey } from '../../url/exploreRoute';

/** Properties of `ResultsHeader`. */
export interface ResultsHeaderProps {
  readonly columns: readonly Column[];
  readonly onColumns: (columns: Column[]) => void;
  /** Columns while one is being resized. */
  readonly onPreview: (columns: Column[]) => void;
  readonly isAllChecked: boolean;
  readonly onCheckAll: () => void;
  /** The order of a column, if it has one. */
  readonly sortOf: (column: string) => HeaderSort | undefined;
  /** Orders on the server; absent where it cannot. */
  readonly onServerSort: ((key: SortKey, order: Direction) => void) | undefined;
  readonly onLocalSort: (column: string, order: Direction | undefined) => void;
  /** The zone of the times, shown in the heading of the start. */
  readonly zone: string;
}

/** The row of headings. */
export function ResultsHeader({ columns, onColumns, onPreview, isAllChecked, onCheckAll, sortOf, onServerSort, onLocalSort, zone }: ResultsHeaderProps) {
  return (
    <div role="rowgroup" className={styles.headGroup}>
      <div role="row" aria-rowindex={1} className={styles.headRow}>
        <div role="columnheader" aria-colindex={1} className={styles.tools}>
          <input type="checkbox" aria-label="Tick all rows" checked={isAllChecked} onChange={onCheckAll} />
        </div>
        {columns.map(({ id, width }, i) => {
          const { serverKey } = columnSpec(id);
          return (
            <HeaderCell
              key={id}
              id={id}
              index={i + 2}
              width={width}
              note={id === 'start' ? zone : undefined}
              sort={sortOf(id)}
              onServerSort={serverKey === undefined || onServerSort === undefined ? undefined : (order) => onServerSort(serverKey, order)}
              onLocalSort={(order) => onLocalSort(id, order)}
              onMove={(by) => onColumns(moveColumn(columns, id, by))}
              onHide={columns.length > 1 ? () => onColumns(toggleColumn(columns, id)) : undefined}
              onResize={(pixels, isFinal) => (isFinal ? onColumns : onPreview)(resizeColumn(columns, id, pixels))}
              onDropColumn={(dragged) => {
                const from = columns.findIndex((column) => column.id === dragged);
                if (from >= 0) onColumns(moveColumn(columns, dragged, i - from));
              }}
            />
          );
        })}
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { SortHeader } from './SortHeader';
import styles from './SortTable.module.css';

export interface SortTableColumn<Id extends string> {
  readonly id: Id;
  readonly label: string;
  /** Words stand at the left and come in their own order first, numbers at the right and the largest first. */
  readonly isText?: boolean;
}

export interface SortTableOrder<Id extends string> {
  readonly by: Id;
  readonly ascending: boolean;
}

export interface SortTableProps<Id extends string> {
  readonly columns: readonly SortTableColumn<Id>[];
  readonly order: SortTableOrder<Id>;
  readonly onSort: (order: SortTableOrder<Id>) => void;
  /** The rows: a `th` that names the row, then a `td` for each further column; those of words have `data-text`. */
  readonly children: ReactNode;
}

/** A table of numbers whose heads stay in sight and order its rows. */
export function SortTable<Id extends string>({ columns, order, onSort, children }: SortTableProps<Id>) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {columns.map(({ id, label, isText = false }) => (
            <SortHeader
              key={id}
              className={isText ? styles.text : undefined}
              order={order.by === id ? (order.ascending ? 'ascending' : 'descending') : undefined}
              onSort={() => onSort({ by: id, ascending: order.by === id ? !order.ascending : isText })}
            >
              {label}
            </SortHeader>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

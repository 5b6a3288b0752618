import type { ReactNode } from 'react';
import { classes } from '../ui/classes';
import styles from './DataTable.module.css';

export interface DataColumn<T> {
  readonly label: string;
  /** The header is for screen readers only: the column has buttons. */
  readonly isAction?: boolean;
  readonly isText?: boolean;
  /** What the title of the header says. */
  readonly help?: string;
  readonly render: (row: T) => ReactNode;
}

export interface DataTableProps<T> {
  readonly label: string;
  readonly columns: ReadonlyArray<DataColumn<T>>;
  readonly rows: readonly T[];
  readonly keyOf: (row: T) => string;
  readonly none: string;
}

/** Rows of figures; wider than a phone, it scrolls by itself. The first column names the row. */
export function DataTable<T>({ label, columns, rows, keyOf, none }: DataTableProps<T>) {
  if (rows.length === 0) return <p className={styles.none}>{none}</p>;
  return (
    // The keyboard has to be able to scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ label: name, isText = false, isAction = false, help }) => (
              <th key={name} scope="col" className={classes(isText && styles.text)} title={help}>
                {isAction ? <span className="visually-hidden">{name}</span> : name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ label: name, isText = false, render }, index) =>
                index === 0 ? (
                  <th key={name} scope="row" className={styles.text}>
                    {render(row)}
                  </th>
                ) : (
                  <td key={name} className={classes(isText && styles.text)}>
                    {render(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

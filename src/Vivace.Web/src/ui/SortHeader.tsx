import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './SortHeader.module.css';

export interface SortHeaderProps {
  readonly children: ReactNode;
  /** The order of the rows by this column; absent when they are in the order of another one. */
  readonly order?: 'ascending' | 'descending' | undefined;
  readonly onSort: () => void;
  readonly className?: string | undefined;
}

/** The head of a column that orders the rows; an arrow shows in which direction they are. */
export function SortHeader({ children, order, onSort, className }: SortHeaderProps) {
  return (
    <th scope="col" className={className} aria-sort={order}>
      <button type="button" className={styles.button} onClick={onSort}>
        {children}
        {order === 'ascending' && <ArrowUp aria-hidden />}
        {order === 'descending' && <ArrowDown aria-hidden />}
      </button>
    </th>
  );
}

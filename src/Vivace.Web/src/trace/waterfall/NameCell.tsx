import { ChevronRight } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import { classes } from '../../ui/classes';
import styles from './NameCell.module.css';

/** Levels that are indented; deeper ones stay at the last and say their number, so that names keep their room. */
export const deepestIndent = 12;

export interface NameCellProps {
  readonly level: number;
  readonly expanded: boolean | undefined;
  /** Shown beside the expander: children, or spans that are hidden. */
  readonly count?: number;
  readonly children: ReactNode;
}

/** The left cell of a line: guides, expander, and what the line is about. */
export function NameCell({ level, expanded, count, children }: NameCellProps) {
  const indent = Math.min(level, deepestIndent);
  return (
    <div role="gridcell" className={styles.cell}>
      <span className={styles.guides} style={{ '--levels': indent } as CSSProperties} />
      {expanded === undefined ? (
        <span className={styles.leaf} />
      ) : (
        <span className={styles.expander} data-toggle title={expanded ? 'Collapse' : 'Expand'}>
          <ChevronRight aria-hidden className={classes(styles.chevron, expanded && styles.open)} />
          {count !== undefined && <span className={styles.count}>{shortCount(count)}</span>}
        </span>
      )}
      {level > deepestIndent && (
        <span className={styles.depth} title={`Level ${level + 1}`}>
          {level + 1}
        </span>
      )}
      {children}
    </div>
  );
}

/** A count in at most four characters. */
export function shortCount(count: number): string {
  if (count < 1_000) return String(count);
  if (count < 10_000) return `${Math.floor(count / 100) / 10}k`;
  return count < 1_000_000 ? `${Math.floor(count / 1_000)}k` : `${Math.floor(count / 100_000) / 10}M`;
}

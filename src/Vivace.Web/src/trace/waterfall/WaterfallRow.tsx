import { memo, type CSSProperties } from 'react';
import { EntryKind } from '../layout/Layout';
import { classes } from '../../ui/classes';
import { GroupLine } from './GroupLine';
import { MoreLine } from './MoreLine';
import type { RowShared } from './RowShared';
import { SpanLine } from './SpanLine';
import { StubLine } from './StubLine';
import styles from './WaterfallRow.module.css';

export interface WaterfallRowProps {
  readonly shared: RowShared;
  readonly id: string;
  readonly index: number;
  readonly kind: number;
  readonly row: number;
  readonly level: number;
  readonly spans: number;
  /** Pixels from the top of the content. */
  readonly top: number;
  readonly active: boolean;
  readonly current: boolean;
  /** Undefined when there is nothing to expand. */
  readonly expanded: boolean | undefined;
  readonly loading: boolean;
}

/** One line of the waterfall, placed by itself; what it says depends on its kind. */
export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { shared, id, index, kind, row, level, top, active, current, expanded } = props;
  const span = kind === EntryKind.span;
  const dim = span && shared.dimUnless !== null && shared.dimUnless[row] === 0;
  const found = span && shared.found !== null && shared.found[row] === 1;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-level={level + 1}
      aria-expanded={expanded}
      aria-selected={active}
      data-index={index}
      data-dim={dim || undefined}
      className={classes(
        styles.row,
        active && styles.active,
        found && styles.found,
        current && styles.current,
        span && shared.newRows.has(row) && styles.isNew,
      )}
      style={{ transform: `translateY(${top}px)` } as CSSProperties}
    >
      {kind === EntryKind.span && <SpanLine {...props} />}
      {kind === EntryKind.group && <GroupLine {...props} />}
      {kind === EntryKind.stub && <StubLine {...props} />}
      {kind === EntryKind.more && <MoreLine {...props} />}
    </div>
  );
});

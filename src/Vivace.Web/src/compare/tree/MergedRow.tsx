import { ChevronDown, ChevronRight, CircleAlert, Equal, Minus, Plus, TrendingDown, TrendingUp } from 'lucide-react';
import type { TraceModel } from '../../trace/model/TraceModel';
import { formatDuration } from '../../time/durations';
import { classes } from '../../ui/classes';
import { CountDelta, DeltaText } from '../DeltaText';
import type { MergedTree } from '../model/compareTraces';
import styles from './MergedRow.module.css';

export interface MergedRowProps {
  readonly tree: MergedTree;
  readonly row: number;
  /** Place among the visible rows. */
  readonly index: number;
  readonly top: number;
  readonly a: TraceModel;
  readonly b: TraceModel;
  /** Duration of the longer trace. */
  readonly longest: number;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly isCollapsed: boolean;
  readonly onToggle: () => void;
  readonly onOpen: () => void;
}

/** Deeper levels are not indented further, so that names stay on the screen. */
const MOST_INDENT = 24;

/** One span of the merged tree, with which of the traces has it. */
export function MergedRow({ tree, row, index, top, a, b, longest, isCurrent, isOpen, isCollapsed, onToggle, onOpen }: MergedRowProps) {
  const [rowA, rowB] = [tree.a[row]!, tree.b[row]!];
  const [service, name] = rowA >= 0 ? [a.serviceName(rowA), a.spanName(rowA)] : [b.serviceName(rowB), b.spanName(rowB)];
  const durationA = rowA < 0 ? Number.NaN : a.duration[rowA]!;
  const durationB = rowB < 0 ? Number.NaN : b.duration[rowB]!;
  const isPair = rowA >= 0 && rowB >= 0;
  const delta = durationB - durationA;
  const selfDelta = isPair ? b.self[rowB]! - a.self[rowA]! : Number.NaN;
  const hasChildren = tree.subtreeEnd[row]! > row + 1;
  const isDifferent = tree.different[row] === 1;
  const failsOnly = isPair && a.isError(rowA) !== b.isError(rowB) ? (b.isError(rowB) ? 'fails in B only' : 'fails in A only') : '';
  const side = isPair ? 'both' : rowA >= 0 ? 'a' : 'b';
  const depth = tree.depth[row]!;
  const hidden = isCollapsed ? tree.differencesWithin[row]! - tree.different[row]! : 0;
  return (
    // The keys are those of the tree, which looks at them for all its rows.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={depth + 1}
      aria-expanded={hasChildren ? !isCollapsed : undefined}
      aria-selected={isOpen}
      tabIndex={isCurrent ? 0 : -1}
      data-row={row}
      data-side={side}
      className={classes(styles.row, isOpen && styles.open)}
      style={{ transform: `translateY(${top}px)` }}
      onClick={onOpen}
    >
      <span role="gridcell" className={styles.name} style={{ paddingLeft: 8 + Math.min(depth, MOST_INDENT) * 14 }}>
        {hasChildren ? (
          // The arrow keys do the same for the row.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
          <span
            className={styles.toggle}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            {isCollapsed ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
          </span>
        ) : (
          <span className={styles.toggle} />
        )}
        <Mark side={side} isDifferent={isDifferent} isLonger={delta > 0} />
        {depth > MOST_INDENT && <span className={styles.depth}>{depth}</span>}
        <span className={styles.service}>{service}</span>
        <span className={styles.text}>{name}</span>
        {failsOnly !== '' && (
          <span className={styles.error}>
            <CircleAlert aria-hidden /> {failsOnly}
          </span>
        )}
        {hidden > 0 && <span className={styles.hidden}>{hidden.toLocaleString('en')} differences inside</span>}
      </span>
      <span role="gridcell" className={styles.number}>
        {tree.spansA[row]! + tree.spansB[row]! > 2 || !isPair ? (
          <>
            {tree.spansA[row]!.toLocaleString('en')} → {tree.spansB[row]!.toLocaleString('en')}{' '}
            {tree.spansA[row] !== tree.spansB[row] && <CountDelta count={tree.spansB[row]! - tree.spansA[row]!} />}
          </>
        ) : null}
      </span>
      <span role="gridcell" className={styles.number}>
        {rowA < 0 ? '–' : formatDuration(durationA)}
      </span>
      <span role="gridcell" className={styles.number}>
        {rowB < 0 ? '–' : formatDuration(durationB)}
      </span>
      <span role="gridcell" className={styles.delta}>
        {isPair && longest > 0 && (
          <span aria-hidden className={styles.track}>
            <span
              className={delta > 0 ? styles.longer : styles.shorter}
              style={{ width: `${Math.min(50, (Math.abs(delta) / longest) * 50)}%` }}
            />
          </span>
        )}
        <DeltaText nanoseconds={delta} isNotable={isDifferent} />
      </span>
      <span role="gridcell" className={styles.number}>
        <DeltaText nanoseconds={selfDelta} isNotable={isDifferent} />
      </span>
    </div>
  );
}

function Mark({ side, isDifferent, isLonger }: { readonly side: 'a' | 'b' | 'both'; readonly isDifferent: boolean; readonly isLonger: boolean }) {
  const [Icon, words] =
    side === 'a' ? [Minus, 'only in A'] as const
    : side === 'b' ? [Plus, 'only in B'] as const
    : !isDifferent ? [Equal, 'alike'] as const
    : isLonger ? [TrendingUp, 'different, longer in B'] as const
    : [TrendingDown, 'different, shorter in B'] as const;
  return (
    <span className={styles.mark} title={words}>
      <Icon aria-hidden />
      <span className="visually-hidden">{words}: </span>
    </span>
  );
}

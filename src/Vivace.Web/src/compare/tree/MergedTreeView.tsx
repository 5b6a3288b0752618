import { useMemo, useState, type KeyboardEvent } from 'react';
import { NARROW } from '../../app/useMediaQuery';
import { Button } from '../../ui/Button';
import { useVirtualList } from '../../ui/useVirtualList';
import type { OpenTrace } from '../../trace/worker/openTrace';
import type { CompareState } from '../../url/compareRoute';
import type { MergedTree } from '../model/compareTraces';
import { visibleRows } from '../model/visibleRows';
import { MergedRow } from './MergedRow';
import styles from './MergedTreeView.module.css';
import { PairDetails } from './PairDetails';

export interface MergedTreeViewProps {
  readonly tree: MergedTree;
  readonly a: OpenTrace;
  readonly b: OpenTrace;
  readonly onlyDifferent: boolean;
  readonly state: CompareState;
}

const ROW_HEIGHT = 30;
const HEAD_HEIGHT = 30;

/** The merged tree as a treegrid: arrow keys walk it, Enter shows what tells the pair apart. */
export function MergedTreeView({ tree, a, b, onlyDifferent, state }: MergedTreeViewProps) {
  const [collapsed, setCollapsed] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState(0);
  const [opened, setOpened] = useState<number | null>(null);
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const rows = useMemo(() => visibleRows(tree, collapsed, onlyDifferent), [tree, collapsed, onlyDifferent]);
  const virtual = useVirtualList({ count: rows.length, scroller, rowHeight: ROW_HEIGHT, offsetTop: HEAD_HEIGHT, covered: HEAD_HEIGHT });
  const longest = Math.max(a.model.durationNano, b.model.durationNano);
  const place = Math.max(0, rows.indexOf(current));

  const toggle = (row: number, open?: boolean) => {
    const next = new Set(collapsed);
    if (open ?? next.has(row)) next.delete(row);
    else next.add(row);
    setCollapsed(next);
  };
  const go = (to: number) => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setCurrent(rows[index]!);
    virtual.scrollTo(index);
    requestAnimationFrame(() => scroller?.querySelector<HTMLElement>(`[data-row="${rows[index]}"]`)?.focus());
  };
  const parentOf = (index: number) => {
    const depth = tree.depth[rows[index]!]!;
    for (let up = index - 1; up >= 0; up--) if (tree.depth[rows[up]!]! < depth) return up;
    return index;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[place];
    if (row === undefined) return;
    const hasChildren = tree.subtreeEnd[row]! > row + 1;
    const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const actions: Record<string, (() => void) | undefined> = {
      ArrowDown: () => go(place + 1),
      j: () => go(place + 1),
      ArrowUp: () => go(place - 1),
      k: () => go(place - 1),
      ArrowRight: () => (hasChildren && collapsed.has(row) ? toggle(row, true) : go(hasChildren ? place + 1 : place)),
      ArrowLeft: () => (hasChildren && !collapsed.has(row) ? toggle(row, false) : go(parentOf(place))),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      PageDown: () => go(place + page),
      PageUp: () => go(place - page),
      Enter: () => setOpened(opened === row ? null : row),
      Escape: () => setOpened(null),
      e: () => go(nextDifference(rows, tree, place, 1)),
      E: () => go(nextDifference(rows, tree, place, -1)),
    };
    const act = actions[event.key];
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  if (rows.length === 0) return <p className={styles.none}>The traces do not differ: same spans, same errors, and about the same durations.</p>;
  return (
    <div className={styles.view}>
      <div className={styles.grid} ref={setScroller} role="treegrid" aria-label="Both traces as one tree" aria-rowcount={rows.length + 1} onKeyDown={onKeyDown} tabIndex={-1}>
        <div role="row" aria-rowindex={1} className={styles.head}>
          <span role="columnheader">Span</span>
          <span role="columnheader" title="Spans of the subtree in A and B">Spans</span>
          <span role="columnheader">A</span>
          <span role="columnheader">B</span>
          <span role="columnheader">Δ duration</span>
          <span role="columnheader">Δ self</span>
        </div>
        <div style={{ position: 'relative', height: virtual.height }} role="presentation">
          {Array.from({ length: Math.max(0, virtual.end - virtual.first) }, (_, nth) => {
            const index = virtual.first + nth;
            const row = rows[index]!;
            return (
              <MergedRow
                key={row}
                tree={tree}
                row={row}
                index={index}
                top={virtual.topOf(index)}
                a={a.model}
                b={b.model}
                longest={longest}
                isCurrent={index === place}
                isOpen={opened === row}
                isCollapsed={collapsed.has(row)}
                onToggle={() => toggle(row)}
                onOpen={() => {
                  setCurrent(row);
                  setOpened(opened === row ? null : row);
                }}
              />
            );
          })}
        </div>
      </div>
      {opened !== null && (
        <aside className={styles.details} aria-label="What tells the spans apart" ref={showWhereBelow}>
          <PairDetails a={a} b={b} rowA={tree.a[opened]!} rowB={tree.b[opened]!} state={state} />
          <Button size="sm" variant="ghost" onClick={() => setOpened(null)}>
            Close
          </Button>
        </aside>
      )}
    </div>
  );
}

/** Where there is no room beside the tree, the details are below it, out of sight. */
function showWhereBelow(element: HTMLElement | null): void {
  if (element !== null && window.matchMedia(NARROW).matches) element.scrollIntoView({ block: 'nearest' });
}

function nextDifference(rows: Int32Array, tree: MergedTree, from: number, step: 1 | -1): number {
  for (let index = from + step; index >= 0 && index < rows.length; index += step) if (tree.different[rows[index]!] === 1) return index;
  return from;
}

import { memo, useCallback, useEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { NARROW, useMediaQuery } from '../../app/useMediaQuery';
import { usePreferences } from '../../settings/preferences';
import { useVirtualList } from '../../ui/useVirtualList';
import type { Column } from './columns';
import { columnSpec } from './columnSpec';
import { ResultsHeader, type ResultsHeaderProps } from './ResultsHeader';
import { ResultsRow } from './ResultsRow';
import styles from './ResultsTable.module.css';
import { useScrollParent } from './useScrollParent';

/** How the rows of one table are shown. The functions must stay the same objects between renders, or every row is drawn again. */
export interface RowView<T> {
  readonly key: (row: T) => string;
  readonly href: (row: T) => string;
  /** What the row is called when it is read aloud or ticked. */
  readonly name: (row: T) => string;
  readonly cell: (row: T, column: string) => ReactNode;
  /** All of the row in a narrow window. */
  readonly card: (row: T) => ReactNode;
  /** What the row opens to; absent for rows that do not. */
  readonly expansion?: ((row: T) => ReactNode) | undefined;
  /** Times have their date: not all rows are of today. */
  readonly withDate: boolean;
  /** The trace that ticking the row chooses. */
  readonly traceId: (row: T) => string;
}

/** Properties of `ResultsTable`. */
export interface ResultsTableProps<T> extends Omit<ResultsHeaderProps, 'isAllChecked' | 'onCheckAll' | 'onPreview'> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly view: RowView<T>;
  readonly columns: readonly Column[];
  readonly checked: ReadonlySet<string>;
  readonly onChecked: (checked: ReadonlySet<string>) => void;
}

const rowHeights = { compact: 30, comfortable: 36, card: 56 } as const;
/** What sticks to the top of the window above the rows, with some room. */
const headHeight = 40;

/**
 * A table of any length: only rows near the window are in the page. One row has the focus; arrows, Home, End and the page keys move it,
 * Right and Left open and close it, Space ticks it, Enter follows it.
 */
export function ResultsTable<T>({ label, rows, view, columns: chosen, checked, onChecked, onColumns, ...header }: ResultsTableProps<T>) {
  const body = useRef<HTMLDivElement>(null);
  const head = useRef<HTMLDivElement>(null);
  const [, navigate] = useLocation();
  const [activeIndex, setActiveIndex] = useState(0);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [preview, setPreview] = useState<{ readonly of: readonly Column[]; readonly columns: readonly Column[] } | undefined>(undefined);
  const columns = preview?.of === chosen ? preview.columns : chosen;
  const wantsFocus = useRef(false);
  const density = usePreferences((state) => state.density);
  const isNarrow = useMediaQuery(NARROW);
  const rowHeight = isNarrow ? rowHeights.card : rowHeights[density];
  const { element: scroller, offsetTop } = useScrollParent(body);

  const keyOf = useCallback((index: number) => view.key(rows[index]!), [view, rows]);
  const list = useVirtualList({ count: rows.length, scroller, rowHeight, offsetTop, covered: headHeight, keyOf });

  const active = Math.min(activeIndex, rows.length - 1);
  const activeKey = rows[active] === undefined ? undefined : view.key(rows[active]);
  useEffect(() => {
    if (!wantsFocus.current || activeKey === undefined) return;
    const row = [...body.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []].find(({ dataset }) => dataset.row === activeKey);
    if (row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const moveTo = (index: number) => {
    const next = Math.min(Math.max(index, 0), rows.length - 1);
    wantsFocus.current = true;
    setActiveIndex(next);
    list.scrollTo(next);
  };

  const toggle = useCallback((key: string, isOpen?: boolean) => setExpanded((before) => {
    if (before.has(key) === isOpen) return before;
    const next = new Set(before);
    if (!next.delete(key)) next.add(key);
    return next;
  }), []);
  const check = (traceId: string) => {
    const next = new Set(checked);
    if (!next.delete(traceId)) next.add(traceId);
    onChecked(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const row = rows[active];
    if (row === undefined) return;
    const page = Math.max(1, Math.floor((scroller?.clientHeight ?? 400) / rowHeight) - 2);
    const moves: Record<string, number> = {
      ArrowDown: active + 1, j: active + 1, ArrowUp: active - 1, k: active - 1, PageDown: active + page, PageUp: active - page, Home: 0, End: rows.length - 1,
    };
    if (moves[event.key] !== undefined) moveTo(moves[event.key]!);
    else if (event.key === 'ArrowRight' && view.expansion !== undefined) toggle(view.key(row), true);
    else if (event.key === 'ArrowLeft' && view.expansion !== undefined) toggle(view.key(row), false);
    else if (event.key === ' ') check(view.traceId(row));
    else if (event.key === 'Enter') navigate(view.href(row));
    else return;
    event.preventDefault();
  };

  const tracks = columns.map(({ id, width }) => (width === undefined ? columnSpec(id, view.withDate).track : `${width}px`));
  const least = columns.reduce((sum, { id, width }) => sum + (width ?? columnSpec(id, view.withDate).least) + 16, 72);
  const style = { '--tracks': tracks.join(' '), '--least': isNarrow ? '0px' : `${least}px` } as CSSProperties;
  const isAllChecked = rows.length > 0 && rows.every((row) => checked.has(view.traceId(row)));

  return (
    // Keys that a row does not take itself are those of the table.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      role="treegrid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      className={styles.table}
      style={style}
      onKeyDown={onKeyDown}
    >
      {!isNarrow && (
        <div className={styles.head} ref={head}>
          <ResultsHeader
            {...header}
            columns={columns}
            onColumns={onColumns}
            onPreview={(resized) => setPreview({ of: chosen, columns: resized })}
            isAllChecked={isAllChecked}
            onCheckAll={() => onChecked(isAllChecked ? new Set() : new Set(rows.map(view.traceId)))}
          />
        </div>
      )}
      <div
        role="rowgroup"
        className={styles.body}
        ref={body}
        onScroll={(event) => {
          if (head.current !== null) head.current.scrollLeft = event.currentTarget.scrollLeft;
        }}
      >
        <div role="presentation" className={styles.space} style={{ height: list.height }}>
          {Array.from({ length: list.end - list.first }, (_, place) => {
            const index = list.first + place;
            const row = rows[index]!;
            const key = view.key(row);
            return (
              <div
                key={key}
                role="presentation"
                ref={list.measure}
                data-index={index}
                className={styles.slot}
                style={{ transform: `translateY(${list.topOf(index)}px)` }}
              >
                <Row
                  row={row as unknown}
                  view={view as RowView<unknown>}
                  columns={columns}
                  index={index}
                  isActive={index === active}
                  isExpanded={expanded.has(key)}
                  isChecked={checked.has(view.traceId(row))}
                  isNarrow={isNarrow}
                  height={rowHeight}
                  onToggle={toggle}
                  onCheck={check}
                  onActivate={setActiveIndex}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A row is drawn again only when something that it shows has changed; handlers do not count. */
const Row = memo(ResultsRow, (before, after) =>
  before.row === after.row && before.view === after.view && before.columns === after.columns && before.index === after.index
  && before.isActive === after.isActive && before.isExpanded === after.isExpanded && before.isChecked === after.isChecked
  && before.isNarrow === after.isNarrow && before.height === after.height);

import { useEffect, useId, useMemo, useRef, useState, type CSSProperties, type MouseEvent } from 'react';
import { X } from 'lucide-react';
import { usePreferences } from '../../settings/preferences';
import { IconButton } from '../../ui/IconButton';
import { siblingGroups } from '../folding/siblingGroups';
import { EntryKind } from '../layout/Layout';
import { activeIndex, isCollapsedLine, isExpandedLine, lineAt } from '../state/moving';
import { useTrace, useTraceStore } from '../TraceStoreContext';
import type { TraceStoreState } from '../traceStore';
import { ticks } from '../zoom/ticks';
import { labelRoom } from './barPlace';
import { narrowWidth, shareOfNames } from './narrow';
import { Ruler } from './Ruler';
import type { RowShared } from './RowShared';
import { RowMenu, type MenuPlace } from './RowMenu';
import { ScrollMarks } from './ScrollMarks';
import { Splitter } from './Splitter';
import { TimeCursor } from './TimeCursor';
import { useAttributeColumns } from './useAttributeColumns';
import { usePeers } from './usePeers';
import { useTimelineWheel } from './useTimelineWheel';
import { useVirtualRows } from './useVirtualRows';
import { useWaterfallShortcuts } from './useWaterfallShortcuts';
import styles from './Waterfall.module.css';
import { useWaterfallPreferences } from './waterfallPreferences';
import { WaterfallRow } from './WaterfallRow';

const noColumns: RowShared['columns'] = [];
const headHeight = 28;
const columnWidth = 140;
const rowHeights = { compact: 24, comfortable: 30 };

/** The spans of a trace as a tree beside their bars over time. Only the lines in view are in the page. */
export function Waterfall() {
  const store = useTraceStore();
  const { actions } = store.getState();
  const model = useTrace((state) => state.model);
  const layout = useTrace((state) => state.layout);
  const active = useTrace((state) => state.active);
  const collapsed = useTrace((state) => state.collapsed);
  const openGroups = useTrace((state) => state.openGroups);
  const scroll = useTrace((state) => state.scroll);
  const found = useTrace((state) => state.find.mask);
  const current = useTrace((state) => (state.find.current < 0 ? -1 : state.find.rows[state.find.current]!));
  const bounds = useTrace((state) => state.bounds);
  const zoom = useTrace((state) => state.zoom);
  const loadingLine = useTrace((state) => state.loadingLine);
  const nameShare = useWaterfallPreferences((state) => state.nameShare);
  const density = usePreferences((state) => state.density);

  const gridId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 1000, scrollbar: 0 });
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const lineHeight = rowHeights[density];
  const rows = useVirtualRows(scroller, layout.count, lineHeight, headHeight);
  const chosenColumns = useAttributeColumns();
  // On a phone they would leave no room for the bars; the details have all attributes.
  const columns = size.width < narrowWidth ? noColumns : chosenColumns;
  const peers = usePeers(rows.first, rows.end);
  const nameWidth = Math.round(size.width * shareOfNames(nameShare, size.width));
  const barsWidth = size.width - nameWidth - columns.length * columnWidth;
  const shared = useShared(columns, peers, labelRoom(barsWidth));
  const seen = zoom ?? bounds;
  useWaterfallShortcuts(scroller, rows.page);
  useTimelineWheel(scroller, seen);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => setSize({ width: element.clientWidth, scrollbar: element.offsetWidth - element.clientWidth });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { scrollTo } = rows;
  useEffect(() => {
    if (scroll === null) return;
    const state = store.getState();
    const index = activeIndex({ layout: state.layout, active: scroll.line });
    if (index >= 0) scrollTo(index, scroll.align);
    // Only a new request scrolls; a change of the layout alone must not.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [scroll]);

  const activeLine = active === null ? -1 : activeIndex({ layout, active });
  const indexes = range(rows.first, rows.end);
  // The active line stays in the page wherever one scrolls, because it has the screen reader's focus.
  if (activeLine >= 0 && (activeLine < rows.first || activeLine >= rows.end)) indexes.push(activeLine);
  const slots = rows.end - rows.first;
  const folds = { model, collapsed, openGroups };

  const indexAt = (event: MouseEvent): number => {
    const row = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    return row === null ? -1 : Number((row as HTMLElement).dataset.index);
  };
  const onClick = (event: MouseEvent) => {
    const index = indexAt(event);
    if (index < 0) return;
    const toggles = event.target instanceof Element && event.target.closest('[data-toggle]') !== null;
    const line = lineAt(layout, index);
    if (toggles || line.kind !== EntryKind.span) actions.open(line);
    else if (wasDragged(event)) return;
    actions.activate(index);
    if (!toggles && line.kind === EntryKind.span) actions.setDetailsOpen(true);
  };
  const onContextMenu = (event: MouseEvent) => {
    const index = indexAt(event);
    if (index < 0 || layout.kind[index] !== EntryKind.span) return;
    event.preventDefault();
    actions.activate(index);
    setMenu({ x: event.clientX, y: event.clientY });
  };
  const dragFrom = useRef(0);
  const wasDragged = (event: MouseEvent) => Math.abs(event.clientX - dragFrom.current) >= 5;

  const columnsWidth = shared.columns.length * columnWidth;
  const mostTicks = Math.max(Math.floor(barsWidth / 110), 2);
  const moments = ticks({ from: seen.from - bounds.from, to: seen.to - bounds.from }, mostTicks);
  const style = {
    '--name-width': `${nameWidth}px`,
    '--column-width': `${columnWidth}px`,
    '--columns-width': `${columnsWidth}px`,
    '--line-height': `${lineHeight}px`,
    '--head-height': `${headHeight}px`,
    '--marks-width': '8px',
    '--indent': size.width < narrowWidth ? '6px' : '12px',
    '--expander-width': size.width < narrowWidth ? '20px' : '38px',
    '--scrollbar-width': `${size.scrollbar}px`,
  } as CSSProperties;

  return (
    <div className={styles.frame} style={style} data-narrow={size.width < narrowWidth || undefined}>
      <div className={styles.lines} aria-hidden>
        {moments.map((moment) => (
          <span key={moment} style={{ left: `${((moment + bounds.from - seen.from) / (seen.to - seen.from)) * 100}%` }} />
        ))}
      </div>
      {/* The keys are those of useWaterfallShortcuts. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <div
        ref={scroller}
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={layout.count + 1}
        aria-colcount={2 + shared.columns.length}
        aria-activedescendant={activeLine < 0 ? undefined : `${gridId}-${activeLine}`}
        tabIndex={0}
        className={styles.grid}
        onPointerDown={(event) => (dragFrom.current = event.clientX)}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        <div role="rowgroup" className={styles.head} data-head>
          <div role="row" aria-rowindex={1} className={styles.headRow}>
            <div role="columnheader" className={styles.nameHead}>
              Service and span
            </div>
            {shared.columns.map((column) => (
              <div key={column.key} role="columnheader" className={styles.columnHead} title={column.key}>
                <span className={styles.columnName}>{column.key}</span>
                <IconButton
                  size="sm"
                  label={`Remove the column ${column.key}`}
                  icon={<X aria-hidden />}
                  onClick={() => actions.setColumns(store.getState().columns.filter((key) => key !== column.key))}
                />
              </div>
            ))}
            <div role="columnheader" aria-label="Time" className={styles.timeHead} data-timeline>
              <Ruler seen={seen} origin={bounds.from} moments={moments} onZoom={actions.setZoom} />
            </div>
          </div>
        </div>
        <div role="rowgroup" className={styles.content} style={{ height: rows.height }}>
          {indexes.map((index) => {
            const line = lineAt(layout, index);
            return (
              <WaterfallRow
                // Rows take each other's places while one scrolls: changing text is cheaper than making elements.
                key={index >= rows.first && index < rows.end ? index % slots : 'active'}
                shared={shared}
                id={`${gridId}-${index}`}
                index={index}
                kind={line.kind}
                row={line.row}
                level={layout.level[index]!}
                spans={layout.spans[index]!}
                top={rows.topOf(index)}
                active={index === activeLine}
                current={line.kind === EntryKind.span && line.row === current}
                expanded={isCollapsedLine(folds, line) ? false : isExpandedLine(folds, line) ? true : undefined}
                loading={loadingLine !== null && loadingLine.row === line.row && loadingLine.kind === line.kind}
              />
            );
          })}
        </div>
        {layout.count === 0 && <p className={styles.empty}>No span fits the filters. Clear one of them to see more.</p>}
      </div>
      <Splitter />
      <ScrollMarks model={model} layout={layout} found={found} lineHeight={lineHeight} />
      <TimeCursor scroller={scroller} seen={seen} origin={bounds.from} onZoom={actions.setZoom} />
      <RowMenu place={menu} onClose={() => setMenu(null)} grid={scroller} />
    </div>
  );
}

/** What all lines share; the same object until something in it changes. */
function useShared(columns: RowShared['columns'], peers: RowShared['peers'], room: number): RowShared {
  const model = useTrace((state) => state.model);
  const zoom = useTrace((state) => state.zoom);
  const bounds = useTrace((state) => state.bounds);
  const colors = useTrace((state) => state.colors);
  const path = useTrace(shownPath);
  const firstCause = useTrace((state) => state.firstCause);
  const newRows = useTrace((state) => state.newRows);
  const found = useTrace((state) => state.find.mask);
  const dimUnless = useTrace((state) => (state.display === 'matches' ? null : state.matches));
  return useMemo(
    () => ({
      model,
      groups: siblingGroups(model),
      seen: zoom ?? bounds,
      colors,
      path,
      firstCause,
      newRows,
      dimUnless,
      found,
      peers,
      columns,
      labelRoom: room,
    }),
    [model, zoom, bounds, colors, path, firstCause, newRows, dimUnless, found, peers, columns, room],
  );
}

function shownPath(state: TraceStoreState) {
  return state.criticalPath.shown ? (state.criticalPath.result?.path ?? null) : null;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from, 0) }, (_, at) => from + at);
}

import { ArrowDown, ArrowUp, ChevronLeft, ChevronRight, EllipsisVertical, EyeOff, Server } from 'lucide-react';
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { classes } from '../../ui/classes';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu';
import type { Direction } from '../results/sortOrder';
import { columnSpec } from './columnSpec';
import { columnWidthLimits } from './columns';
import styles from './HeaderCell.module.css';

/** How a column is ordered at present, if it is. */
export interface HeaderSort {
  readonly order: Direction;
  /** Whether the server ordered all traces, or the page the loaded rows. */
  readonly by: 'server' | 'page';
}

/** Properties of `HeaderCell`. */
export interface HeaderCellProps {
  readonly id: string;
  /** Beside the label: a time zone. */
  readonly note?: string | undefined;
  readonly sort: HeaderSort | undefined;
  /** Orders on the server; absent where it cannot. */
  readonly onServerSort: ((order: Direction) => void) | undefined;
  readonly onLocalSort: (order: Direction | undefined) => void;
  readonly onMove: (by: number) => void;
  readonly onHide: (() => void) | undefined;
  /** `isFinal` is false while the edge is dragged. */
  readonly onResize: (width: number, isFinal: boolean) => void;
  readonly onDropColumn: (id: string) => void;
  readonly index: number;
  /** Pixels, when it was resized. */
  readonly width: number | undefined;
}

/** Key of the dragged column within a drag. */
const dragType = 'application/x-vivace-column';

/** Pixels per press of an arrow key at the edge of a column. */
const resizeStep = 16;

/**
 * The heading of a column: click orders (on the server where it can), the menu has everything else, the edge resizes by dragging and by
 * arrow keys, and the whole heading can be dragged to another place.
 */
export function HeaderCell({ id, note, sort, onServerSort, onLocalSort, onMove, onHide, onResize, onDropColumn, index, width }: HeaderCellProps) {
  const { label, isFigure } = columnSpec(id);
  const cell = useRef<HTMLDivElement>(null);
  const next: Direction = sort?.order === 'desc' ? 'asc' : 'desc';
  const sortBy = sort?.by ?? (onServerSort === undefined ? 'page' : 'server');
  const click = () => (sortBy === 'server' && onServerSort !== undefined ? onServerSort(next) : onLocalSort(next));

  const drawnWidth = () => cell.current?.getBoundingClientRect().width ?? 0;
  const startResize = (event: PointerEvent<HTMLDivElement>) => {
    event.preventDefault();
    const handle: HTMLDivElement = event.currentTarget;
    const [fromX, fromWidth] = [event.clientX, drawnWidth()];
    const listening = new AbortController();
    const { signal } = listening;
    handle.setPointerCapture(event.pointerId);
    handle.addEventListener('pointermove', (move) => onResize(fromWidth + move.clientX - fromX, false), { signal });
    handle.addEventListener('pointerup', (up) => {
      listening.abort();
      if (up.clientX !== fromX) onResize(fromWidth + up.clientX - fromX, true);
    }, { signal });
    handle.addEventListener('pointercancel', () => listening.abort(), { signal });
  };
  const resizeByKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowRight' ? resizeStep : event.key === 'ArrowLeft' ? -resizeStep : 0;
    if (by === 0) return;
    event.preventDefault();
    onResize(drawnWidth() + by, true);
  };

  return (
    <div
      ref={cell}
      role="columnheader"
      aria-colindex={index}
      aria-sort={sort === undefined ? 'none' : sort.order === 'asc' ? 'ascending' : 'descending'}
      className={classes(styles.cell, isFigure && styles.figure)}
    >
      <button
        type="button"
        className={styles.sort}
        title={sortTitle(label, next, sortBy)}
        onClick={click}
        draggable
        onDragStart={(event) => event.dataTransfer.setData(dragType, id)}
        onDragOver={(event) => {
          if (event.dataTransfer.types.includes(dragType)) event.preventDefault();
        }}
        onDrop={(event) => {
          event.preventDefault();
          onDropColumn(event.dataTransfer.getData(dragType));
        }}
      >
        <span className={styles.label}>{label}</span>
        {note !== undefined && <span className={styles.note}>{note}</span>}
        {sort !== undefined && (sort.order === 'desc' ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
        {sort !== undefined && <span className={styles.by}>{sort.by === 'server' ? 'server' : 'loaded'}</span>}
      </button>
      <Menu
        label={`Column ${label}`}
        trigger={<button type="button" className={styles.menu} aria-label={`Column ${label}`}><EllipsisVertical aria-hidden /></button>}
      >
        {onServerSort !== undefined && (
          <>
            <MenuLabel>All matching traces, by the server</MenuLabel>
            <MenuItem icon={<Server aria-hidden />} onSelect={() => onServerSort('desc')}>Highest first</MenuItem>
            <MenuItem icon={<Server aria-hidden />} onSelect={() => onServerSort('asc')}>Lowest first</MenuItem>
          </>
        )}
        <MenuLabel>Only the loaded rows</MenuLabel>
        <MenuItem icon={<ArrowDown aria-hidden />} onSelect={() => onLocalSort('desc')}>Highest first</MenuItem>
        <MenuItem icon={<ArrowUp aria-hidden />} onSelect={() => onLocalSort('asc')}>Lowest first</MenuItem>
        {sort?.by === 'page' && <MenuItem onSelect={() => onLocalSort(undefined)}>As the server ordered them</MenuItem>}
        <MenuSeparator />
        <MenuItem icon={<ChevronLeft aria-hidden />} onSelect={() => onMove(-1)}>Move left</MenuItem>
        <MenuItem icon={<ChevronRight aria-hidden />} onSelect={() => onMove(1)}>Move right</MenuItem>
        {onHide !== undefined && <MenuItem icon={<EyeOff aria-hidden />} onSelect={onHide}>Hide column</MenuItem>}
      </Menu>
      {/* A separator that can be moved is a control: it takes focus and arrow keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={`Width of ${label}`}
        aria-valuemin={columnWidthLimits.least}
        aria-valuemax={columnWidthLimits.most}
        aria-valuenow={width ?? columnSpec(id).least}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={styles.edge}
        onPointerDown={startResize}
        onKeyDown={resizeByKey}
      />
    </div>
  );
}

function sortTitle(label: string, next: Direction, by: 'server' | 'page'): string {
  const order = next === 'desc' ? 'highest first' : 'lowest first';
  return by === 'server' ? `${label}: ${order}, over all matching traces` : `${label}: ${order}, among the loaded rows`;
}

import type { CSSProperties } from 'react';
import { classes } from '../../ui/classes';
import { formatDuration } from '../../time/durations';
import { barGradient, coveredShares } from './barSegments';
import { barPlace, labelSide } from './barPlace';
import { stepsOfRow } from './pathSteps';
import type { RowShared } from './RowShared';
import styles from './TimelineBar.module.css';

export interface TimelineBarProps {
  readonly shared: RowShared;
  /** The span whose children, events and steps on the critical path are drawn; -1 for a line of several spans. */
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly css: string;
  readonly hatched?: boolean;
  readonly collapsed?: boolean;
  readonly description: string;
}

/** Events drawn on one bar; more cannot be told apart. */
const mostEvents = 24;

/** The right cell of a line: a bar over time with its duration. */
export function TimelineBar(props: TimelineBarProps) {
  const { shared, row, start, end, label, css, hatched = false, collapsed = false, description } = props;
  const { seen, model, path } = shared;
  const place = barPlace(start, end, seen);
  if (place === null) {
    return (
      <div role="gridcell" aria-label={description} className={styles.cell}>
        <span className={start > seen.to ? styles.laterMark : styles.earlierMark} title="Outside what is shown" />
      </div>
    );
  }
  const seenWidth = seen.to - seen.from;
  const covered = row >= 0 && !collapsed ? coveredShares(model, row, place.from, place.to, seenWidth) : [];
  const side = labelSide(place, shared.labelRoom);
  const width = place.right - place.left;
  return (
    <div role="gridcell" aria-label={description} className={styles.cell}>
      <span
        className={classes(
          styles.bar,
          hatched && styles.hatched,
          place.cutLeft && styles.cutLeft,
          place.cutRight && styles.cutRight,
          row < 0 && styles.several,
        )}
        style={
          {
            left: percent(place.left),
            width: percent(width),
            '--bar': css,
            backgroundImage: barGradient(covered),
          } as CSSProperties
        }
      />
      {row >= 0 && path !== null && path.onPath[row] === 1 && <PathStrips shared={shared} row={row} />}
      {row >= 0 && model.firstEvent[row + 1]! > model.firstEvent[row]! && <EventTicks shared={shared} row={row} />}
      <span
        className={classes(styles.label, styles[side])}
        style={
          (side === 'after'
            ? { left: `max(${percent(place.right)}, ${percent(place.left)} + 2px)` }
            : side === 'before'
              ? { right: percent(1 - place.left) }
              : { right: percent(1 - place.right) }) as CSSProperties
        }
      >
        {label}
      </span>
    </div>
  );
}

/** What of the critical path the span itself is. */
function PathStrips({ shared, row }: { readonly shared: RowShared; readonly row: number }) {
  const { seen } = shared;
  const path = shared.path!;
  const strips: { left: number; width: number }[] = [];
  const finest = (seen.to - seen.from) / 500;
  let from = -1;
  let to = -1;
  const close = () => {
    const place = from < 0 ? null : barPlace(from, to, seen);
    if (place !== null) strips.push({ left: place.left, width: place.right - place.left });
  };
  for (const step of stepsOfRow(path, row)) {
    if (from >= 0 && path.from[step]! - to <= finest) {
      to = path.to[step]!;
      continue;
    }
    close();
    from = path.from[step]!;
    to = path.to[step]!;
  }
  close();
  return strips.map(({ left, width }) => (
    <span key={left} className={styles.path} style={{ left: percent(left), width: percent(width) }} />
  ));
}

function EventTicks({ shared, row }: { readonly shared: RowShared; readonly row: number }) {
  const { model, seen } = shared;
  const ticks = [];
  const first = model.firstEvent[row]!;
  const end = Math.min(model.firstEvent[row + 1]!, first + mostEvents);
  for (let event = first; event < end; event++) {
    const at = (model.eventOffset[event]! - seen.from) / (seen.to - seen.from);
    if (at < 0 || at > 1) continue;
    const exception = model.eventFlags[event] === 1;
    ticks.push(
      <span
        key={event}
        className={exception ? styles.exception : styles.event}
        style={{ left: percent(at) }}
        title={`${exception ? 'Exception' : 'Event'} at ${formatDuration(model.eventOffset[event]!)}`}
      />,
    );
  }
  return ticks;
}

function percent(share: number): string {
  return `${Math.round(share * 100_000) / 1_000}%`;
}

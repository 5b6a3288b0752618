import { useState } from 'react';
import { Tooltip } from '../ui/Tooltip';
import { formatAgo, formatInstant, type Precision } from './instants';
import styles from './InstantText.module.css';
import { useZone } from './useZone';
import { formatZoneOffset, resolveZone } from './zones';

export interface InstantTextProps {
  unixNano: bigint;
  precision?: Precision;
  /** The zone's offset beside the time; leave it out only where the column or page already says it. */
  withZone?: boolean;
}

/** An absolute time with its zone; hover and focus show UTC, local time, epoch nanoseconds and how long ago. */
export function InstantText({ unixNano, precision = 'second', withZone = true }: InstantTextProps) {
  const zone = useZone();
  return (
    <Tooltip content={<InstantFacts unixNano={unixNano} />}>
      {/* The tooltip holds more than the eye sees, so the keyboard has to reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <time className={styles.instant} dateTime={isoOf(unixNano)} tabIndex={0}>
        {zone.instant(unixNano, precision)}
        {withZone && <span className={styles.zone}> {zone.offset(unixNano)}</span>}
      </time>
    </Tooltip>
  );
}

/** The same instant in every form that people ask for. */
export function InstantFacts({ unixNano }: { unixNano: bigint }) {
  const milliseconds = Number(unixNano / 1_000_000n);
  const local = resolveZone('browser');
  const [nowMilliseconds] = useState(() => Date.now());
  return (
    <dl className={styles.facts}>
      <dt>UTC</dt>
      <dd>{formatInstant(unixNano, { zone: 'UTC', precision: 'nanosecond' })}</dd>
      <dt>Local</dt>
      <dd>
        {formatInstant(unixNano, { zone: local, precision: 'nanosecond' })} {formatZoneOffset(milliseconds, local)}
      </dd>
      <dt>Epoch ns</dt>
      <dd>{String(unixNano)}</dd>
      <dt>Relative</dt>
      <dd>{formatAgo(milliseconds, nowMilliseconds)}</dd>
    </dl>
  );
}

function isoOf(unixNano: bigint): string {
  return `${formatInstant(unixNano, { zone: 'UTC', precision: 'millisecond' }).replace(' ', 'T')}Z`;
}

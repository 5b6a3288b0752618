import { formatAgo, formatInstant } from '../../time/instants';
import { useZone } from '../../time/useZone';

/** The time of a row. The heading of the column has the zone; the title has the instant in every other form. */
export function StartTime({ unixNano, withDate }: { unixNano: bigint; withDate: boolean }) {
  const zone = useZone();
  const milliseconds = Number(unixNano / 1_000_000n);
  const title = () => [
    `${formatInstant(unixNano, { zone: 'UTC', precision: 'nanosecond' })} UTC`,
    `${zone.instant(unixNano, 'nanosecond')} ${zone.offset(unixNano)}`,
    `${unixNano} ns since 1970`,
    formatAgo(milliseconds, Date.now()),
  ].join('\n');
  return (
    <time
      className="tabular"
      dateTime={new Date(milliseconds).toISOString()}
      onPointerEnter={(event) => {
        event.currentTarget.title = title();
      }}
    >
      {withDate ? zone.instant(unixNano, 'millisecond') : zone.timeOfDay(unixNano, 'millisecond')}
    </time>
  );
}

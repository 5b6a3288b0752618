import { useMemo } from 'react';
import { usePreferences } from '../settings/preferences';
import { formatInstant, formatTimeOfDay, type Precision } from './instants';
import { formatZoneOffset, resolveZone } from './zones';

export interface Zone {
  /** The IANA name in effect. */
  name: string;
  clock: '12' | '24';
  /** `2026-11-22 13:07:56.123`, in the chosen zone and clock. */
  instant: (unixNano: bigint, precision?: Precision) => string;
  timeOfDay: (unixNano: bigint, precision?: Precision) => string;
  /** The offset in force at an instant, such as `UTC+1`; printed beside every absolute time. */
  offset: (unixNano: bigint) => string;
}

/** The person's time zone and clock, with the formats that follow from them. */
export function useZone(): Zone {
  const timeZone = usePreferences((state) => state.timeZone);
  const clock = usePreferences((state) => state.clock);
  return useMemo(() => {
    const name = resolveZone(timeZone);
    return {
      name,
      clock,
      instant: (unixNano, precision = 'second') => formatInstant(unixNano, { zone: name, clock, precision }),
      timeOfDay: (unixNano, precision = 'second') => formatTimeOfDay(unixNano, { zone: name, clock, precision }),
      offset: (unixNano) => formatZoneOffset(Number(unixNano / 1_000_000n), name),
    };
  }, [timeZone, clock]);
}

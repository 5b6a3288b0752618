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
  return zoneOf(timeZone, clock);
}

const zones = new Map<string, Zone>();

/** One for all who ask: tables show hundreds of times, and looking a zone up is slow. */
function zoneOf(choice: string, clock: Zone['clock']): Zone {
  const key = `${clock} ${choice}`;
  let zone = zones.get(key);
  if (zone === undefined) {
    const name = resolveZone(choice);
    zone = {
      name,
      clock,
      instant: (unixNano, precision = 'second') => formatInstant(unixNano, { zone: name, clock, precision }),
      timeOfDay: (unixNano, precision = 'second') => formatTimeOfDay(unixNano, { zone: name, clock, precision }),
      offset: (unixNano) => formatZoneOffset(Number(unixNano / 1_000_000n), name),
    };
    zones.set(key, zone);
  }
  return zone;
}

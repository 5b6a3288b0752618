import { useMemo } from 'react';
import { useZone } from '../../time/useZone';
import { zoneOffsetMinutes } from '../../time/zones';
import { timeTicks, type Scale } from './scale';

/** The marks of a chart's time axis. */
export interface TimeAxis {
  /** Unix milliseconds. */
  readonly marks: readonly number[];
  /** The same in words, with their distance from the plot's left edge. */
  readonly labels: readonly { readonly x: number; readonly text: string }[];
}

/** What a label takes, in pixels. */
const labelWidth = 110;

/** Round times of the chosen zone, as many as there is room for; days only where the range needs them. */
export function useTimeAxis(fromMs: number, toMs: number, width: number, time: Scale): TimeAxis {
  const zone = useZone();
  return useMemo(() => {
    const marks = timeTicks(fromMs, toMs, Math.max(2, Math.floor(width / labelWidth)), zoneOffsetMinutes(toMs, zone.name) * 60_000);
    const hasDays = toMs - fromMs > 86_400_000;
    const textOf = (ms: number) => {
      const nanoseconds = BigInt(ms) * 1_000_000n;
      return hasDays ? zone.instant(nanoseconds, 'minute').slice(5) : zone.timeOfDay(nanoseconds, toMs - fromMs < 600_000 ? 'second' : 'minute');
    };
    return { marks, labels: marks.map((mark) => ({ x: time.toPixel(mark), text: textOf(mark) })) };
  }, [fromMs, toMs, width, time, zone]);
}

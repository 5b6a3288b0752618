import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef, useState, type PointerEvent } from 'react';
import { useTenant } from '../../api/tenant';
import { roundStep } from '../../explore/chart/scale';
import { indexAt } from '../../explore/series/seriesPlot';
import { useZone } from '../../time/useZone';
import { formatCount } from '../../ui/formatNumbers';
import { TimeCursorLine } from '../../ui/TimeCursorLine';
import { useTimePointer } from '../../ui/timeCursor';
import { lengthOf } from '../data/drillRange';
import { fetchRange } from '../data/fetchMetrics';
import type { DrillView } from '../drillView';
import { conditionOf, spansetOf } from '../query/drillQuery';
import { valuesAt } from './redData';
import styles from './Seeker.module.css';
import { seekerWindow } from './seekerWindow';

const mostBars = 180;
const HEIGHT = 26;

/** A thin strip with the rate of a longer window; the range is marked in it. A click moves the range, dragging chooses another. */
export function Seeker({ route, range, askedAtMs, onSeek }: DrillView & { readonly onSeek: (fromMs: number, toMs: number) => void }) {
  const tenant = useTenant((state) => state.tenant);
  const zone = useZone();
  const strip = useRef<HTMLDivElement>(null);
  const { source, point, leave } = useTimePointer();
  const [drag, setDrag] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined);
  const window = seekerWindow(range, askedAtMs / 1000);
  const step = window === undefined ? 1 : roundStep(lengthOf(window), mostBars);
  const { data } = useQuery({
    queryKey: ['drilldown-seeker', tenant, conditionOf(route), window],
    queryFn: async ({ signal }) => {
      const answer = await fetchRange(`${spansetOf(route)} | count_over_time()`, window!, step, 1, signal);
      const first = (Math.floor(window!.startSeconds / step) + 1) * step * 1000;
      const times = Array.from({ length: Math.ceil(window!.endSeconds / step) - Math.floor(window!.startSeconds / step) }, (_, i) => first + i * step * 1000);
      return { times, values: valuesAt(answer.series[0], times) };
    },
    enabled: window !== undefined,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 60_000,
    retry: false,
  });
  if (window === undefined) return null;

  const [fromMs, toMs] = [window.startSeconds * 1000, window.endSeconds * 1000];
  const share = (ms: number) => (ms - fromMs) / (toMs - fromMs);
  const placeOf = (event: PointerEvent) => {
    const box = strip.current!.getBoundingClientRect();
    return Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ from: placeOf(event), to: placeOf(event) });
  };
  const onPointerUp = () => {
    if (drag === undefined) return;
    setDrag(undefined);
    const [left, right] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    const at = (part: number) => Math.round(fromMs + part * (toMs - fromMs));
    if (right - left > 0.01) {
      onSeek(at(left), at(right));
      return;
    }
    const half = (lengthOf(range) * 1000) / 2;
    const center = Math.min(Math.max(at(left), fromMs + half), toMs - half);
    onSeek(Math.round(center - half), Math.round(center + half));
  };
  const textAt = (ms: number) => {
    const i = data === undefined ? undefined : indexAt(data.times, step * 1000, ms);
    return i === undefined ? undefined : `${formatCount(data!.values[i]!)} spans`;
  };
  const most = Math.max(1, ...(data?.values ?? []));
  const shown = drag === undefined ? { left: share(range.startSeconds * 1000), right: share(range.endSeconds * 1000) } : { left: Math.min(drag.from, drag.to), right: Math.max(drag.from, drag.to) };
  const instant = (ms: number) => zone.instant(BigInt(Math.round(ms)) * 1_000_000n, 'minute');
  return (
    <div className={styles.seeker}>
      <span className={styles.end}>{instant(fromMs).slice(5)}</span>
      <div
        ref={strip}
        className={styles.strip}
        role="img"
        aria-label={`Spans from ${instant(fromMs)} to ${instant(toMs)}; the range is marked. To choose another one by keyboard, use the time picker.`}
        onPointerDown={onPointerDown}
        onPointerMove={(event) => {
          point(fromMs + placeOf(event) * (toMs - fromMs));
          if (drag !== undefined) setDrag({ ...drag, to: placeOf(event) });
        }}
        onPointerLeave={leave}
        onPointerUp={onPointerUp}
        onPointerCancel={() => setDrag(undefined)}
      >
        <svg className={styles.bars} viewBox={`0 0 1000 ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
          <path d={barsPath(data?.times ?? [], data?.values ?? [], step * 1000, most, share)} />
        </svg>
        <TimeCursorLine fromMs={fromMs} toMs={toMs} except={source} textAt={textAt} />
        <div className={styles.window} style={{ left: `${shown.left * 100}%`, width: `${Math.max(0.3, (shown.right - shown.left) * 100)}%` }} />
      </div>
      <span className={styles.end}>{instant(toMs).slice(11)} {zone.offset(BigInt(toMs) * 1_000_000n)}</span>
    </div>
  );
}

function barsPath(times: readonly number[], values: readonly number[], stepMs: number, most: number, share: (ms: number) => number): string {
  return times.map((time, i) => {
    const value = values[i]!;
    if (value === 0) return '';
    const [left, right] = [Math.max(0, share(time - stepMs)) * 1000, Math.min(1, share(time)) * 1000];
    return `M${left.toFixed(1)} ${HEIGHT}V${(HEIGHT - Math.max(1, (value / most) * (HEIGHT - 2))).toFixed(1)}H${Math.max(left + 0.5, right - 0.6).toFixed(1)}V${HEIGHT}Z`;
  }).join('');
}

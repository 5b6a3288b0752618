import { ChevronLeft, ChevronRight, Clock, ZoomOut } from 'lucide-react';
import { Suspense, useState } from 'react';
import { lazyPart } from '../app/lazyPart';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { describeRange } from './describeRange';
import { shiftRange, zoomOutRange, type TimeRange } from './ranges';
import { useRecentRanges } from './recentRanges';
import styles from './TimeRangePicker.module.css';
import { useZone } from './useZone';

const TimeRangePanel = lazyPart(() => import('./TimeRangePanel'), 'TimeRangePanel');

export interface TimeRangePickerProps {
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}

/** The range in words with everything that changes it: shift, zoom out, quick and recent ranges, two instants. */
export function TimeRangePicker({ range, onChange }: TimeRangePickerProps) {
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const [mountedAt] = useState(() => Date.now());
  const remember = useRecentRanges((state) => state.remember);
  const absolute = range.from.kind === 'absolute' || range.to.kind === 'absolute';
  const offsetAt = range.to.kind === 'absolute' ? range.to.unixMilliseconds : mountedAt;

  const words = describeRange(range, zone);
  const offset = absolute ? zone.offset(BigInt(offsetAt) * 1_000_000n) : '';

  const choose = (next: TimeRange) => {
    remember(next);
    onChange(next);
    setOpen(false);
  };

  return (
    <div className={styles.picker} role="group" aria-label="Time range">
      <IconButton
        label="Earlier, by half the range"
        icon={<ChevronLeft aria-hidden />}
        className={styles.step}
        onClick={() => onChange(shiftRange(range, 'back', Date.now()))}
      />
      <Popover
        open={open}
        onOpenChange={setOpen}
        align="end"
        label="Choose a time range"
        trigger={
          <Button variant="ghost" icon={<Clock aria-hidden />} className={styles.current ?? ''} aria-label={`Time range: ${words} ${offset}`.trim()}>
            {/* One line of text, so that it reads as the button's name does. */}
            <span className={styles.words}>
              {words}
              {offset !== '' && <span className={styles.zone}> {offset}</span>}
            </span>
          </Button>
        }
      >
        <Suspense fallback={<div className={styles.waiting} />}>
          <TimeRangePanel range={range} onChoose={choose} />
        </Suspense>
      </Popover>
      <IconButton
        label="Later, by half the range"
        icon={<ChevronRight aria-hidden />}
        className={styles.step}
        onClick={() => onChange(shiftRange(range, 'forward', Date.now()))}
      />
      <IconButton
        label="Zoom out to twice the range"
        icon={<ZoomOut aria-hidden />}
        className={styles.step}
        onClick={() => onChange(zoomOutRange(range, Date.now()))}
      />
    </div>
  );
}

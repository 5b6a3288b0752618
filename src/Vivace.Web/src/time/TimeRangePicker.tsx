import { ChevronLeft, ChevronRight, Clock, ZoomOut } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/Button';
import { IconButton } from '../ui/IconButton';
import { Popover } from '../ui/Popover';
import { AbsoluteRangeForm } from './AbsoluteRangeForm';
import { describeLast, describeRange } from './describeRange';
import { lastRange, quickRanges, sameRange, shiftRange, zoomOutRange, type TimeRange } from './ranges';
import { readRange, useRecentRanges } from './recentRanges';
import styles from './TimeRangePicker.module.css';
import { useZone } from './useZone';

export interface TimeRangePickerProps {
  range: TimeRange;
  onChange: (range: TimeRange) => void;
}

/** The range in words with everything that changes it: shift, zoom out, quick and recent ranges, two instants. */
export function TimeRangePicker({ range, onChange }: TimeRangePickerProps) {
  const zone = useZone();
  const [open, setOpen] = useState(false);
  const [mountedAt] = useState(() => Date.now());
  const recent = useRecentRanges((state) => state.written);
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
            <span className={styles.words}>{words}</span>
            {offset !== '' && <span className={styles.zone}>{offset}</span>}
          </Button>
        }
      >
        <div className={styles.panel}>
          <section aria-label="Quick ranges" className={styles.quick}>
            {quickRanges.map(([amount, unit]) => {
              const quick = lastRange(amount, unit);
              return (
                <button
                  key={`${amount}${unit}`}
                  type="button"
                  className={styles.choice}
                  aria-pressed={sameRange(quick, range)}
                  onClick={() => choose(quick)}
                >
                  {describeLast(amount, unit)}
                </button>
              );
            })}
          </section>
          <div className={styles.side}>
            <AbsoluteRangeForm key={String(open)} range={range} onApply={choose} />
            {recent.length > 0 && (
              <section aria-label="Recent ranges" className={styles.recent}>
                <h3 className={styles.heading}>Recent</h3>
                {recent.map((written) => {
                  const one = readRange(written);
                  return one === null ? null : (
                    <button key={written} type="button" className={styles.choice} onClick={() => choose(one)}>
                      {describeRange(one, zone)}
                    </button>
                  );
                })}
              </section>
            )}
          </div>
        </div>
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

import { useState } from 'react';
import { usePreferences } from '../settings/preferences';
import { Button } from '../ui/Button';
import { Select } from '../ui/Select';
import { TextField } from '../ui/TextField';
import styles from './AbsoluteRangeForm.module.css';
import { formatInstant, parseInstant } from './instants';
import { absolute, parseTimePoint, resolvePoint, type TimePoint, type TimeRange } from './ranges';
import { useZone } from './useZone';
import { describeZone, resolveZone } from './zones';

/** Two instants in the chosen zone; `now-1h` and the like are understood too. */
export function AbsoluteRangeForm({ range, onApply }: { range: TimeRange; onApply: (range: TimeRange) => void }) {
  const zone = useZone();
  const timeZone = usePreferences((state) => state.timeZone);
  const change = usePreferences((state) => state.change);
  const [openedAt] = useState(() => Date.now());
  const write = (point: TimePoint, zoneName: string) =>
    formatInstant(BigInt(resolvePoint(point, openedAt)) * 1_000_000n, { zone: zoneName, clock: zone.clock, precision: 'second' });
  const [fromText, setFromText] = useState(() => write(range.from, zone.name));
  const [toText, setToText] = useState(() => write(range.to, zone.name));
  const [problem, setProblem] = useState<{ field: 'from' | 'to'; message: string } | null>(null);

  const read = (text: string): TimePoint | null => {
    const point = parseTimePoint(text.trim());
    if (point !== null) return point;
    const instant = parseInstant(text, zone.name);
    return instant === null || instant < 0 ? null : absolute(instant);
  };

  const apply = () => {
    const from = read(fromText);
    const to = read(toText);
    const format = 'Write a time as 2026-11-22 13:07:00, or relative to now as now-1h.';
    if (from === null) return setProblem({ field: 'from', message: format });
    if (to === null) return setProblem({ field: 'to', message: format });
    if (resolvePoint(from, Date.now()) >= resolvePoint(to, Date.now())) {
      return setProblem({ field: 'to', message: 'The end has to be later than the start.' });
    }
    setProblem(null);
    onApply({ from, to });
  };

  const chooseZone = (choice: string) => {
    const next = resolveZone(choice);
    const fromPoint = read(fromText);
    const toPoint = read(toText);
    if (fromPoint?.kind === 'absolute') setFromText(write(fromPoint, next));
    if (toPoint?.kind === 'absolute') setToText(write(toPoint, next));
    change({ timeZone: choice });
  };

  const browserZone = resolveZone('browser');
  const zones = [
    { value: 'browser', label: `Browser: ${describeZone(browserZone, openedAt)}` },
    { value: 'UTC', label: 'UTC' },
    ...(timeZone === 'browser' || timeZone === 'UTC' ? [] : [{ value: timeZone, label: describeZone(zone.name, openedAt) }]),
  ];

  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField
        label="From"
        value={fromText}
        error={problem?.field === 'from' ? problem.message : null}
        onChange={(event) => setFromText(event.target.value)}
      />
      <TextField
        label="To"
        value={toText}
        error={problem?.field === 'to' ? problem.message : null}
        onChange={(event) => setToText(event.target.value)}
      />
      <Select label="Time zone" value={timeZone} onChange={chooseZone} options={zones} />
      <Button type="submit" variant="primary">
        Apply range
      </Button>
    </form>
  );
}

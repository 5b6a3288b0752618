import { useState } from 'react';
import { parseDuration } from '../../time/durations';
import { durationText } from '../../explore/query/durationFilter';
import { Select } from '../../ui/Select';
import { TextField } from '../../ui/TextField';
import type { HeatBox } from '../../url/drilldownRoute';
import type { DrillView } from '../drillView';
import { SpansetField } from '../filters/SpansetField';
import styles from './CompareControls.module.css';

export interface CompareControlsProps extends Pick<DrillView, 'route' | 'change' | 'range'> {
  /** What the automatic selection is at the moment. */
  readonly chosen: 'box' | 'errors' | 'slow' | 'own';
}

const words = { box: 'the box', errors: 'errors', slow: 'the slowest', own: 'own filter' } as const;

/** What is compared with what. */
export function CompareControls({ route, change, range, chosen }: CompareControlsProps) {
  return (
    <div className={styles.controls}>
      <Select
        label="Selection"
        value={route.select}
        onChange={(select) => change({ select }, 'push')}
        options={[
          { value: 'auto', label: `Automatic: ${words[chosen]}` }, { value: 'box', label: 'Box on the heat map' }, { value: 'errors', label: 'Spans with errors' },
          { value: 'slow', label: 'The slowest' }, { value: 'own', label: 'Own filter' },
        ]}
      />
      {chosen === 'slow' && (
        <Select
          label="How many"
          value={String(route.slowest)}
          onChange={(slowest) => change({ slowest: Number(slowest) }, 'push')}
          options={[...new Set([1, 2, 5, 10, 20, 50, route.slowest])].sort((a, b) => a - b).map((n) => ({ value: String(n), label: `${n} %` }))}
        />
      )}
      {chosen === 'box' && <BoxFields key={JSON.stringify(route.box)} box={route.box} range={range} onChange={(box) => change({ box }, 'push')} />}
      {chosen === 'own' && (
        <SpansetField label="Selection as a TraceQL filter" value={route.selected} placeholder="{ resource.service.version = &quot;2.1&quot; }" range={range} onChange={(selected) => change({ selected }, 'push')} />
      )}
      <Select
        label="Compared with"
        value={route.base}
        onChange={(base) => change({ base }, 'push')}
        options={[{ value: 'rest', label: 'The rest' }, { value: 'before', label: 'The window before' }, { value: 'own', label: 'Own filter' }]}
      />
      {route.base === 'own' && (
        <SpansetField label="Baseline as a TraceQL filter" value={route.baseline} placeholder="{ resource.service.version = &quot;2.0&quot; }" range={range} onChange={(baseline) => change({ baseline }, 'push')} />
      )}
    </div>
  );
}

/** The bounds of the box by keyboard; its times are those that were dragged, or the whole range. */
function BoxFields({ box, range, onChange }: { readonly box: HeatBox | null; readonly range: CompareControlsProps['range']; readonly onChange: (box: HeatBox) => void }) {
  const write = (nanoseconds: number | null | undefined) => (nanoseconds === null || nanoseconds === undefined ? '' : durationText(nanoseconds));
  const [min, setMin] = useState(write(box?.minNanoseconds));
  const [max, setMax] = useState(write(box?.maxNanoseconds));
  const read = (text: string) => (text.trim() === '' ? null : parseDuration(text));
  const [low, high] = [read(min), read(max)];
  const isWrong = (text: string, value: bigint | null) => text.trim() !== '' && value === null;
  const isTurned = low !== null && high !== null && low > high;
  const apply = () => {
    if (isWrong(min, low) || isWrong(max, high) || isTurned || (min === write(box?.minNanoseconds) && max === write(box?.maxNanoseconds))) return;
    onChange({
      fromMs: box?.fromMs ?? range.startSeconds * 1000,
      toMs: box?.toMs ?? range.endSeconds * 1000,
      minNanoseconds: low === null ? null : Number(low),
      maxNanoseconds: high === null ? null : Number(high),
    });
  };
  return (
    <form
      className={styles.box}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <TextField label="Durations from" placeholder="any" value={min} onBlur={apply} onChange={(event) => setMin(event.target.value)} error={isWrong(min, low) ? 'Such as 250ms' : undefined} />
      <TextField label="to" placeholder="any" value={max} onBlur={apply} onChange={(event) => setMax(event.target.value)} error={isWrong(max, high) ? 'Such as 2s' : isTurned ? 'Less than the first' : undefined} />
      <button type="submit" className="visually-hidden">Select these durations</button>
    </form>
  );
}

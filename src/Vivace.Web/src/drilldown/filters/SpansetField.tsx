import { useState } from 'react';
import { TraceQLEditor } from '../../traceql/TraceQLEditor';
import { Button } from '../../ui/Button';
import type { DrillRange } from '../data/drillRange';
import styles from './SpansetField.module.css';

export interface SpansetFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly range: DrillRange;
  readonly onChange: (filter: string) => void;
}

/** A TraceQL filter that takes effect with Enter or its button. */
export function SpansetField({ label, value, placeholder, range, onChange }: SpansetFieldProps) {
  const [typed, setTyped] = useState<{ readonly of: string; readonly text: string } | undefined>(undefined);
  const text = typed?.of === value ? typed.text : value;
  return (
    <div className={styles.field}>
      <TraceQLEditor
        variant="compact"
        label={label}
        placeholder={placeholder}
        value={text}
        onChange={(next) => setTyped({ of: value, text: next })}
        onRun={() => onChange(text.trim())}
        range={{ start: range.startSeconds, end: range.endSeconds }}
      />
      {text.trim() !== value && <Button size="sm" variant="primary" onClick={() => onChange(text.trim())}>Apply</Button>}
    </div>
  );
}

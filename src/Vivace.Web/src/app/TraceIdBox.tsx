import { Search } from 'lucide-react';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { classes } from '../ui/classes';
import { parseTraceId } from '../url/traceId';
import { traceUrl } from '../url/traceRoute';
import styles from './TraceIdBox.module.css';

/** Opens a trace by its id, in any form that logs and headers write it. */
export function TraceIdBox({ onOpened, inPanel = false }: { onOpened?: () => void; inPanel?: boolean }) {
  const [, navigate] = useLocation();
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState(false);

  const open = (value: string): boolean => {
    const id = parseTraceId(value);
    if (id === null) return false;
    navigate(traceUrl(id.traceId, id.spanId === null ? {} : { span: id.spanId }));
    setText('');
    setWrong(false);
    onOpened?.();
    return true;
  };

  return (
    <form
      className={classes(styles.box, inPanel && styles.inPanel)}
      role="search"
      aria-label="Open a trace"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') setWrong(!open(text));
      }}
    >
      <div className={styles.field}>
        <Search aria-hidden className={styles.icon} />
        <input
          className={styles.input}
          aria-label="Trace id"
          placeholder="Trace id"
          value={text}
          spellCheck={false}
          autoComplete="off"
          aria-invalid={wrong || undefined}
          aria-describedby={wrong ? 'trace-id-problem' : undefined}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            setText('');
            setWrong(false);
          }}
        />
      </div>
      {wrong && (
        <div id="trace-id-problem" role="alert" className={styles.problem}>
          This is not a trace id. Hex digits, UUID, traceparent and base64 are understood.
        </div>
      )}
    </form>
  );
}

import { useMemo, useState } from 'react';
import { foldStack } from './foldStack';
import { parseStackTrace } from './parseStackTrace';
import type { StackFrame } from './StackTrace';
import styles from './StackTraceView.module.css';

/** A stack trace with own calls in front and runs of library calls folded; text of another kind is shown as it is. */
export function StackTraceView({ text }: { text: string }) {
  const trace = useMemo(() => parseStackTrace(text), [text]);
  const parts = useMemo(() => (trace === null ? [] : foldStack(trace)), [trace]);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  if (trace === null) return <pre className={styles.plain}>{text}</pre>;
  return (
    <ol className={styles.stack}>
      {parts.map((part, index) => {
        switch (part.kind) {
          case 'text':
            return part.lines.join('').trim() === '' ? null : (
              <li key={index} className={styles.text}>
                {part.lines.join('\n').trim()}
              </li>
            );
          case 'frame':
            return <Frame key={index} frame={part} />;
          case 'folded':
            return open.has(index) ? (
              part.frames.map((frame, inner) => <Frame key={`${index}-${inner}`} frame={frame} />)
            ) : (
              <li key={index}>
                <button type="button" className={styles.folded} onClick={() => setOpen(new Set([...open, index]))}>
                  {part.frames.length} library calls
                </button>
              </li>
            );
        }
      })}
    </ol>
  );
}

function Frame({ frame }: { frame: StackFrame }) {
  const place = frame.file === '' ? '' : frame.line === null ? frame.file : `${frame.file}:${frame.line}`;
  const source = frame.lines.slice(1).filter((line) => !line.includes(place) && /[^\s^~]/.test(line));
  return (
    <li className={styles.frame} data-own={frame.isOwn || undefined} title={frame.lines.join('\n')}>
      <span className={styles.call}>{frame.call}</span>
      {place !== '' && <span className={styles.place}>{place}</span>}
      {frame.isOwn && source.length > 0 && !isGoPlace(frame) && (
        <code className={styles.source}>{source.join('\n').trim()}</code>
      )}
    </li>
  );
}

/** Go writes the place of a call in a second line, which is not source code. */
function isGoPlace(frame: StackFrame): boolean {
  return frame.lines.length === 2 && /\.(?:go|s):\d+/.test(frame.lines[1]!);
}

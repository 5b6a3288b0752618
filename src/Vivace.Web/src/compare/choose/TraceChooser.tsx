import { FolderOpen, X } from 'lucide-react';
import { useState } from 'react';
import { useRecents } from '../../app/recents';
import { readFileInWorker } from '../../trace/file/fileReader';
import { traceFiles } from '../../trace/file/traceFiles';
import type { TraceModel } from '../../trace/model/TraceModel';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Notice } from '../../ui/Notice';
import { TextField } from '../../ui/TextField';
import { useFileInput } from '../../ui/useFileInput';
import { parseTraceId } from '../../url/traceId';
import { useComparedFiles, type Side } from '../comparedFiles';
import { SimilarList } from './SimilarList';
import styles from './TraceChooser.module.css';

export interface TraceChooserProps {
  readonly side: Side;
  /** The trace on the other side: similar ones are offered. */
  readonly other: TraceModel | null;
  /** Whether a file was chosen before and is gone since the reload. */
  readonly isAgain: boolean;
  readonly onChoose: (id: string) => void;
  readonly onClose: (() => void) | undefined;
}

/** Picks the trace of one side: like the other one, looked at lately, by id, or out of a file. */
export function TraceChooser({ side, other, isAgain, onChoose, onClose }: TraceChooserProps) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const put = useComparedFiles((state) => state.put);
  const recents = useRecents((state) => state.traces).filter(({ traceId }) => traceId !== other?.traceId);

  const openFile = (file: File) => {
    setReading(true);
    setProblem(null);
    readFileInWorker(file).then(
      (content) => {
        setReading(false);
        put(side, { fileName: file.name, trace: content.traces[0]! });
        onChoose('file');
      },
      (error: unknown) => {
        setReading(false);
        setProblem(`${file.name}: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
  };
  const file = useFileInput('Trace file', traceFiles, openFile);
  const openTyped = () => {
    const id = parseTraceId(typed);
    if (id === null) setProblem('This is no trace id: it has 1 to 32 hexadecimal digits.');
    else onChoose(id.traceId);
  };

  return (
    <section className={styles.chooser} aria-label={`Choose trace ${side.toUpperCase()}`}>
      <div className={styles.head}>
        <h2>{other === null ? `Choose trace ${side.toUpperCase()}` : 'Compare with'}</h2>
        {onClose !== undefined && <IconButton label="Close" icon={<X aria-hidden />} onClick={onClose} />}
      </div>
      <div className={styles.ways}>
        <form
          className={styles.byId}
          onSubmit={(event) => {
            event.preventDefault();
            openTyped();
          }}
        >
          <TextField label="Trace id" labelHidden placeholder="Trace id" mono value={typed} onChange={(event) => setTyped(event.target.value)} />
          <Button type="submit" disabled={typed.trim() === ''}>
            Take it
          </Button>
        </form>
        {file.input}
        <Button icon={<FolderOpen aria-hidden />} disabled={isReading} onClick={file.choose}>
          {isReading ? 'Reading' : isAgain ? 'Open the file again' : 'Open a file'}
        </Button>
      </div>
      {problem !== null && (
        <Notice tone="error" onDismiss={() => setProblem(null)}>
          {problem}
        </Notice>
      )}
      <div className={styles.lists}>
        {other !== null && <SimilarList other={other} onChoose={onChoose} />}
        {recents.length > 0 && (
          <section aria-label="Looked at lately">
            <h3>Looked at lately</h3>
            <ul className={styles.recents}>
              {recents.slice(0, 8).map(({ traceId, title }) => (
                <li key={traceId}>
                  <button type="button" className={styles.recent} onClick={() => onChoose(traceId)}>
                    <span>{title}</span> <span className="mono">{traceId.slice(0, 8)}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </section>
  );
}

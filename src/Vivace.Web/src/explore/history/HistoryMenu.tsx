import { History, Search } from 'lucide-react';
import { useState } from 'react';
import { formatAgo } from '../../time/instants';
import { TraceQLText } from '../../traceql/TraceQLText';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Popover } from '../../ui/Popover';
import { TextField } from '../../ui/TextField';
import styles from './HistoryMenu.module.css';
import { findInHistory, type HistoryEntry } from './queryHistory';
import { useHistory } from './useHistory';

/** The last hundred queries of this browser; choosing one runs it again over its own range. */
export function HistoryMenu({ onChoose }: { onChoose: (entry: HistoryEntry) => void }) {
  const { entries, clear, reload } = useHistory();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [openedAtMs, setOpenedAtMs] = useState(0);
  const found = findInHistory(entries, text);
  const open = (next: boolean) => {
    if (next) {
      reload();
      setOpenedAtMs(Date.now());
      setText('');
    }
    setOpen(next);
  };
  return (
    <Popover label="Queries that were run" align="end" open={isOpen} onOpenChange={open} trigger={<IconButton label="History" icon={<History aria-hidden />} />}>
      <div className={styles.panel}>
        {entries.length === 0
          ? <p className={styles.none}>Queries that you run are kept here, in this browser only.</p>
          : (
            <>
              <div className={styles.head}>
                <TextField label="Find a query" labelHidden placeholder="Find a query" icon={<Search aria-hidden />} value={text} onChange={(event) => setText(event.target.value)} className={styles.find ?? ''} />
                <Button size="sm" variant="ghost" onClick={clear}>Clear</Button>
              </div>
              <ul className={styles.list}>
                {found.map((entry) => (
                  <li key={`${entry.ranAtMs} ${entry.query}`}>
                    <button
                      type="button"
                      className={styles.entry}
                      onClick={() => {
                        setOpen(false);
                        onChoose(entry);
                      }}
                    >
                      <TraceQLText query={entry.query} className={styles.query ?? ''} />
                      <span className={styles.facts}>{rangeText(entry)} · {formatAgo(entry.ranAtMs, openedAtMs)}</span>
                    </button>
                  </li>
                ))}
              </ul>
              {found.length === 0 && <p className={styles.none}>No query contains this.</p>}
            </>
          )}
      </div>
    </Popover>
  );
}

/** Relative ranges as they are written; fixed ones by their length. */
function rangeText({ from, to }: HistoryEntry): string {
  return /^\d+$/.test(from) || /^\d+$/.test(to) ? 'a fixed range' : to === 'now' ? from : `${from} to ${to}`;
}

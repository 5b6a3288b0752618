import { useEffect, useState } from 'react';
import { TextField } from '../../ui/TextField';
import type { AttributeKey } from '../model/AttributeSource';
import { useTrace } from '../TraceStoreContext';
import styles from './AttributeList.module.css';

export interface AttributeListProps {
  readonly chosen: readonly string[];
  onChoose: (key: string) => void;
}

/** Keys shown at once; the filter finds the others. */
const mostKeys = 100;

/** The attributes of this trace, to choose one. */
export function AttributeList({ chosen, onChoose }: AttributeListProps) {
  const attributes = useTrace((state) => state.services.attributes);
  const [keys, setKeys] = useState<readonly AttributeKey[] | string | null>(null);
  const [filter, setFilter] = useState('');
  useEffect(() => {
    const controller = new AbortController();
    attributes.keys(controller.signal).then(setKeys, (error: unknown) => {
      if (!controller.signal.aborted) setKeys(error instanceof Error ? error.message : String(error));
    });
    return () => controller.abort();
  }, [attributes]);

  if (keys === null) return <p className={styles.note}>Loading attributes…</p>;
  if (typeof keys === 'string') return <p className={styles.note}>{keys}</p>;
  const wanted = filter.trim().toLowerCase();
  const shown = keys.filter(({ key }) => key.toLowerCase().includes(wanted)).slice(0, mostKeys);
  return (
    <>
      <TextField label="Attribute" labelHidden placeholder="Attribute…" value={filter} onChange={(event) => setFilter(event.target.value)} />
      <ul className={styles.list}>
        {shown.map(({ key, spans }) => (
          <li key={key}>
            <button type="button" className={styles.item} aria-pressed={chosen.includes(key)} onClick={() => onChoose(key)}>
              <span className={styles.key}>{key}</span>
              <span className={styles.count}>{spans.toLocaleString('en')}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p className={styles.note}>No attribute is named so.</p>}
    </>
  );
}

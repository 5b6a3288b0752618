import { useMemo } from 'react';
import { legend } from '../colors/legend';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './Legend.module.css';

/** Entries shown at once; the rest is said as a number. */
const mostItems = 40;

/** What each color stands for, with spans, errors and share of the time spent. A service's entry shows only that service. */
export function Legend() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const colors = useTrace((state) => state.colors);
  const hidden = useTrace((state) => state.hiddenServices);
  const items = useMemo(() => legend(model, colors), [model, colors]);
  const services = colors.by.type === 'service';
  const toggle = (code: number) => {
    const next = new Set(hidden);
    if (!next.delete(code)) next.add(code);
    actions.setHiddenServices(next);
  };
  return (
    <ul className={styles.legend} aria-label="Legend">
      {items.slice(0, mostItems).map((item) => (
        <li key={item.code}>
          <button
            type="button"
            className={styles.item}
            disabled={!services}
            aria-pressed={services ? !hidden.has(item.code) : undefined}
            title={services ? (hidden.has(item.code) ? 'Show this service' : 'Hide this service') : undefined}
            onClick={() => toggle(item.code)}
          >
            <span className={styles.swatch} style={{ background: item.css }} />
            <span className={styles.label}>{item.label === '' ? 'unknown service' : item.label}</span>
            <span className={styles.numbers}>
              {item.spans.toLocaleString('en')}
              {item.errors > 0 && <span className={styles.errors}> · {item.errors.toLocaleString('en')} failed</span>} · {percent(item.share)}
            </span>
          </button>
        </li>
      ))}
      {items.length > mostItems && <li className={styles.rest}>and {(items.length - mostItems).toLocaleString('en')} more</li>}
    </ul>
  );
}

function percent(share: number): string {
  if (share > 0 && share < 0.001) return '< 0.1 %';
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

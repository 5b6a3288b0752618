import { ChevronDown } from 'lucide-react';
import { useMemo } from 'react';
import { Button } from '../../ui/Button';
import { Popover } from '../../ui/Popover';
import { byService } from '../colors/ColorBy';
import { legend } from '../colors/legend';
import { rowColors } from '../colors/RowColors';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import chipStyles from './Chip.module.css';
import styles from './ServiceFilter.module.css';

/** Services with a box each; a service without its mark is cut out of the tree and leaves a stub. */
export function ServiceFilter() {
  const actions = useTraceActions();
  const model = useTrace((state) => state.model);
  const hidden = useTrace((state) => state.hiddenServices);
  const items = useMemo(() => legend(model, rowColors(model, byService, null)), [model]);
  const set = (service: number, shown: boolean) => {
    const next = new Set(hidden);
    if (shown) next.delete(service);
    else next.add(service);
    actions.setHiddenServices(next);
  };
  const only = (service: number) => actions.setHiddenServices(new Set(items.map((item) => item.code).filter((code) => code !== service)));
  return (
    <Popover
      label="Services"
      className={styles.panel ?? ''}
      trigger={
        <button type="button" className={chipStyles.chip} aria-pressed={hidden.size > 0}>
          {hidden.size === 0 ? 'Services' : `${items.length - hidden.size} of ${items.length} services`}
          <ChevronDown aria-hidden />
        </button>
      }
    >
      <div className={styles.head}>
        <Button size="sm" variant="ghost" onClick={() => actions.setHiddenServices(new Set())}>
          Show all
        </Button>
        <Button size="sm" variant="ghost" onClick={() => actions.setHiddenServices(new Set(items.map((item) => item.code)))}>
          Hide all
        </Button>
      </div>
      <ul className={styles.list}>
        {items.map((item) => (
          <li key={item.code} className={styles.item}>
            <label className={styles.label}>
              <input type="checkbox" checked={!hidden.has(item.code)} onChange={(event) => set(item.code, event.target.checked)} />
              <span className={styles.swatch} style={{ background: item.css }} />
              <span className={styles.name}>{item.label === '' ? 'unknown service' : item.label}</span>
              <span className={styles.count}>{item.spans.toLocaleString('en')}</span>
            </label>
            <Button size="sm" variant="ghost" aria-label={`Only ${item.label}`} onClick={() => only(item.code)}>
              only
            </Button>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

import { Plus, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useShortcuts } from '../../app/shortcuts';
import { conjunctsOf } from '../../explore/query/conjuncts';
import { TraceQLEditor } from '../../traceql/TraceQLEditor';
import { TraceQLText } from '../../traceql/TraceQLText';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import type { Signal } from '../../url/drilldownRoute';
import type { DrillView } from '../drillView';
import { withCondition } from '../query/conditions';
import { innerCondition, spansetOf } from '../query/drillQuery';
import { signalOf, signals } from '../query/signals';
import styles from './FilterBar.module.css';

/** What is edited: a new condition, one of the filters by its place, or the own filter of the signal. */
type Edited = 'new' | 'own' | number | undefined;

/** Which spans the page is about: the signal and the filters, each of them TraceQL that can be changed or taken away. */
export function FilterBar({ route, change, range }: Pick<DrillView, 'route' | 'change' | 'range'>) {
  const [edited, setEdited] = useState<Edited>(undefined);
  const [text, setText] = useState('');
  const { signal, own, filters } = route;

  const edit = (what: Edited, start: string) => {
    setEdited(what);
    setText(start);
  };
  const chooseSignal = (next: Signal) => {
    change({ signal: next }, 'push');
    if (next === 'own' && own === '') edit('own', '{  }');
  };
  const apply = () => {
    const condition = innerCondition(text);
    const conjuncts = conjunctsOf(text.trim()).map((conjunct) => conjunct.text);
    const added = conjuncts.length > 0 ? conjuncts : condition === '' ? [] : [condition];
    if (edited === 'own') change({ signal: 'own', own: condition === '' ? '' : `{ ${condition} }` }, 'push');
    else if (edited === 'new' && added.length > 0) change({ filters: added.reduce(withCondition, [...filters]) }, 'push');
    else if (typeof edited === 'number') change({ filters: filters.flatMap((filter, i) => (i === edited ? added : [filter])) }, 'push');
    setEdited(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    setEdited(undefined);
  };
  const remove = (index: number) => change({ filters: filters.filter((_, i) => i !== index) }, 'push');
  useShortcuts([{ keys: 'f', group: 'Drilldown', description: 'Add a filter', run: () => edit('new', '{  }') }]);

  return (
    <section className={styles.bar} aria-label="Spans and filters">
      <Select
        label="Spans"
        labelHidden
        className={styles.signal ?? ''}
        value={signal}
        title={signalOf(signal).help}
        onChange={chooseSignal}
        options={signals.map(({ value, label }) => ({ value, label }))}
      />
      {signal === 'own' && edited !== 'own' && (
        <span className={styles.chip}>
          <button type="button" className={styles.condition} onClick={() => edit('own', own === '' ? '{  }' : own)}>
            <span className="visually-hidden">Change the filter </span>
            {own === '' ? <span className={styles.faint}>all spans</span> : <TraceQLText query={own} oneLine />}
          </button>
        </span>
      )}
      <ul className={styles.chips} aria-label="Filters">
        {filters.map((filter, index) => (
          <li key={`${index} ${filter}`} className={styles.chip}>
            <button type="button" className={styles.condition} onClick={() => edit(index, `{ ${filter} }`)}>
              <span className="visually-hidden">Change </span>
              <TraceQLText query={filter} oneLine />
            </button>
            <IconButton size="sm" label={`Remove ${filter}`} icon={<X aria-hidden />} onClick={() => remove(index)} />
          </li>
        ))}
      </ul>
      {edited === undefined ? (
        <>
          <Button size="sm" variant="ghost" icon={<Plus aria-hidden />} onClick={() => edit('new', '{  }')}>Filter</Button>
          {filters.length > 1 && <Button size="sm" variant="ghost" onClick={() => change({ filters: [] }, 'push')}>Clear all</Button>}
        </>
      ) : (
        // The keys are the editor's own; only what it leaves over is looked at here.
        // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
        <div className={styles.editor} onKeyDown={onKeyDown}>
          <TraceQLEditor
            key={String(edited)}
            variant="compact"
            label={edited === 'own' ? 'The spans as a TraceQL filter' : 'Condition as a TraceQL filter'}
            placeholder="{ span.http.route = &quot;/checkout&quot; }"
            value={text}
            onChange={setText}
            onRun={apply}
            range={{ start: range.startSeconds, end: range.endSeconds }}
            focusOnMount
          />
          <Button size="sm" variant="primary" onClick={apply}>Apply</Button>
          <Button size="sm" variant="ghost" onClick={() => setEdited(undefined)}>Cancel</Button>
        </div>
      )}
      <span className="visually-hidden" role="status">Showing {spansetOf(route)}</span>
    </section>
  );
}

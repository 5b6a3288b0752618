import { Search, X } from 'lucide-react';
import { useId } from 'react';
import { Button } from '../ui/Button';
import { TextField } from '../ui/TextField';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import { useServiceChoice } from './useServiceChoice';
import type { ServiceGraph } from './serviceGraph';
import styles from './ServiceSearch.module.css';
import { typeNames } from '../graph/graphWords';

export interface ServiceSearchProps {
  readonly graph: ServiceGraph;
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

/** Finds nodes by name, and draws the graph around it; with a focus, how far around. */
export function ServiceSearch({ graph, state, change }: ServiceSearchProps) {
  const listId = useId();
  const focused = graph.nodes.find(({ key }) => key === state.focus);
  const { text, setText, options, choose } = useServiceChoice(graph, (node) => change({ focus: node.key, sel: node.key, find: '' }, 'push'), state.find);
  if (state.focus !== '') {
    return (
      <div className={styles.focus} role="group" aria-label="Focus">
        <span className={styles.name}>
          Around <strong>{focused?.name ?? state.focus}</strong>
        </span>
        <span role="group" aria-label="Calls away" className={styles.hops}>
          {[1, 2, 3].map((hops) => (
            <button key={hops} type="button" className={styles.hop} aria-pressed={state.hops === hops} aria-label={`${hops} ${hops === 1 ? 'call' : 'calls'} away`} onClick={() => change({ hops }, 'push')}>
              {hops}
            </button>
          ))}
        </span>
        <Button size="sm" variant="ghost" icon={<X aria-hidden />} onClick={() => change({ focus: '', hops: 1 }, 'push')}>
          Whole graph
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.search}
      onSubmit={(event) => {
        event.preventDefault();
        choose(text);
      }}
    >
      <TextField
        label="Focus on a service"
        labelHidden
        placeholder="Focus on a service"
        icon={<Search aria-hidden />}
        list={listId}
        value={text}
        onChange={(event) => {
          change({ find: event.target.value }, 'replace');
          setText(event.target.value);
        }}
      />
      <datalist id={listId}>
        {options.map(({ key, name, type, namespace }) => (
          <option key={key} value={name}>
            {[typeNames[type], namespace].filter(Boolean).join(', ')}
          </option>
        ))}
      </datalist>
    </form>
  );
}

import { CircleHelp, Settings2 } from 'lucide-react';
import { QueryFilterBox } from '../traceql/QueryFilterBox';
import { Button } from '../ui/Button';
import { Popover } from '../ui/Popover';
import { Select } from '../ui/Select';
import { Tabs } from '../ui/Tabs';
import { formatCount } from '../ui/formatNumbers';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import { GroupPicker } from './GroupPicker';
import { ServiceSearch } from './ServiceSearch';
import type { ServiceGraph } from './serviceGraph';
import styles from './ServicesToolbar.module.css';

export interface ServicesToolbarProps {
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
  readonly graph: ServiceGraph | undefined;
  readonly seconds: { readonly start: number; readonly end: number };
}

/** Views, filter, and how the graph is drawn. */
export function ServicesToolbar({ state, change, graph, seconds }: ServicesToolbarProps) {
  const unmatched = graph?.unmatched.reduce((sum, { count }) => sum + count, 0) ?? 0;
  return (
    <div className={styles.toolbar}>
      <Tabs
        label="Views of the services"
        value={state.view}
        onChange={(view) => change({ view }, 'push')}
        className={styles.tabs ?? ''}
        tabs={[
          { value: 'graph', label: 'Graph' },
          { value: 'table', label: <>Table{graph !== undefined && <span className={styles.count}>{formatCount(graph.nodes.length)}</span>}</> },
          { value: 'missing', label: <>Missing edges{unmatched > 0 && <span className={styles.count}>{formatCount(unmatched)}</span>}</> },
        ]}
      />
      <div className={styles.tools}>
        <QueryFilterBox
          label={state.traces > 0 ? 'Count calls of traces that match' : 'Count only calls that match'}
          example="{ resource.deployment.environment.name = &quot;production&quot; }"
          value={state.q}
          onChange={(q) => change({ q }, 'push')}
          range={seconds}
          shortcutGroup="Services"
        />
        {state.view === 'graph' && graph !== undefined && <ServiceSearch graph={graph} state={state} change={change} />}
        {state.view !== 'missing' && (
          <Select
            label="Latency shown"
            labelHidden
            className={styles.select ?? ''}
            value={state.metric}
            onChange={(metric) => change({ metric }, 'replace')}
            options={(['p50', 'p95', 'p99'] as const).map((value) => ({ value, label: value }))}
          />
        )}
        {state.view === 'graph' && <GroupPicker state={state} change={change} />}
        {state.view === 'graph' && <DrawingOptions state={state} change={change} />}
        {state.view === 'graph' && (
          <Button variant="ghost" className={styles.why ?? ''} icon={<CircleHelp aria-hidden />} onClick={() => change({ view: 'missing' }, 'push')}>
            Why is an edge missing?
          </Button>
        )}
      </div>
    </div>
  );
}

function DrawingOptions({ state, change }: Pick<ServicesToolbarProps, 'state' | 'change'>) {
  return (
    <Popover label="Drawing" align="end" trigger={<Button icon={<Settings2 aria-hidden />}>Drawing</Button>}>
      <div className={styles.options}>
        <Select
          label="Direction"
          value={state.layout}
          onChange={(layout) => change({ layout }, 'replace')}
          options={[
            { value: 'right', label: 'Left to right' },
            { value: 'down', label: 'Top to bottom' },
          ]}
        />
        <Select
          label="Draw the busiest"
          value={String(state.n)}
          onChange={(n) => change({ n: Number(n) }, 'replace')}
          options={[...new Set([20, 60, 120, 250, 500, state.n])].sort((a, b) => a - b).map((n) => ({ value: String(n), label: `${n} nodes` }))}
        />
        <Select
          label="Hide rare calls"
          value={String(state.rare)}
          onChange={(rare) => change({ rare: Number(rare) }, 'replace')}
          options={[...new Set([0, 1, 10, 50, 100, state.rare])]
            .sort((a, b) => a - b)
            .map((rare) => ({ value: String(rare), label: rare === 0 ? 'None' : `Under ${rare / 10} % of the busiest` }))}
        />
      </div>
    </Popover>
  );
}

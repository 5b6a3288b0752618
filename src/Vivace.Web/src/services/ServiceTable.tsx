import { Download, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Graph } from '../graph/Graph';
import { latencyText, shareText, trafficText, typeNames, type TrafficUnit } from '../graph/graphWords';
import { saveFile } from '../trace/download/saveFile';
import { Button } from '../ui/Button';
import { Menu, MenuItem } from '../ui/Menu';
import { SortTable, type SortTableColumn } from '../ui/SortTable';
import { TextField } from '../ui/TextField';
import { classes } from '../ui/classes';
import { formatCount } from '../ui/formatNumbers';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';
import {
  findServices, formatServiceOrder, parseServiceOrder, servicesCsv, servicesJson, serviceRows, sortServices, type ServiceColumn, type ServiceRow,
} from './serviceRows';
import { unitOf } from './serviceGraph';
import styles from './ServiceTable.module.css';

export interface ServiceTableProps {
  readonly graph: Graph & { readonly partial?: string | null; readonly traces: number | null };
  readonly state: ServicesState;
  readonly change: ChangeRoute<ServicesState>;
}

const columns: readonly SortTableColumn<ServiceColumn>[] = [
  { id: 'name', label: 'Name', isText: true },
  { id: 'type', label: 'Kind', isText: true },
  { id: 'namespace', label: 'Namespace', isText: true },
  { id: 'requests', label: 'Requests' },
  { id: 'errors', label: 'Errors' },
  { id: 'p50', label: 'p50' },
  { id: 'p95', label: 'p95' },
  { id: 'p99', label: 'p99' },
  { id: 'callers', label: 'Callers' },
  { id: 'callees', label: 'Calls' },
];

/** Rows put on the page at once. */
const step = 200;

/** All nodes with the numbers of the graph: sortable, searchable, to take away as CSV or JSON. */
export function ServiceTable({ graph, state, change }: ServiceTableProps) {
  const [shown, setShown] = useState(step);
  const order = useMemo(() => parseServiceOrder(state.sort), [state.sort]);
  const rows = useMemo(() => sortServices(findServices(serviceRows(graph), state.find), order), [graph, state.find, order]);
  const partial = graph.partial ?? null;
  const save = (format: 'csv' | 'json') =>
    format === 'csv'
      ? saveFile('services.csv', 'text/csv', servicesCsv(rows, partial))
      : saveFile('services.json', 'application/json', servicesJson(graph, rows, partial));

  return (
    <section className={styles.part} aria-label="Services">
      <div className={styles.bar}>
        <TextField
          label="Find by name"
          labelHidden
          placeholder="Find by name"
          icon={<Search aria-hidden />}
          value={state.find}
          onChange={(event) => change({ find: event.target.value }, 'replace')}
        />
        <span className={styles.count} role="status">
          {formatCount(rows.length)} {rows.length === 1 ? 'node' : 'nodes'}
        </span>
        <Menu align="end" label="Export" trigger={<Button size="sm" variant="ghost" icon={<Download aria-hidden />} disabled={rows.length === 0}>Export</Button>}>
          <MenuItem onSelect={() => save('csv')}>CSV</MenuItem>
          <MenuItem onSelect={() => save('json')}>JSON with calls</MenuItem>
        </Menu>
      </div>
      {/* The table is wider than a phone: the keyboard has to be able to scroll it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={styles.scroll} tabIndex={0} role="region" aria-label="Table of services">
        <SortTable<ServiceColumn>
          columns={columns}
          order={{ by: order.column, ascending: order.ascending }}
          onSort={({ by, ascending }) => change({ sort: formatServiceOrder({ column: by, ascending }) }, 'replace')}
        >
          {rows.slice(0, shown).map((row) => (
            <Row key={row.node.key} row={row} unit={unitOf(graph)} seconds={graph.seconds} isSelected={row.node.key === state.sel} onOpen={() => change({ sel: row.node.key === state.sel ? '' : row.node.key }, 'push')} />
          ))}
        </SortTable>
        {rows.length === 0 && <p className={styles.none}>No name has “{state.find}” in it.</p>}
        {rows.length > shown && (
          <div className={styles.more}>
            <Button onClick={() => setShown(shown + step)}>
              Show {Math.min(step, rows.length - shown)} more of {formatCount(rows.length - shown)}
            </Button>
          </div>
        )}
      </div>
    </section>
  );
}

interface RowProps {
  readonly row: ServiceRow;
  readonly unit: TrafficUnit;
  readonly seconds: number;
  readonly isSelected: boolean;
  readonly onOpen: () => void;
}

function Row({ row: { node, errorShare, callers, callees }, unit, seconds, isSelected, onOpen }: RowProps) {
  return (
    <tr aria-selected={isSelected} className={classes(styles.row, isSelected && styles.selected)}>
      <th scope="row">
        <button type="button" className={styles.name} aria-pressed={isSelected} onClick={onOpen}>
          {node.name}
        </button>
      </th>
      <td data-text>{node.system ?? typeNames[node.type]}</td>
      <td data-text>{node.namespace ?? '–'}</td>
      <td>{trafficText(node.requests, { unit, seconds })}</td>
      <td className={node.errors > 0 ? styles.failing : undefined}>{shareText(errorShare)}</td>
      <td>{latencyText(node.latency.p50)}</td>
      <td>{latencyText(node.latency.p95)}</td>
      <td>{latencyText(node.latency.p99)}</td>
      <td>{callers}</td>
      <td>{callees}</td>
    </tr>
  );
}

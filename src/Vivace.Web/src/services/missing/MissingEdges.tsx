import { CircleCheck, ExternalLink } from 'lucide-react';
import { useMemo, useState } from 'react';
import { ButtonLink } from '../../ui/ButtonLink';
import { EmptyState } from '../../ui/EmptyState';
import { Select } from '../../ui/Select';
import { formatCount } from '../../ui/formatNumbers';
import type { ServicesState } from '../../url/servicesRoute';
import { traceUrl } from '../../url/traceRoute';
import type { ServiceGraph, UnmatchedSpans } from '../serviceGraph';
import { groupCauses, unmatchedNames, type CauseGroup } from './groupCauses';
import styles from './MissingEdges.module.css';

/** Entries of one cause put on the page at once. */
const step = 10;

/** Why edges are missing: spans of one side without the other, by cause, each with an example and what to do. */
export function MissingEdges({ graph, state }: { readonly graph: ServiceGraph; readonly state: ServicesState }) {
  const [service, setService] = useState(() => graph.nodes.find(({ key }) => key === state.sel)?.name ?? '');
  const names = useMemo(() => unmatchedNames(graph.unmatched), [graph]);
  const chosen = names.includes(service) ? service : '';
  const groups = useMemo(() => groupCauses(graph.unmatched, chosen), [graph, chosen]);
  return (
    <section className={styles.page} aria-labelledby="missing-title">
      <div className={styles.head}>
        <div>
          <h2 id="missing-title">Why is an edge missing?</h2>
          <p className={styles.lead}>
            An edge is drawn where a client span of one service is the parent of a server span of another. These spans found no counterpart
            {state.traces > 0 ? ' (in the traces found)' : state.q !== '' && ' (of those that match the filter)'}.
          </p>
        </div>
        {names.length > 0 && (
          <Select
            label="Service"
            className={styles.select ?? ''}
            value={chosen}
            onChange={setService}
            options={[{ value: '', label: 'All services' }, ...names.map((name) => ({ value: name, label: name }))]}
          />
        )}
      </div>
      {groups.length === 0 && (
        <EmptyState compact icon={<CircleCheck aria-hidden />} title="Every call has both sides">
          All client and server spans of this range found their counterpart. An edge that you still miss had no call in the range, or the filter leaves it out.
        </EmptyState>
      )}
      {groups.map((group) => (
        <CauseCard key={group.key} group={group} tenant={state.tenant} />
      ))}
    </section>
  );
}

function CauseCard({ group, tenant }: { readonly group: CauseGroup; readonly tenant: string }) {
  const [shown, setShown] = useState(step);
  const { cause, clients, servers, entries } = group;
  const sides = [clients > 0 && spansOf(clients, 'client'), servers > 0 && spansOf(servers, 'server')].filter(Boolean);
  return (
    <article className={styles.card} aria-label={cause.title}>
      <header className={styles.title}>
        <h3>{cause.title}</h3>
        <span className={styles.total}>
          {sides.join(', ')}
        </span>
        {!cause.isFault && <span className={styles.harmless}>often as it should be</span>}
      </header>
      <p>{cause.meaning}</p>
      <p>
        <strong>What to do:</strong> {cause.remedy}
      </p>
      <ul className={styles.entries}>
        {entries.slice(0, shown).map((entry) => (
          <Entry key={`${entry.side} ${entry.service} ${entry.peer}`} entry={entry} tenant={tenant} />
        ))}
      </ul>
      {entries.length > shown && (
        <button type="button" className={styles.more} onClick={() => setShown(shown + step)}>
          Show more of {formatCount(entries.length - shown)}
        </button>
      )}
    </article>
  );
}

function spansOf(count: number, side: 'client' | 'server'): string {
  return `${formatCount(count)} ${side} ${count === 1 ? 'span' : 'spans'}`;
}

function Entry({ entry, tenant }: { readonly entry: UnmatchedSpans; readonly tenant: string }) {
  const service = entry.service === '' ? 'no name' : entry.service;
  const peer = entry.peer ?? (entry.side === 'client' ? 'unknown callee' : 'unknown caller');
  const [from, to] = entry.side === 'client' ? [service, peer] : [peer, service];
  return (
    <li className={styles.entry}>
      <span className={styles.ends}>
        <strong>{from}</strong> → <strong>{to}</strong>
      </span>
      <span className={styles.number}>
        {formatCount(entry.count)} {entry.count === 1 ? 'span' : 'spans'}
      </span>
      {entry.exampleTraceId !== '' && (
        <ButtonLink
          size="sm"
          icon={<ExternalLink aria-hidden />}
          href={traceUrl(entry.exampleTraceId, { span: entry.exampleSpanId, tenant })}
          aria-label={`Example of ${from} to ${to}`}
        >
          Example
        </ButtonLink>
      )}
    </li>
  );
}

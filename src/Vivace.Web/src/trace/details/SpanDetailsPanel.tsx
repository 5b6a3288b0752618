import { ArrowDownAZ, Braces, Search } from 'lucide-react';
import { useState } from 'react';
import { ErrorState } from '../../ui/ErrorState';
import { IconButton } from '../../ui/IconButton';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { LinksSection } from '../links/LinksSection';
import { TrailBar } from '../links/TrailBar';
import { useBackwardLinks } from '../links/useLinks';
import type { SpanDetails } from '../model/SpanDetails';
import { useTrace } from '../TraceStoreContext';
import { AttributeTable } from './attributes/AttributeTable';
import { attributeContains } from './attributes/attributeText';
import type { AttributeScope } from './attributes/attributeQuery';
import { useDetailsPreferences } from './detailsPreferences';
import { EventsSection } from './events/EventsSection';
import { ExceptionCard } from './events/ExceptionCard';
import { exceptionOf } from './events/exceptionOf';
import { OverviewSection } from './overview/OverviewSection';
import { PanelHeader } from './PanelHeader';
import { Section } from './Section';
import styles from './SpanDetailsPanel.module.css';
import { useSpanDetails } from './useSpanDetails';

/** Everything of the selected span. */
export function SpanDetailsPanel({ canDock }: { canDock: boolean }) {
  const row = useTrace((state) => state.selectedRow);
  const { data, error, isPending, refetch } = useSpanDetails(row);
  if (row < 0) return null;
  return (
    <div className={styles.panel}>
      <PanelHeader row={row} canDock={canDock} />
      <TrailBar />
      <div className={styles.body}>
        <OverviewSection row={row} details={data ?? null} />
        {isPending && <Skeleton rows={8} label="Loading the attributes" />}
        {error !== null && (
          <ErrorState
            compact
            error={error}
            title="The attributes could not be loaded."
            onRetry={() => void refetch()}
          />
        )}
        {data === null && <p className={styles.note}>The server no longer has the attributes of this span.</p>}
        {data && <Content row={row} details={data} />}
      </div>
    </div>
  );
}

function Content({ row, details }: { row: number; details: SpanDetails }) {
  const [search, setSearch] = useState('');
  const spanId = useTrace((state) => state.model.spanId(row));
  const backward = useBackwardLinks(spanId);
  const order = useDetailsPreferences((state) => state.order);
  const raw = useDetailsPreferences((state) => state.raw);
  const change = useDetailsPreferences((state) => state.change);

  const events = details.events.map((event) => ({ event, exception: exceptionOf(event) }));
  const exceptions = events.flatMap(({ event, exception }) => (exception === null ? [] : [{ event, exception }]));
  const otherEvents = events.flatMap(({ event, exception }) => (exception === null ? [event] : []));
  const linkCount = details.links.length + (backward?.links.length ?? 0);
  const groups = [
    { title: 'Span attributes', scope: 'span', attributes: details.attributes },
    { title: 'Resource', scope: 'resource', attributes: details.resource.attributes },
    { title: 'Scope', scope: 'instrumentation', attributes: details.scope.attributes },
  ] as const satisfies readonly { title: string; scope: AttributeScope; attributes: SpanDetails['attributes'] }[];
  const searching = search.trim() !== '';
  const found = groups.map((group) => group.attributes.filter((one) => attributeContains(one, search.trim())).length);
  const [spanGroup, ...outerGroups] = groups;

  const attributes = ({ title, scope, attributes: all }: (typeof groups)[number], count: number) =>
    all.length === 0 || (searching && count === 0) ? null : (
      <Section key={title} title={title} count={count} forceOpen={searching}>
        <AttributeTable scope={scope} attributes={all} search={search} />
      </Section>
    );

  return (
    <>
      {exceptions.length > 0 && (
        <Section title="Exceptions" count={exceptions.length} tone="error">
          {exceptions.map(({ event, exception }, index) => (
            <ExceptionCard key={index} row={row} event={event} exception={exception} />
          ))}
        </Section>
      )}
      <div className={styles.tools}>
        <TextField
          label="Search in attributes"
          labelHidden
          placeholder="Search in attributes"
          type="search"
          icon={<Search aria-hidden />}
          className={styles.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <IconButton
          label="Sort by name"
          icon={<ArrowDownAZ aria-hidden />}
          aria-pressed={order === 'name'}
          onClick={() => change({ order: order === 'name' ? 'received' : 'name' })}
        />
        <IconButton
          label="Show values raw"
          icon={<Braces aria-hidden />}
          aria-pressed={raw}
          onClick={() => change({ raw: !raw })}
        />
      </div>
      {searching && found.every((count) => count === 0) && (
        <p className={styles.note} role="status">
          No attribute contains “{search.trim()}”.
        </p>
      )}
      {attributes(spanGroup, found[0]!)}
      {otherEvents.length > 0 && (
        <Section title="Events" count={otherEvents.length}>
          <EventsSection row={row} events={otherEvents} />
        </Section>
      )}
      {linkCount > 0 && (
        <Section title="Links" count={linkCount}>
          <LinksSection forward={details.links} backward={backward} />
        </Section>
      )}
      {outerGroups.map((group, index) => attributes(group, found[index + 1]!))}
    </>
  );
}

import type { RecentTrace } from '../recents';
import { freshDrilldownUrl } from '../drilldownLink';
import { defaultFrom } from '../exploreLink';
import { exploreUrl } from '../../url/exploreRoute';
import { looksLikeTraceId, parseTraceId } from '../../url/traceId';
import { traceUrl } from '../../url/traceRoute';

export interface PaletteItem {
  id: string;
  group: 'Open' | 'Pages' | 'Actions' | 'Recent traces' | 'Recent queries' | 'Services';
  label: string;
  /** Smaller, behind the label. */
  detail?: string;
  mono?: boolean;
  run: () => void;
}

export interface PaletteSources {
  traces: readonly RecentTrace[];
  queries: readonly string[];
  services: readonly string[];
  actions: ReadonlyArray<{ label: string; run: () => void }>;
  navigate: (url: string) => void;
}

/** How many entries of each group are shown; the rest is found by typing. */
const SHOWN_PER_GROUP = 6;

/** Everything that the typed text could mean, best first: what it is by itself, then what contains all its words. */
export function paletteItems(typed: string, sources: PaletteSources): PaletteItem[] {
  const { navigate } = sources;
  const text = typed.trim();
  const items: PaletteItem[] = [];

  const id = looksLikeTraceId(text) ? parseTraceId(text) : null;
  if (id !== null) {
    const url = traceUrl(id.traceId, id.spanId === null ? {} : { span: id.spanId });
    items.push({ id: 'open', group: 'Open', label: 'Open trace', detail: id.traceId, run: () => navigate(url) });
  }
  if (text.startsWith('{')) {
    items.push({ id: 'search', group: 'Open', label: 'Search', detail: text, run: () => navigate(queryUrl(text)) });
  }

  const all: PaletteItem[] = [
    { id: 'page-explore', group: 'Pages', label: 'Explore', detail: 'find traces', run: () => navigate(exploreUrl({ from: defaultFrom() })) },
    { id: 'page-drilldown', group: 'Pages', label: 'Drilldown', detail: 'rate, errors, durations and what explains them', run: () => navigate(freshDrilldownUrl()) },
    { id: 'page-services', group: 'Pages', label: 'Services', detail: 'who calls whom, missing edges', run: () => navigate('/services') },
    { id: 'page-status', group: 'Pages', label: 'Status', detail: 'ingest, storage, send traces', run: () => navigate('/status') },
    { id: 'page-settings', group: 'Pages', label: 'Settings', detail: 'theme, time zone, defaults', run: () => navigate('/settings') },
    ...sources.traces.map<PaletteItem>(({ traceId, title }) => ({
      id: `trace-${traceId}`,
      group: 'Recent traces',
      label: title,
      detail: traceId,
      run: () => navigate(traceUrl(traceId)),
    })),
    ...sources.queries.map<PaletteItem>((query) => ({
      id: `query-${query}`,
      group: 'Recent queries',
      label: query,
      mono: true,
      run: () => navigate(queryUrl(query)),
    })),
    ...sources.services.map<PaletteItem>((service) => ({
      id: `service-${service}`,
      group: 'Services',
      label: service,
      detail: 'its traces',
      run: () => navigate(exploreUrl({ q: serviceQuery(service), from: defaultFrom() })),
    })),
    ...sources.actions.map<PaletteItem>(({ label, run }) => ({ id: `action-${label}`, group: 'Actions', label, run })),
  ];

  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const counts = new Map<string, number>();
  for (const item of all) {
    const haystack = `${item.label} ${item.detail ?? ''} ${item.group}`.toLowerCase();
    if (!words.every((word) => haystack.includes(word))) continue;
    const count = (counts.get(item.group) ?? 0) + 1;
    counts.set(item.group, count);
    if (count <= SHOWN_PER_GROUP) items.push(item);
  }
  return items;
}

/** The TraceQL that finds the traces of one service. */
export function serviceQuery(service: string): string {
  return `{ resource.service.name = "${service.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}" }`;
}

function queryUrl(query: string): string {
  return exploreUrl({ q: query, mode: 'traceql', from: defaultFrom() });
}

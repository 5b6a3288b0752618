import { ChartLine, Copy, Download, EllipsisVertical, Link2, Telescope } from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { share } from '../../app/share';
import { showToast } from '../../app/toasts';
import { saveFile } from '../../trace/download/saveFile';
import { copyText } from '../../ui/copyText';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '../../ui/Menu';
import { exploreUrl, type ExploreState } from '../../url/exploreRoute';
import type { PanelTable } from './panelTable';
import { tableCsv, tableJson } from './panelTable';

export interface PanelMenuProps {
  /** What the panel is about, for the name of the menu. */
  readonly of: string;
  /** The query behind the panel: the one for its spans where there is a `metric`, too. */
  readonly query: string;
  /** The query that shows the same as numbers over time. */
  readonly metric?: string | undefined;
  /** The path of a view of this panel alone; the view as it is when absent. */
  readonly link?: string | undefined;
  readonly explore: Partial<ExploreState>;
  /** Absent while there is nothing to save. */
  readonly table: (() => PanelTable) | undefined;
  /** What only this panel can do, before the rest. */
  readonly children?: ReactNode;
}

/** What every panel can do: open its query in Explore, copy it or a link, save its numbers. */
export function PanelMenu({ of, query, metric, link, explore, table, children }: PanelMenuProps) {
  const [, navigate] = useLocation();
  const save = (format: 'csv' | 'json') => {
    if (table === undefined) return;
    const made = table();
    saveFile(`${made.name}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', format === 'csv' ? tableCsv(made) : tableJson(made, metric ?? query));
  };
  const copied = metric ?? query;
  const copy = () => {
    void copyText(copied).then((done) => showToast(done ? 'Query copied.' : `The browser does not allow copying. The query is ${copied}`));
  };
  const show = (text: string) => navigate(exploreUrl({ ...explore, q: text, mode: 'traceql' }));
  return (
    <Menu align="end" label={`${of}: more`} trigger={<IconButton size="sm" label={`${of}: more`} icon={<EllipsisVertical aria-hidden />} />}>
      {children}
      <MenuItem icon={<Telescope aria-hidden />} onSelect={() => show(query)}>Open in Explore</MenuItem>
      {metric !== undefined && <MenuItem icon={<ChartLine aria-hidden />} onSelect={() => show(metric)}>Show as metric</MenuItem>}
      <MenuItem icon={<Copy aria-hidden />} onSelect={copy}>Copy the query</MenuItem>
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => share('live', link)}>Copy a link to this view</MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Download aria-hidden />} disabled={table === undefined} onSelect={() => save('csv')}>Download as CSV</MenuItem>
      <MenuItem icon={<Download aria-hidden />} disabled={table === undefined} onSelect={() => save('json')}>Download as JSON</MenuItem>
    </Menu>
  );
}

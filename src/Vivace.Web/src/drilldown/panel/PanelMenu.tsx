import { Copy, Download, EllipsisVertical, Link2, Telescope } from 'lucide-react';
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
  /** The query behind the panel. */
  readonly query: string;
  readonly explore: Partial<ExploreState>;
  /** Absent while there is nothing to save. */
  readonly table: (() => PanelTable) | undefined;
}

/** What every panel can do: open its query in Explore, copy it or a link, save its numbers. */
export function PanelMenu({ of, query, explore, table }: PanelMenuProps) {
  const [, navigate] = useLocation();
  const save = (format: 'csv' | 'json') => {
    if (table === undefined) return;
    const made = table();
    saveFile(`${made.name}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', format === 'csv' ? tableCsv(made) : tableJson(made, query));
  };
  const copy = () => {
    void copyText(query).then((copied) => showToast(copied ? 'Query copied.' : `The browser does not allow copying. The query is ${query}`));
  };
  return (
    <Menu align="end" label={`${of}: more`} trigger={<IconButton size="sm" label={`${of}: more`} icon={<EllipsisVertical aria-hidden />} />}>
      <MenuItem icon={<Telescope aria-hidden />} onSelect={() => navigate(exploreUrl({ ...explore, q: query, mode: 'traceql' }))}>Open in Explore</MenuItem>
      <MenuItem icon={<Copy aria-hidden />} onSelect={copy}>Copy the query</MenuItem>
      <MenuItem icon={<Link2 aria-hidden />} onSelect={() => share('live')}>Copy a link to this view</MenuItem>
      <MenuSeparator />
      <MenuItem icon={<Download aria-hidden />} disabled={table === undefined} onSelect={() => save('csv')}>Download as CSV</MenuItem>
      <MenuItem icon={<Download aria-hidden />} disabled={table === undefined} onSelect={() => save('json')}>Download as JSON</MenuItem>
    </Menu>
  );
}

import { ChartLine, Columns3, Compass, Copy, Filter, FilterX, MoreHorizontal, Pin, PinOff, Search } from 'lucide-react';
import { useLocation } from 'wouter';
import { showToast } from '../../../app/toasts';
import { writeName } from '../../../traceql/literals';
import { drilldownUrl } from '../../../url/drilldownRoute';
import { exploreUrl } from '../../../url/exploreRoute';
import { copyText } from '../../../ui/copyText';
import { IconButton } from '../../../ui/IconButton';
import { Menu, MenuItem, MenuSeparator } from '../../../ui/Menu';
import type { Attribute } from '../../model/SpanDetails';
import { useSpanTableColumns } from '../../table/spanTableColumns';
import { useTrace, useTraceActions } from '../../TraceStoreContext';
import { useDetailsPreferences } from '../detailsPreferences';
import { attributeCondition, findText, narrowFilter, withoutCondition, type AttributeScope } from './attributeQuery';
import { attributeText } from './attributeText';

export interface AttributeMenuProps {
  scope: AttributeScope;
  attribute: Attribute;
}

/** What can be done with one value: copy it, look for it here, look for it everywhere. */
export function AttributeMenu({ scope, attribute }: AttributeMenuProps) {
  const canMatch = useTrace((state) => state.services.canMatch);
  const filter = useTrace((state) => state.filter.text);
  const waterfallColumns = useTrace((state) => state.columns);
  const actions = useTraceActions();
  const pinned = useDetailsPreferences((state) => state.pinned.includes(attribute.key));
  const togglePin = useDetailsPreferences((state) => state.togglePin);
  const addColumn = useSpanTableColumns((state) => state.add);
  const [, navigate] = useLocation();

  const text = attributeText(attribute.value);
  const only = attributeCondition(scope, attribute);
  const without = withoutCondition(scope, attribute);
  const copy = (copied: string, what: string) => {
    void copyText(copied).then((done) =>
      showToast(done ? `${what} copied` : 'This browser does not allow copying here'),
    );
  };
  return (
    <Menu
      align="end"
      label={`Actions for ${attribute.key}`}
      trigger={<IconButton size="sm" label={`Actions for ${attribute.key}`} icon={<MoreHorizontal aria-hidden />} />}
    >
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => copy(text, 'Value')}>
        Copy value
      </MenuItem>
      <MenuItem onSelect={() => copy(attribute.key, 'Key')}>Copy key</MenuItem>
      <MenuItem onSelect={() => copy(`${attribute.key}=${text}`, 'Key and value')}>Copy key and value</MenuItem>
      <MenuSeparator />
      {only !== null && canMatch && (
        <MenuItem icon={<Filter aria-hidden />} onSelect={() => actions.setFilter(narrowFilter(filter, only))}>
          Filter for this value
        </MenuItem>
      )}
      {without !== null && canMatch && (
        <MenuItem icon={<FilterX aria-hidden />} onSelect={() => actions.setFilter(narrowFilter(filter, without))}>
          Filter out this value
        </MenuItem>
      )}
      <MenuItem icon={<Search aria-hidden />} onSelect={() => actions.setFind(findText(attribute.key, text))}>
        Find in this trace
      </MenuItem>
      {(scope === 'span' || scope === 'resource') && (
        <MenuItem
          icon={<Columns3 aria-hidden />}
          onSelect={() => {
            const column = `${scope}.${attribute.key}`;
            addColumn(column);
            if (!waterfallColumns.includes(column)) actions.setColumns([...waterfallColumns, column]);
            showToast(`${attribute.key} is a column of the waterfall and of the span table now`);
          }}
        >
          Add as column
        </MenuItem>
      )}
      {only !== null && (
        <MenuItem
          icon={<Compass aria-hidden />}
          onSelect={() => navigate(exploreUrl({ q: `{ ${only} }`, mode: 'traceql' }))}
        >
          Open in Explore
        </MenuItem>
      )}
      {(scope === 'span' || scope === 'resource') && canMatch && (
        <MenuItem icon={<ChartLine aria-hidden />} onSelect={() => navigate(drilldownUrl({ signal: 'all', group: `${scope}.${writeName(attribute.key, scope)}` }))}>
          Break down by this in Drilldown
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={pinned ? <PinOff aria-hidden /> : <Pin aria-hidden />} onSelect={() => togglePin(attribute.key)}>
        {pinned ? 'Unpin' : 'Pin to the top'}
      </MenuItem>
    </Menu>
  );
}

import { ListTree } from 'lucide-react';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuCheckItem, MenuItem, MenuLabel, MenuSeparator } from '../../ui/Menu';
import { useTrace, useTraceActions } from '../TraceStoreContext';

const levels = [1, 2, 3, 4, 5];

/** Everything that folds and unfolds the tree. */
export function FoldMenu() {
  const actions = useTraceActions();
  const groupsOn = useTrace((state) => state.groupsOn);
  const row = useTrace((state) => state.selectedRow);
  return (
    <Menu label="Fold" align="end" trigger={<IconButton label="Fold and unfold" icon={<ListTree aria-hidden />} />}>
      <MenuItem shortcut="]" onSelect={() => actions.collapseAll(false)}>
        Expand all
      </MenuItem>
      <MenuItem shortcut="[" onSelect={() => actions.collapseAll(true)}>
        Collapse all
      </MenuItem>
      <MenuItem shortcut="=" onSelect={() => actions.oneLevel(true)}>
        Expand one level
      </MenuItem>
      <MenuItem shortcut="-" onSelect={() => actions.oneLevel(false)}>
        Collapse one level
      </MenuItem>
      <MenuSeparator />
      <MenuLabel>Show levels</MenuLabel>
      {levels.map((level) => (
        <MenuItem key={level} onSelect={() => actions.toLevel(level)}>
          {level === 1 ? 'Roots only' : `${level} levels`}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuLabel>Selected span</MenuLabel>
      <MenuItem disabled={row < 0} onSelect={() => actions.onlySiblings(row)}>
        Only siblings
      </MenuItem>
      <MenuItem disabled={row < 0} onSelect={() => actions.likeThis(row, true)}>
        Collapse all like this
      </MenuItem>
      <MenuItem disabled={row < 0} onSelect={() => actions.likeThis(row, false)}>
        Expand all like this
      </MenuItem>
      <MenuSeparator />
      <MenuCheckItem checked={groupsOn} onSelect={() => actions.setGroupsOn(!groupsOn)}>
        Fold like siblings
      </MenuCheckItem>
    </Menu>
  );
}

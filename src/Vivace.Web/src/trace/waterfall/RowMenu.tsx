import { DropdownMenu } from 'radix-ui';
import type { RefObject } from 'react';
import { MenuItem, MenuSeparator } from '../../ui/Menu';
import menuStyles from '../../ui/Menu.module.css';
import { isParent } from '../folding/collapse';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './RowMenu.module.css';

export interface MenuPlace {
  readonly x: number;
  readonly y: number;
}

export interface RowMenuProps {
  readonly place: MenuPlace | null;
  readonly grid: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** What can be done with the selected span, at the pointer. */
export function RowMenu({ place, grid, onClose }: RowMenuProps) {
  const actions = useTraceActions();
  const row = useTrace((state) => state.selectedRow);
  const model = useTrace((state) => state.model);
  const rootRow = useTrace((state) => state.rootRow);
  if (place === null || row < 0) return null;
  const parent = isParent(model, row);
  const zoomTo = () => actions.setZoom({ from: model.start[row]!, to: model.end(row) });
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span className={styles.anchor} style={{ left: place.x, top: place.y }} aria-hidden />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={menuStyles.menu}
          align="start"
          collisionPadding={8}
          aria-label="Span"
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            grid.current?.focus({ preventScroll: true });
          }}
        >
          <MenuItem shortcut="Enter" onSelect={() => actions.setDetailsOpen(true)}>
            Show details
          </MenuItem>
          <MenuItem onSelect={zoomTo} disabled={model.duration[row] === 0}>
            Zoom to this span
          </MenuItem>
          {row === rootRow ? (
            <MenuItem onSelect={() => actions.setRoot(-1)}>Show the whole trace</MenuItem>
          ) : (
            <MenuItem onSelect={() => actions.setRoot(row)} disabled={!parent}>
              Make this span the root
            </MenuItem>
          )}
          <MenuItem onSelect={() => actions.setCriticalPath({ shown: true, root: row })}>Critical path of this span</MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => actions.collapseSubtree(row, true)} disabled={!parent}>
            Collapse everything below
          </MenuItem>
          <MenuItem onSelect={() => actions.collapseSubtree(row, false)} disabled={!parent}>
            Expand everything below
          </MenuItem>
          <MenuItem onSelect={() => actions.onlySiblings(row)}>Only siblings</MenuItem>
          <MenuItem onSelect={() => actions.likeThis(row, true)} disabled={!parent}>
            Collapse all like this
          </MenuItem>
          <MenuItem onSelect={() => actions.likeThis(row, false)} disabled={!parent}>
            Expand all like this
          </MenuItem>
          <MenuItem onSelect={() => actions.toLevel(model.depth[row]! + 1)}>Collapse to this level</MenuItem>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

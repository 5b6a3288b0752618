import { useEffect, useState, type RefObject } from 'react';
import { useShortcuts, type Shortcut } from '../../app/shortcuts';
import { EntryKind } from '../layout/Layout';
import { activeIndex } from '../state/moving';
import { useTraceStore } from '../TraceStoreContext';

/** The keys that move through the rows. They belong to the waterfall while no other control has the focus. */
export function useWaterfallShortcuts(grid: RefObject<HTMLElement | null>, page: number): void {
  const store = useTraceStore();
  const { actions } = store.getState();
  const free = useFocusIsFree(grid);
  const key = (keys: string | readonly string[], description: string, run: () => void): Shortcut => ({
    keys,
    description,
    group: 'Trace: moving',
    run,
  });
  useShortcuts(
    [
      key(['ArrowUp'], 'Previous row', () => actions.moveBy(-1)),
      key(['ArrowDown'], 'Next row', () => actions.moveBy(1)),
      key('ArrowRight', 'Expand, or first child', actions.goIn),
      key('ArrowLeft', 'Collapse, or parent', actions.goOut),
      key('Home', 'First row', () => actions.moveTo('first')),
      key('End', 'Last row', () => actions.moveTo('last')),
      key('PageUp', 'One page up', () => actions.moveBy(-page)),
      key('PageDown', 'One page down', () => actions.moveBy(page)),
      key('Enter', 'Open the details', () => {
        const { active } = store.getState();
        if (active === null) return;
        if (active.kind === EntryKind.span) actions.setDetailsOpen(true);
        else actions.open(active);
      }),
    ],
    free,
  );
  useShortcuts([
    key('k', 'Previous row', () => actions.moveBy(-1)),
    key('j', 'Next row', () => actions.moveBy(1)),
    key('[', 'Collapse all', () => actions.collapseAll(true)),
    key(']', 'Expand all', () => actions.collapseAll(false)),
    key('-', 'Collapse one level', () => actions.oneLevel(false)),
    key('=', 'Expand one level', () => actions.oneLevel(true)),
  ]);
  useEffect(() => {
    // The keys work from the start, without a click first.
    if (isFree(document.activeElement, grid.current)) grid.current?.focus({ preventScroll: true });
    const state = store.getState();
    if (activeIndex(state) < 0 && state.layout.count > 0) actions.activate(0);
  }, [grid, store, actions]);
}

function useFocusIsFree(grid: RefObject<HTMLElement | null>): boolean {
  const [free, setFree] = useState(true);
  useEffect(() => {
    const look = () => setFree(isFree(document.activeElement, grid.current));
    look();
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, [grid]);
  return free;
}

/** Whether the arrow keys and Enter mean nothing to what has the focus. */
function isFree(focused: Element | null, grid: HTMLElement | null): boolean {
  if (focused === null || focused === document.body || focused === grid) return true;
  return focused.id === 'main';
}

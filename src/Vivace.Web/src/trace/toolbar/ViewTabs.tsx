import { useLayoutEffect, useRef, type KeyboardEvent } from 'react';
import type { TraceViewKind } from '../state/TraceViewState';
import { showActiveTab } from '../../ui/showActiveTab';
import { useTrace, useTraceActions } from '../TraceStoreContext';
import styles from './ViewTabs.module.css';

export interface TraceViewTab {
  readonly view: TraceViewKind;
  readonly label: string;
}

/** The views of one trace that there are. One of them is the active one; arrow keys go from one to the next. */
export function ViewTabs({ views }: { readonly views: readonly TraceViewTab[] }) {
  const actions = useTraceActions();
  const view = useTrace((state) => state.view);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => showActiveTab(list.current), [view, views.length]);
  if (views.length < 2) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = views.findIndex((one) => one.view === view);
    const next = (at + step + views.length) % views.length;
    actions.setView(views[next]!.view);
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label="Views of the trace" className={styles.tabs}>
      {views.map((one) => (
        <button
          key={one.view}
          type="button"
          role="tab"
          aria-selected={one.view === view}
          tabIndex={one.view === view ? 0 : -1}
          className={styles.tab}
          onClick={() => actions.setView(one.view)}
          onKeyDown={onKeyDown}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}

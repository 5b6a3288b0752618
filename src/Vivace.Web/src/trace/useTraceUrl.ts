import { useEffect, useRef } from 'react';
import { showToast } from '../app/toasts';
import { useRouteState } from '../url/useRouteState';
import { traceCodec, type TraceState } from '../url/traceRoute';
import { formatColorBy, parseColorBy } from './colors/ColorBy';
import type { TraceStore, TraceStoreState } from './traceStore';

/** What of the view the URL holds. */
type ViewInUrl = Omit<TraceState, 'tenant'>;

/**
 * Keeps the view and the URL the same. What is chosen replaces the entry in the history, another view of the trace or
 * another span pushes one; Back, Forward and a link set the view.
 */
export function useTraceUrl(store: TraceStore): void {
  const { state: url, change } = useRouteState(traceCodec);
  const written = useRef<string | null>(null);
  const first = useRef(true);

  // From the URL to the view; what was just written to it is not news.
  useEffect(() => {
    const text = traceCodec.format({ ...url, tenant: '' });
    if (written.current === text) return;
    written.current = text;
    applyUrl(store, url, first.current);
    first.current = false;
  }, [store, url]);

  // From the view to the URL, once things rest: dragging and typing change it many times a second.
  useEffect(() => {
    let timer = 0;
    const write = (previous: TraceStoreState, state: TraceStoreState) => {
      const next = viewInUrl(state);
      const text = traceCodec.format({ ...next, tenant: '' });
      if (text === written.current) return;
      written.current = text;
      change(next, previous.view === state.view ? 'replace' : 'push');
    };
    let before = store.getState();
    const unsubscribe = store.subscribe((state) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        const previous = before;
        before = state;
        write(previous, state);
      }, 200);
    });
    return () => {
      window.clearTimeout(timer);
      unsubscribe();
    };
  }, [store, change]);
}

export function viewInUrl(state: TraceStoreState): ViewInUrl {
  const { model, selectedRow, zoom, find, filter, display, hiddenServices, colors, columns, criticalPath, errorsOnly, view } = state;
  return {
    span: selectedRow >= 0 && (state.detailsOpen || selectedRow > 0) ? model.spanId(selectedRow) : '',
    view,
    z: zoom === null ? null : [Math.floor(zoom.from), Math.max(Math.ceil(zoom.to), Math.floor(zoom.from) + 1)],
    find: find.text,
    tf: filter.text,
    only: display,
    svc: [...hiddenServices].sort((a, b) => a - b).map((service) => model.services[service]!),
    color: formatColorBy(colors.by),
    cp: criticalPath.shown,
    cpo: criticalPath.only,
    cols: columns,
    err: errorsOnly,
  };
}

/** Sets what differs between the view and the URL. */
export function applyUrl(store: TraceStore, url: ViewInUrl, firstTime: boolean): void {
  const { actions } = store.getState();
  const now = viewInUrl(store.getState());
  const differs = (name: keyof ViewInUrl) => JSON.stringify(now[name]) !== JSON.stringify(url[name]);
  const { model } = store.getState();
  if (differs('view')) actions.setView(url.view);
  if (differs('only')) actions.setDisplay(url.only);
  if (differs('svc')) actions.setHiddenServices(new Set(url.svc.map((name) => model.services.indexOf(name)).filter((service) => service >= 0)));
  if (differs('color')) actions.setColorBy(parseColorBy(url.color));
  if (differs('cp') || differs('cpo')) actions.setCriticalPath({ shown: url.cp, only: url.cpo });
  if (differs('cols')) actions.setColumns(url.cols);
  if (differs('err')) actions.setErrorsOnly(url.err);
  if (differs('tf')) actions.setFilter(url.tf);
  if (differs('z')) actions.setZoom(url.z === null ? null : { from: url.z[0], to: url.z[1] });
  if (differs('find')) actions.setFind(url.find);
  if (differs('span')) {
    const row = url.span === '' ? -1 : model.rowOfSpan(url.span);
    if (row >= 0) actions.select(row, firstTime ? { details: true } : {});
    else if (url.span !== '') showToast(`Span ${url.span} of the link is not among the spans of this trace that are loaded.`);
  }
}

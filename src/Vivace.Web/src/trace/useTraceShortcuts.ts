import { useShortcuts, type Shortcut } from '../app/shortcuts';
import { showToast } from '../app/toasts';
import { copyText } from '../ui/copyText';
import { traceUrl } from '../url/traceRoute';
import type { TraceViewTab } from './toolbar/ViewTabs';
import { traceViewOrder } from './traceViews';
import { useTraceStore } from './TraceStoreContext';
import { wheelPan } from './waterfall/useTimelineWheel';

const keyZoom = 1.5;

/** The keys of the trace page beside those that move through rows and those of find and filter. */
export function useTraceShortcuts(views: readonly TraceViewTab[]): void {
  const store = useTraceStore();
  const { actions } = store.getState();
  const key = (keys: string, group: string, description: string, run: () => void): Shortcut => ({ keys, group, description, run });
  const view = (keys: string, description: string, run: () => void) => key(keys, 'Trace: view', description, run);
  const copy = (text: string, said: string) =>
    void copyText(text).then((copied) => showToast(copied ? said : 'The browser does not allow copying.'));

  useShortcuts([
    key('e', 'Trace: finding', 'Next error', () => actions.goToError(false)),
    key('Shift+E', 'Trace: finding', 'Previous error', () => actions.goToError(true)),
    key('c', 'Trace: finding', 'Critical path on or off', () =>
      actions.setCriticalPath({ shown: !store.getState().criticalPath.shown }),
    ),
    view('a', 'Pan left', () => actions.panBy(-wheelPan * 2)),
    view('d', 'Pan right', () => actions.panBy(wheelPan * 2)),
    view('w', 'Zoom in', () => actions.zoomBy(1 / keyZoom)),
    view('s', 'Zoom out', () => actions.zoomBy(keyZoom)),
    view('0', 'Show the whole trace', () => actions.setZoom(null)),
    view('y', 'Copy the span id', () => {
      const { selectedRow, model } = store.getState();
      if (selectedRow >= 0) copy(model.spanId(selectedRow), 'Span id copied.');
    }),
    view('Shift+Y', 'Copy a link to the span', () => {
      const { selectedRow, model } = store.getState();
      const span = selectedRow < 0 ? '' : model.spanId(selectedRow);
      copy(new URL(traceUrl(model.traceId, { span }), window.location.href).href, 'Link copied.');
    }),
    key('Escape', 'Trace: moving', 'Close details, clear find', () => {
      const { detailsOpen, find } = store.getState();
      if (detailsOpen) actions.setDetailsOpen(false);
      else if (find.text !== '') actions.setFind('');
    }),
    ...traceViewOrder.flatMap((name, at) => {
      const tab = views.find((one) => one.view === name);
      return tab === undefined ? [] : [view(String(at + 1), tab.label, () => actions.setView(name))];
    }),
  ]);
}

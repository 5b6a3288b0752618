import { Link2 } from 'lucide-react';
import { showToast } from '../../app/toasts';
import { Button } from '../../ui/Button';
import { copyText } from '../../ui/copyText';
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu';
import { traceCodec, traceUrl } from '../../url/traceRoute';
import { useTrace } from '../TraceStoreContext';

/** Links to this trace: with the view as it is, or the trace alone. */
export function ShareMenu() {
  const model = useTrace((state) => state.model);
  const selectedRow = useTrace((state) => state.selectedRow);
  const zoom = useTrace((state) => state.zoom);
  const copy = (url: string) => {
    void copyText(window.location.origin + url).then((done) =>
      showToast(done ? 'Link copied' : 'Copying is not allowed here'),
    );
  };
  const state = () => traceCodec.parse(window.location.search).state;
  /** Span and time written out, so that spans which come later cannot move the view. */
  const pinned = () =>
    traceUrl(model.traceId, {
      ...state(),
      span: selectedRow < 0 ? '' : model.spanId(selectedRow),
      z: zoom === null ? [0, Math.max(Math.ceil(model.durationNano), 1)] : [Math.floor(zoom.from), Math.ceil(zoom.to)],
    });
  const live = () => traceUrl(model.traceId, { ...state(), span: '', z: null });
  return (
    <Menu
      align="end"
      label="Share"
      trigger={
        <Button size="sm" icon={<Link2 aria-hidden />}>
          Share
        </Button>
      }
    >
      <MenuLabel>Copy a link</MenuLabel>
      <MenuItem onSelect={() => copy(pinned())}>Pinned link: this span, stretch of time and filter</MenuItem>
      <MenuItem onSelect={() => copy(live())}>Live link: the trace with this filter, as it is when opened</MenuItem>
      <MenuItem onSelect={() => copy(traceUrl(model.traceId))}>The trace alone</MenuItem>
    </Menu>
  );
}

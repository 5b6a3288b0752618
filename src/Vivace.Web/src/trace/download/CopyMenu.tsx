import { Copy } from 'lucide-react';
import { useTenant } from '../../api/tenant';
import { showToast } from '../../app/toasts';
import { copyText } from '../../ui/copyText';
import { IconButton } from '../../ui/IconButton';
import { Menu, MenuItem } from '../../ui/Menu';
import { useTraceSource } from '../file/TraceSource';
import { useTrace } from '../TraceStoreContext';
import { curlCommand, spanLink, traceParent } from './copyTexts';

/** Ids, links and commands of a span and its trace, for the clipboard; without a row those of the trace. */
export function CopyMenu({ row = -1 }: { row?: number }) {
  const model = useTrace((state) => state.model);
  const tenant = useTenant((state) => state.tenant);
  const fromServer = useTraceSource().type === 'server';
  const spanId = row < 0 ? '' : model.spanId(row);
  const copy = (text: string, what: string) => {
    void copyText(text).then((done) => showToast(done ? `${what} copied` : 'Copying is not allowed here'));
  };
  return (
    <Menu align="end" label="Copy" trigger={<IconButton size="sm" label="Copy" icon={<Copy aria-hidden />} />}>
      {row >= 0 && (
        <MenuItem shortcut="y" onSelect={() => copy(spanId, 'Span id')}>
          Span id
        </MenuItem>
      )}
      <MenuItem onSelect={() => copy(model.traceId, 'Trace id')}>Trace id</MenuItem>
      {fromServer && (
        <MenuItem
          shortcut="Shift+Y"
          onSelect={() => copy(spanLink(window.location.origin, model.traceId, spanId), 'Link')}
        >
          {row >= 0 ? 'Link to this span' : 'Link to this trace'}
        </MenuItem>
      )}
      {row >= 0 && (
        <MenuItem onSelect={() => copy(traceParent(model.traceId, spanId), 'traceparent')}>traceparent header</MenuItem>
      )}
      {fromServer && (
        <MenuItem onSelect={() => copy(curlCommand(window.location.origin, model.traceId, tenant), 'Command')}>
          curl command
        </MenuItem>
      )}
    </Menu>
  );
}

import { useLocation } from 'wouter';
import { navigate } from 'wouter/use-browser-location';
import { codecOf } from '../url/routes';
import { useRawSearch } from '../url/useRawSearch';
import { Notice } from '../ui/Notice';

/** Says which parts of the address could not be understood; dismissing takes them out of it. */
export function DroppedParameters() {
  const [path] = useLocation();
  const search = useRawSearch();
  const codec = codecOf(path);
  if (codec === null) return null;
  const { state, dropped } = codec.parse(search);
  if (dropped.length === 0) return null;
  const names = dropped.map((name) => name.slice(0, 40));
  return (
    <Notice tone="warning" title="Part of the link was not understood." onDismiss={() => navigate(path + codec.format(state), { replace: true })}>
      Left out: {names.slice(0, 5).join(', ')}
      {names.length > 5 && ` and ${names.length - 5} more`}.
    </Notice>
  );
}

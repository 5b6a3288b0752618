import { SearchX } from 'lucide-react';
import { describeRange } from '../time/describeRange';
import { lastRange } from '../time/ranges';
import { useZone } from '../time/useZone';
import { Button } from '../ui/Button';
import { ButtonLink } from '../ui/ButtonLink';
import { EmptyState } from '../ui/EmptyState';
import type { ServicesState } from '../url/servicesRoute';
import type { ChangeRoute } from '../url/useRouteState';

/** No service in the range: what was looked for, and what may help. */
export function ServicesEmpty({ state, change }: { readonly state: ServicesState; readonly change: ChangeRoute<ServicesState> }) {
  const zone = useZone();
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      title="No service in this range"
      actions={
        <>
          {state.q !== '' && <Button onClick={() => change({ q: '', traces: 0, first: 'start' }, 'push')}>Without the filter</Button>}
          <Button onClick={() => change(lastRange(24, 'h'), 'push')}>The last 24 hours</Button>
          <ButtonLink href="/status">How to send traces</ButtonLink>
        </>
      }
    >
      No span {state.q === '' ? 'was received' : <>matches <code>{state.q}</code></>} in this range: {describeRange(state, zone)}.
    </EmptyState>
  );
}

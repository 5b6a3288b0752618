import { useZone } from '../../time/useZone';
import { useTimeCursor } from '../../ui/timeCursor';

/** The time that is pointed at on some chart of the page, when it lies within a range. */
export function CursorTime({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }) {
  const zone = useZone();
  const second = useTimeCursor(({ at }) => (at === undefined || at.ms < fromMs || at.ms > toMs ? undefined : Math.floor(at.ms / 1000)));
  if (second === undefined) return <span className="visually-hidden">At the cursor</span>;
  return <>At {zone.timeOfDay(BigInt(second) * 1_000_000_000n, 'second')}</>;
}

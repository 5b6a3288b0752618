import { CircleAlert, ListTree } from 'lucide-react';
import { useDotSummary, type SpanDot } from '../../explore/chart/useDotSummary';
import { formatDuration } from '../../time/durations';
import { useZone } from '../../time/useZone';
import { Button } from '../../ui/Button';
import { Menu, MenuItem, MenuLabel } from '../../ui/Menu';
import type { DrillMetric } from '../../url/drilldownRoute';
import type { RedData } from './redData';

/** Traces that the menu lists. */
const listed = 8;

export interface ExampleMenuProps {
  readonly data: RedData;
  readonly metric: DrillMetric;
  readonly onOpenTrace: (traceId: string) => void;
}

/** The traces behind the dots of the chart as a list, for the keyboard and for dots that lie close together: the slowest first. */
export function ExampleMenu({ data, metric, onOpenTrace }: ExampleMenuProps) {
  const zone = useZone();
  const isAboutErrors = metric === 'errors' || metric === 'share';
  const examples = data.exemplars
    .filter(({ isError }) => isError || !isAboutErrors)
    .sort((a, b) => b.durationNanoseconds - a.durationNanoseconds)
    .slice(0, listed);
  return (
    <Menu align="end" trigger={<Button size="sm" variant="ghost" icon={<ListTree aria-hidden />} disabled={examples.length === 0}>Examples</Button>}>
      <MenuLabel>Traces behind the dots, slowest first</MenuLabel>
      {examples.map(({ traceId, timestampMs, durationNanoseconds, isError }) => (
        <MenuItem key={traceId} icon={isError ? <CircleAlert aria-label="error" /> : undefined} onSelect={() => onOpenTrace(traceId)}>
          <ExampleName dot={{ traceId, timestampMs }} />{formatDuration(durationNanoseconds)} · {zone.timeOfDay(BigInt(Math.round(timestampMs)) * 1_000_000n, 'second')} · {traceId.slice(0, 8)}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Service and name of the span, once they are known. */
function ExampleName({ dot }: { readonly dot: SpanDot }) {
  const span = useDotSummary(dot)?.span;
  return span === undefined ? null : <>{span.service} {span.name} · </>;
}

import { CornerLeftUp } from 'lucide-react';
import { formatDuration } from '../../../time/durations';
import { InstantText } from '../../../time/InstantText';
import { Button } from '../../../ui/Button';
import { CopyButton } from '../../../ui/CopyButton';
import type { SpanDetails } from '../../model/SpanDetails';
import { kindName, SpanFlag, statusName, StatusCode } from '../../model/SpanFlag';
import { useTrace, useTraceActions } from '../../TraceStoreContext';
import { describeFlags } from './describeFlags';
import { Fact, Facts } from './Facts';
import styles from './OverviewSection.module.css';

/** What a span is, in a dozen facts (those that say nothing are left out). */
export function OverviewSection({ row, details }: { row: number; details: SpanDetails | null }) {
  const model = useTrace((state) => state.model);
  const actions = useTraceActions();
  const start = model.start[row]!;
  const duration = model.duration[row]!;
  const self = model.self[row]!;
  const status = model.status[row]!;
  const parent = model.parent[row]!;
  const spanId = model.spanId(row);
  const share = model.durationNano > 0 ? duration / model.durationNano : 0;
  const dropped = droppedOf(details);

  return (
    <div className={styles.overview}>
      {details !== null && details.statusMessage !== '' && (
        <p className={styles.message} data-error={status === StatusCode.error || undefined}>
          {details.statusMessage}
        </p>
      )}
      <Facts>
        <Fact name="Duration">
          <strong>{formatDuration(duration)}</strong>
          <span className={styles.muted}>{formatShare(share)} of the trace</span>
        </Fact>
        <Fact name="Self time">
          {formatDuration(self)}
          {duration > 0 && <span className={styles.muted}>{formatShare(self / duration)} of the span</span>}
        </Fact>
        <Fact name="Start">+{formatDuration(start)}</Fact>
        <Fact name="Status">
          <span data-status={statusName(status)} className={styles.status}>
            {statusName(status)}
          </span>
        </Fact>
        <Fact name="Kind">{kindName(model.kind[row]!)}</Fact>
        {model.childCount[row]! > 0 && (
          <Fact name="Children">
            {model.childCount[row]!.toLocaleString('en')}
            <span className={styles.muted}>of {model.descendants[row]!.toLocaleString('en')} below</span>
          </Fact>
        )}
        <Fact name="Started at" wide>
          <InstantText
            unixNano={details?.startUnixNano ?? model.startUnixNano + BigInt(Math.round(start))}
            precision="nanosecond"
          />
        </Fact>
        <Fact name="Parent" wide>
          {parent >= 0 ? (
            <Button
              size="sm"
              variant="ghost"
              className={styles.parent}
              icon={<CornerLeftUp aria-hidden />}
              onClick={() => actions.select(parent)}
            >
              <span className={styles.parentName}>{model.spanName(parent)}</span>
            </Button>
          ) : model.has(row, SpanFlag.orphan) ? (
            <>
              <span className="mono">{details?.parentSpanId}</span>
              <span className={styles.muted}>not received</span>
            </>
          ) : (
            <span className={styles.muted}>none, this is a root</span>
          )}
        </Fact>
        <Fact name="Span id" wide>
          <span className="mono">{spanId}</span>
          <CopyButton label="Copy span id" text={spanId} size="sm" />
        </Fact>
        {details !== null && details.scope.name !== '' && (
          <Fact name="Scope" wide>
            {details.scope.name}
            {details.scope.version !== '' && <span className={styles.muted}>{details.scope.version}</span>}
          </Fact>
        )}
        {details !== null && details.flags !== 0 && (
          <Fact name="Flags" wide>
            {describeFlags(details.flags)}
          </Fact>
        )}
        {details !== null && details.traceState !== '' && (
          <Fact name="Trace state" wide>
            <span className="mono">{details.traceState}</span>
          </Fact>
        )}
        {dropped !== '' && (
          <Fact name="Dropped" wide>
            {dropped} <span className={styles.muted}>left out by the sender</span>
          </Fact>
        )}
        {model.has(row, SpanFlag.duplicateId) && (
          <Fact name="Note" wide>
            Another span of this trace has the same id.
          </Fact>
        )}
      </Facts>
    </div>
  );
}

function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent >= 10 ? Math.round(percent) : Number(percent.toFixed(1))} %`;
}

function droppedOf(details: SpanDetails | null): string {
  if (details === null) return '';
  const counts = [
    [details.droppedAttributesCount, 'attributes'],
    [details.droppedEventsCount, 'events'],
    [details.droppedLinksCount, 'links'],
    [details.resource.droppedAttributesCount, 'resource attributes'],
    [details.scope.droppedAttributesCount, 'scope attributes'],
  ] as const;
  return counts.flatMap(([count, what]) => (count > 0 ? [`${count.toLocaleString('en')} ${what}`] : [])).join(', ');
}

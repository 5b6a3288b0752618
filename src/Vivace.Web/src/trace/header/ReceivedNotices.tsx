import { useState } from 'react';
import { Notice } from '../../ui/Notice';
import type { TraceModel } from '../model/TraceModel';
import { useTrace } from '../TraceStoreContext';
import styles from './ReceivedNotices.module.css';

interface TraceNotice {
  readonly id: string;
  readonly tone: 'warning';
  readonly title: string;
  readonly text: string;
}

/** What is missing from the trace or odd about it, in sentences. */
export function noticesOf({ notices }: TraceModel): TraceNotice[] {
  const found: TraceNotice[] = [];
  const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
  if (notices.partial !== null) {
    found.push({ id: 'partial', tone: 'warning', title: 'Not the whole trace.', text: notices.partial });
  }
  if (notices.rootMissing) {
    found.push({
      id: 'root',
      tone: 'warning',
      title: 'Root not received.',
      text: 'The span that began this trace is missing: it may still come, was sampled away, or was lost on its way.',
    });
  }
  if (notices.orphans > 0) {
    found.push({
      id: 'orphans',
      tone: 'warning',
      title: `${count(notices.orphans, 'orphan span', 'orphan spans')}.`,
      text:
        notices.orphans === 1
          ? 'Its parent was not received; it is shown at the top level.'
          : 'Their parents were not received; they are shown at the top level.',
    });
  }
  if (notices.duplicates > 0) {
    found.push({
      id: 'duplicates',
      tone: 'warning',
      title: `${count(notices.duplicates, 'span id', 'span ids')} used more than once.`,
      text: 'Children of such a span are shown below the first one.',
    });
  }
  if ((notices.cycles ?? 0) > 0) {
    found.push({
      id: 'cycles',
      tone: 'warning',
      title: `${count(notices.cycles ?? 0, 'span is', 'spans are')} part of a ring of parents.`,
      text: 'The ring was cut open so that all of its spans can be shown.',
    });
  }
  return found;
}

/** What is missing from the spans that were received, until it is dismissed. */
export function ReceivedNotices() {
  const model = useTrace((state) => state.model);
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const shown = noticesOf(model).filter((notice) => !dismissed.has(notice.id + notice.title));
  if (shown.length === 0) return null;
  return (
    <div className={styles.bar}>
      {shown.map((notice) => (
        <Notice
          key={notice.id}
          tone={notice.tone}
          title={notice.title}
          onDismiss={() => setDismissed(new Set([...dismissed, notice.id + notice.title]))}
        >
          {notice.text}
        </Notice>
      ))}
    </div>
  );
}

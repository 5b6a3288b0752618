import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { formatDuration } from '../../time/durations';
import { AttributeTable } from '../details/attributes/AttributeTable';
import type { SpanLink } from '../model/SpanDetails';
import { useTrace } from '../TraceStoreContext';
import { LinkRow } from './LinkRow';
import styles from './LinksSection.module.css';
import type { BackwardLink } from './linkTargets';
import { useLinkTarget, type BackwardLinksOfSpan } from './useLinks';

export interface LinksSectionProps {
  forward: readonly SpanLink[];
  /** `undefined` while they are not known. */
  backward: BackwardLinksOfSpan | undefined;
}

/** The links of a span to other spans, and of other spans to it. */
export function LinksSection({ forward, backward }: LinksSectionProps) {
  return (
    <div className={styles.links}>
      {forward.length > 0 && (
        <>
          <h4 className={styles.title}>
            <ArrowUpRight aria-hidden /> Links to
          </h4>
          <ul>
            {forward.map((link, index) => (
              <li key={index}>
                <ForwardLink link={link} />
                {link.attributes.length > 0 && <AttributeTable scope="link" attributes={link.attributes} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {backward !== undefined && backward.links.length > 0 && (
        <>
          <h4 className={styles.title}>
            <ArrowDownLeft aria-hidden /> Linked from
          </h4>
          <ul>
            {backward.links.map((link) => (
              <li key={`${link.traceId}-${link.spanId}`}>
                <BackwardLinkRow link={link} />
              </li>
            ))}
          </ul>
          {(backward.isPartial || backward.isTruncated) && (
            <p className={styles.note}>
              {backward.isPartial ? 'A part of the data could not be read; there may be more.' : 'There may be more.'}
            </p>
          )}
        </>
      )}
    </div>
  );
}

function ForwardLink({ link }: { link: SpanLink }) {
  const { target, isLoading } = useLinkTarget(link.traceId, link.spanId);
  const dropped = link.droppedAttributesCount > 0 ? `${link.droppedAttributesCount} attributes dropped` : '';
  const note = [link.traceState, dropped].filter((text) => text !== '').join(' · ');
  return <LinkRow traceId={link.traceId} spanId={link.spanId} target={target} isLoading={isLoading} note={note} />;
}

function BackwardLinkRow({ link }: { link: BackwardLink }) {
  const traceStart = useTrace((state) => state.model.startUnixNano);
  const after = BigInt(link.startUnixNano) - traceStart;
  const note = `${formatDuration(after < 0n ? -after : after)} ${after < 0n ? 'before' : 'after'} this trace began`;
  return <LinkRow traceId={link.traceId} spanId={link.spanId} target={link} note={note} />;
}

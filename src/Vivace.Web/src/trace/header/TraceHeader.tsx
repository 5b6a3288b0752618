import { ChartLine, Compass, GitCompareArrows } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useLocation } from 'wouter';
import { formatDuration } from '../../time/durations';
import { InstantText } from '../../time/InstantText';
import { Button } from '../../ui/Button';
import { compareUrl } from '../../url/compareRoute';
import { exploreUrl } from '../../url/exploreRoute';
import { useComparedFiles } from '../../compare/comparedFiles';
import { useSpanDetails } from '../details/useSpanDetails';
import { CopyMenu } from '../download/CopyMenu';
import { DownloadMenu } from '../download/DownloadMenu';
import { useTraceSource } from '../file/TraceSource';
import { StatusCode } from '../model/SpanFlag';
import { useTrace } from '../TraceStoreContext';
import { httpFacts } from './httpFacts';
import { likeThisUrl } from './likeThisUrl';
import { QuickFactsBar } from './QuickFactsBar';
import { ShareMenu } from './ShareMenu';
import styles from './TraceHeader.module.css';

/** What the trace is: its root, time and size, and what can be done with it as a whole. */
export function TraceHeader() {
  const model = useTrace((state) => state.model);
  const source = useTraceSource();
  const [, navigate] = useLocation();
  const rootRow = useMemo(() => model.roots[0] ?? -1, [model]);
  const root = useSpanDetails(model.notices.rootMissing ? -1 : rootRow);
  const http = root.data ? httpFacts(root.data.attributes) : null;
  const { depth, errors } = useMemo(() => sizesOf(model), [model]);
  const name =
    model.rootName === '' ? (model.notices.rootMissing ? 'Root not received' : 'Trace without a name') : model.rootName;

  const compareWith = () => {
    if (source.type === 'file') {
      const { traceId, rootName, rootService, totalSpans: spanCount } = model;
      useComparedFiles.getState().put('a', { fileName: source.fileName, trace: { traceId, rootName, rootService, spanCount, text: source.text } });
    }
    navigate(compareUrl({ a: source.type === 'file' ? 'file' : model.traceId }));
  };

  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1 className={styles.name}>
          {model.rootService !== '' && <span className={styles.service}>{model.rootService}</span>}
          <span className={styles.root} data-missing={model.notices.rootMissing || undefined}>
            {name}
          </span>
        </h1>
        {http !== null && (
          <span className={styles.http}>
            {http.method !== '' && <span className={styles.chip}>{http.method}</span>}
            {http.status !== '' && (
              <span className={styles.chip} data-failed={http.failed || undefined}>
                {http.status}
              </span>
            )}
            {http.route !== '' && !name.includes(http.route) && <span className={styles.route}>{http.route}</span>}
          </span>
        )}
        <div className={styles.actions}>
          <CopyMenu />
          {source.type === 'server' && <ShareMenu />}
          <DownloadMenu />
          <Button size="sm" icon={<GitCompareArrows aria-hidden />} onClick={compareWith}>
            Compare
          </Button>
          {source.type === 'server' && (
            <Button
              size="sm"
              icon={<Compass aria-hidden />}
              onClick={() => navigate(exploreUrl({ q: `{ trace:id = "${model.traceId}" }`, mode: 'traceql' }))}
            >
              Explore
            </Button>
          )}
          {source.type === 'server' && (
            <Button size="sm" icon={<ChartLine aria-hidden />} onClick={() => navigate(likeThisUrl(model))}>
              Drilldown
            </Button>
          )}
        </div>
      </div>
      <div className={styles.facts}>
        <dl className={styles.list}>
          <Fact name="Duration" strong>
            {formatDuration(model.durationNano)}
          </Fact>
          <Fact name="Started">
            <InstantText unixNano={model.startUnixNano} precision="millisecond" />
          </Fact>
          <Fact name="Spans">{model.totalSpans.toLocaleString('en')}</Fact>
          <Fact name="Services">{model.services.length.toLocaleString('en')}</Fact>
          <Fact name="Depth">{depth.toLocaleString('en')}</Fact>
          <Fact name="Errors" tone={errors > 0 ? 'error' : undefined}>
            {errors.toLocaleString('en')}
          </Fact>
        </dl>
        <QuickFactsBar />
      </div>
    </header>
  );
}

function Fact({
  name,
  strong = false,
  tone,
  children,
}: {
  name: string;
  strong?: boolean;
  tone?: 'error' | undefined;
  children: ReactNode;
}) {
  return (
    <div className={styles.fact} data-strong={strong || undefined} data-tone={tone}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function sizesOf(model: { rowCount: number; depth: Uint16Array; status: Uint8Array }) {
  let depth = 0;
  let errors = 0;
  for (let row = 0; row < model.rowCount; row++) {
    if (model.depth[row]! >= depth) depth = model.depth[row]! + 1;
    if (model.status[row] === StatusCode.error) errors++;
  }
  return { depth, errors };
}

import { BookOpen, ChartLine, Play, Square, Terminal } from 'lucide-react';
import { Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { useFeature } from '../../api/about';
import type { TimeRange } from '../../time/ranges';
import { TraceQLEditor } from '../../traceql/TraceQLEditor';
import { Button } from '../../ui/Button';
import { IconButton } from '../../ui/IconButton';
import { Tabs } from '../../ui/Tabs';
import { lazyPart } from '../../app/lazyPart';
import { showToast } from '../../app/toasts';
import { copyText } from '../../ui/copyText';
import { drilldownUrl } from '../../url/drilldownRoute';
import { HistoryMenu } from '../history/HistoryMenu';
import type { HistoryEntry } from '../history/queryHistory';
import { BuilderPart } from './BuilderPart';
import styles from './QueryPanel.module.css';

const CheatSheetDialog = lazyPart(() => import('../../traceql/cheatsheet/CheatSheetDialog'), 'CheatSheetDialog');
const OpenFileTool = lazyPart(() => import('./OpenFileTool'), 'OpenFileTool');

/** Which of the two views of the query is shown. */
export type QueryMode = 'builder' | 'traceql';

/** Properties of `QueryPanel`. */
export interface QueryPanelProps {
  readonly mode: QueryMode;
  readonly onMode: (mode: QueryMode) => void;
  readonly draft: string;
  readonly onDraft: (text: string) => void;
  /** Whether the draft is not the query that was run last. */
  readonly isChanged: boolean;
  readonly isRunning: boolean;
  readonly onRun: (text?: string) => void;
  readonly onCancel: () => void;
  readonly range: TimeRange;
  /** The range in Unix seconds, for the editor. */
  readonly seconds: { readonly start: number; readonly end: number };
  /** The step of metrics queries; empty for one that fits the range. */
  readonly step: string;
  readonly onHistory: (entry: HistoryEntry) => void;
  /** The present search as a command for a shell. */
  readonly curl: () => string;
}

const tabs = [{ value: 'builder', label: 'Builder' }, { value: 'traceql', label: 'TraceQL' }] as const;

/** The query: builder or text, with everything that puts another query there and runs it. */
export function QueryPanel(props: QueryPanelProps) {
  const { mode, onMode, draft, onDraft, isChanged, isRunning, onRun, onCancel, range, seconds, step, onHistory, curl } = props;
  const [isCheatSheetOpen, setCheatSheetOpen] = useState(false);
  const canValidate = useFeature('validate');
  const [, navigate] = useLocation();

  const copyCurl = async () => {
    showToast(await copyText(curl()) ? 'The search is copied as a curl command.' : 'Copying is not allowed here.');
  };
  const openDrilldown = async () => {
    const { drillSpansOf } = await import('../../drilldown/query/drillQuery');
    navigate(drilldownUrl({ ...drillSpansOf(draft), ...range }));
  };
  const runButton = isRunning
    ? <Button icon={<Square aria-hidden />} onClick={onCancel}>Cancel</Button>
    : <Button variant="primary" icon={<Play aria-hidden />} title="Ctrl+Enter" onClick={() => onRun()}>{isChanged ? 'Run query' : 'Run again'}</Button>;

  return (
    <section className={styles.panel} aria-label="Query">
      <Tabs
        label="Ways to write the query"
        value={mode}
        onChange={(next) => onMode(next)}
        tabs={tabs}
        className={styles.tabs ?? ''}
        trailing={(
          <div className={styles.tools}>
            <HistoryMenu onChoose={onHistory} />
            <IconButton label="TraceQL by example" icon={<BookOpen aria-hidden />} onClick={() => setCheatSheetOpen(true)} />
            <IconButton label="Open in Drilldown" icon={<ChartLine aria-hidden />} onClick={() => void openDrilldown()} />
            <IconButton label="Copy as curl" icon={<Terminal aria-hidden />} onClick={() => void copyCurl()} />
            <Suspense fallback={null}>
              <OpenFileTool />
            </Suspense>
          </div>
        )}
      />
      {mode === 'builder'
        ? <BuilderPart draft={draft} onDraft={onDraft} range={range} seconds={seconds} onEditAsText={() => onMode('traceql')} actions={runButton} />
        : (
          <TraceQLEditor
            value={draft}
            onChange={onDraft}
            onRun={onRun}
            label="TraceQL query"
            placeholder='{ resource.service.name = "checkout" && status = error }'
            range={seconds}
            step={step === '' ? undefined : step}
            actions={runButton}
          />
        )}
      {mode === 'traceql' && canValidate === false && (
        <p className={styles.missing}>This server does not check queries while they are typed; mistakes show when it is run.</p>
      )}
      {isCheatSheetOpen && (
        <Suspense fallback={null}>
          <CheatSheetDialog
            open
            onOpenChange={setCheatSheetOpen}
            onPick={(query) => {
              onMode('traceql');
              onRun(query);
            }}
          />
        </Suspense>
      )}
    </section>
  );
}
